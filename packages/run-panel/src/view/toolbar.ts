import { icon, type Localize } from '@interview-room/ui';
import { check, copy, flaskConical, play, square, trash2 } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../strings.js';
import { runShortcut, testShortcut } from './keys.js';

/** What the buttons are drawn from, and what they do. */
export interface Toolbar {
  live: boolean;
  stoppable: boolean;
  disabled: boolean;
  testable: boolean;
  /** Whether there is output to copy, and anything to clear. */
  copyable: boolean;
  clearable: boolean;
  copied: boolean;
  copy(): void;
  panel: { run(): void; test(): void; stop(): void; clear(): void };
}
type W = Localize<Words>;

/** Run, Test, Stop. A button that has nothing to do stays where it is and keeps the focus, if it has it. */
export function mainActions(bar: Toolbar, words: W): TemplateResult {
  const idle = !bar.live && !bar.disabled;
  const [run, test] = [runShortcut(), testShortcut()];
  return html`<div class="actions" role="group" aria-label=${words.term('actions')}>
    <button
      class="primary"
      part="run-button"
      title=${words.term('withKeys', words.term('run'), run.shown)}
      aria-keyshortcuts=${run.aria}
      aria-disabled=${!idle}
      @click=${() => bar.panel.run()}
    >
      ${icon(play)}${words.term('run')}
    </button>
    ${
      bar.testable
        ? html`<button
          class="bordered"
          part="test-button"
          title=${words.term('withKeys', words.term('test'), test.shown)}
          aria-keyshortcuts=${test.aria}
          aria-disabled=${!idle}
          @click=${() => bar.panel.test()}
        >
          ${icon(flaskConical)}${words.term('test')}
        </button>`
        : nothing
    }
    <button part="stop-button" class="stop" title=${words.term('stop')} aria-disabled=${!bar.stoppable} @click=${() => bar.panel.stop()}>
      ${icon(square)}<span class="wide">${words.term('stop')}</span>
    </button>
  </div>`;
}

/** Copy and Clear. */
export function outputActions(bar: Toolbar, words: W): TemplateResult {
  const button = (
    part: string,
    label: string,
    shape: typeof copy,
    able: boolean,
    act: () => void,
  ): TemplateResult =>
    html`<button part=${part} title=${label} aria-label=${label} aria-disabled=${!able} @click=${() => able && act()}>
      ${icon(shape)}
    </button>`;
  return html`<div class="actions end">
    ${button('copy-button', words.term(bar.copied ? 'copied' : 'copyOutput'), bar.copied ? check : copy, bar.copyable, bar.copy)}
    ${button('clear-button', words.term('clear'), trash2, bar.clearable, () => bar.panel.clear())}
  </div>`;
}
