import type { ChatErrorCode } from '@interview-room/assistant/streams';
import { icon } from '@interview-room/ui';
import { circleAlert, circleMinus, rotateCcw } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../strings.js';
import type { Entry } from '../talk/entry.js';
import type { Desk } from './desk.js';

type Plain = { [K in keyof Words]: Words[K] extends string ? K : never }[keyof Words];

const titles: Readonly<Record<ChatErrorCode, Plain>> = {
  'network': 'errorNetwork',
  'unauthorized': 'errorUnauthorized',
  'forbidden': 'errorForbidden',
  'rate-limited': 'errorRateLimited',
  'overloaded': 'errorOverloaded',
  'not-found': 'errorNotFound',
  'bad-request': 'errorBadRequest',
  'too-long': 'errorTooLong',
  'html': 'errorHtml',
  'not-configured': 'errorNotConfigured',
  'budget': 'errorBudget',
  'off': 'errorOff',
  'cut': 'errorCut',
  'model': 'errorModel',
  'unknown': 'errorUnknown',
};

/** What happened, in a few words. */
export function failureTitle(code: ChatErrorCode, words: Desk['words']): string {
  return words.term(Object.hasOwn(titles, code) ? titles[code] : 'errorUnknown');
}

/** How an answer ended, where it did not end as it should, and a way on. */
export function ending(entry: Entry, desk: Desk, secondsLeft: number): TemplateResult | typeof nothing {
  const { error, status, text, calls } = entry.message;
  if (entry.growing) return nothing;
  const again = entry === desk.last ? retryButton(desk, secondsLeft) : nothing;
  if (error) return failed(entry, desk, error.retryable ? again : nothing);
  if (status === 'stopped') return note(desk.words.term('stopped'), again);
  if (entry.finish === 'length') return note(desk.words.term('cutLength'));
  if (entry.finish === 'content-filter') return note(desk.words.term('cutFilter'));
  if (!status && !text && !calls?.length) return note(desk.words.term('empty'), again);
  return nothing;
}

function failed({ message: { error } }: Entry, { words }: Desk, again: unknown): TemplateResult {
  const title = error ? failureTitle(error.code, words) : '';
  const more =
    error?.message && error.message !== title
      ? html`<p class="more" dir="auto">${error.message}</p>`
      : nothing;
  return html`<div class="ending failed" part="failure">
    ${icon(circleAlert)}
    <div class="what"><p>${title}</p>${more}</div>
    ${again}
  </div>`;
}

function note(text: string, again: unknown = nothing): TemplateResult {
  return html`<div class="ending">${icon(circleMinus)}<p class="what">${text}</p>${again}</div>`;
}

function retryButton(
  { words, acts, mute, busy }: Desk,
  secondsLeft: number,
): TemplateResult | typeof nothing {
  if (mute) return nothing;
  const waits = secondsLeft > 0 || busy;
  const label = secondsLeft > 0 ? words.term('retryIn', words.number(secondsLeft)) : words.term('retry');
  return html`<button
    class="bordered retry"
    part="retry-button"
    aria-disabled=${waits}
    @click=${() => !waits && acts.retry()}
  >
    ${icon(rotateCcw)}${label}
  </button>`;
}
