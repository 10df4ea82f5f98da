import { copyText, icon, type Localize } from '@interview-room/ui';
import { check, copy, info, triangleAlert, undo2, x } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';
import type { Notice } from '../desk/desk.js';
import type { RoomProblem } from '../problems/problem.js';

function problemText(words: Localize<Words>, { code, detail, message, typed }: RoomProblem): string {
  if (typed !== undefined) return `${words.term('roomRefused')} ${message}`;
  if (code === 'language-unknown') return words.term('problemLanguage', String(detail));
  if (code === 'runtime-not-found') return words.term('problemRuntime');
  return code === 'storage-refused' ? words.term('roomNotKept') : message;
}

function textOf(words: Localize<Words>, { text }: Notice): string {
  if (text === 'reset') return words.term('roomResetDone');
  return 'deleted' in text ? words.term('roomDeleted', text.deleted) : problemText(words, text.problem);
}

/** A line about what was just done, with the way back. The status around it is always there, so that it is read out. */
export function renderNotice(
  words: Localize<Words>,
  notice: Notice | undefined,
  close: (undo: boolean) => void,
): TemplateResult {
  const dismiss = words.term('roomDismiss');
  const bad = typeof notice?.text === 'object' && 'problem' in notice.text;
  return html`<div class="notice" part="notice" role="status" ?hidden=${!notice}>
    ${
      notice
        ? html`<span class="notice-text">${icon(bad ? triangleAlert : info)}${textOf(words, notice)}</span>
          ${
            notice.undo
              ? html`<button class="bordered" @click=${() => close(true)}>
                ${icon(undo2)}${words.term('roomUndo')}
              </button>`
              : nothing
          }
          ${renderTyped(words, notice.typed)}
          <button aria-label=${dismiss} title=${dismiss} @click=${() => close(false)}>${icon(x)}</button>`
        : nothing
    }
  </div>`;
}

/** What was typed and is in no file any more, to be had back. That it was copied, the button itself says. */
function renderTyped(words: Localize<Words>, typed: string | undefined): TemplateResult | typeof nothing {
  if (typed === undefined) return nothing;
  const take = async ({ currentTarget: button }: Event) =>
    (button as HTMLElement).toggleAttribute('data-done', await copyText(typed));
  return html`<button class="bordered copy-typed" @click=${take}>
    <span class="todo">${icon(copy)}${words.term('roomCopyTyped')}</span>
    <span class="done">${icon(check)}${words.term('roomCopied')}</span>
  </button>`;
}
