import type { Localize } from '@interview-room/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../strings.js';

/** Where nothing can be typed while a program runs: its whole input, written beforehand. */
export function inputBox(
  value: string,
  reason: string,
  words: Localize<Words>,
  changed: (text: string) => void,
): TemplateResult {
  return html`<details class="input" part="input-box">
    <summary>${words.term('input')}</summary>
    <div class="input-body">
      <textarea
        part="input"
        rows="3"
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        dir="auto"
        aria-label=${words.term('input')}
        aria-describedby="input-hint"
        .value=${value}
        @input=${(event: InputEvent) => changed((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="hint" id="input-hint">
        ${words.term('inputHint')} ${reason ? words.term('inputReason', reason) : nothing}
      </p>
    </div>
  </details>`;
}
