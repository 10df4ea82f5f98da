import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Talk } from '../talk/talk.js';
import type { Desk } from './desk.js';

const reasons = { answer: 'waitsForAnswer', offline: 'waitsOffline', failed: 'waitsFailed' } as const;

/** Messages that are not sent yet, below the conversation, and why they wait. */
export function queueView(talk: Talk, { words }: Pick<Desk, 'words'>): TemplateResult | typeof nothing {
  const items = talk.queue.all;
  if (items.length === 0) return nothing;
  const reason = words.term(reasons[talk.waiting]);
  return html`${repeat(
    items,
    ({ id }) => id,
    ({ id, text }) =>
      html`<div class="message user queued" part="queued">
        <div class="text" dir="auto">${text}</div>
        <div class="wait">
          <span>${reason}</span>
          ${
            talk.waiting === 'answer'
              ? nothing
              : html`<button @click=${() => talk.sendNow(id)}>${words.term('sendNow')}</button>`
          }
          <button @click=${() => talk.unqueue(id)}>${words.term('remove')}</button>
        </div>
      </div>`,
  )}`;
}
