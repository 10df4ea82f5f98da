import { icon, type Localize } from '@interview-room/ui';
import { loader, pencil } from '@interview-room/ui/icons';
import { html, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';

/** The code before there is an editor. */
export interface Preview {
  text: string;
  path: string;
  /** Something was written here before. */
  begun: boolean;
  /** The editor is on its way. */
  opening: boolean;
  start: () => void;
}

/** Lines past this are not drawn: the pane shows fewer. */
const SHOWN = 120;

/** The code as a picture of the editor that will stand there; the whole of it is the button that brings the editor. */
export function renderPreview(words: Localize<Words>, preview: Preview): TemplateResult {
  const { text, path, begun, opening, start } = preview;
  const word = words.term(opening ? 'roomOpening' : begun ? 'roomContinueShort' : 'roomStartShort');
  return html`<div class="preview" part="preview">
    <pre tabindex="-1"><code>${text
      .split('\n', SHOWN)
      .map((line) => html`<span class="line">${line || ' '}</span>`)}</code></pre>
    <button
      class="start"
      aria-label=${opening ? word : words.term('roomStart', path)}
      aria-disabled=${opening}
      @click=${start}
    >
      <span class="badge">${icon(opening ? loader : pencil)}${word}</span>
    </button>
  </div>`;
}
