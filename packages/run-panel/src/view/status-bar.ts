import { icon, type Localize } from '@interview-room/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../strings.js';
import type { Status } from './status.js';

/** The line at the foot: an icon and words, a bar while something is fetched, and what can be done about it. */
export function statusBar(
  status: Status,
  cancel: (() => void) | undefined,
  words: Localize<Words>,
): TemplateResult {
  return html`<div class="status ${status.tone}" part="status">
    ${
      status.progress === undefined
        ? nothing
        : html`<progress part="progress" aria-label=${words.term('download')} max="1" .value=${status.progress}></progress>`
    }
    <span class="sign">${icon(status.icon)}</span>
    <span class="words" dir="auto">${status.text}</span>
    ${cancel ? html`<button part="cancel-button" @click=${cancel}>${words.term('cancel')}</button>` : nothing}
  </div>`;
}
