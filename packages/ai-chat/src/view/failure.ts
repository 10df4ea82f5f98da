import type { ChatErrorCode, ChatFailure } from '@interview-room/assistant/streams';
import { ownWords } from '@interview-room/assistant/streams/own-words';
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

/** What can be done. Of help that is off there is nothing to say. */
const advices: Readonly<Record<Exclude<ChatErrorCode, 'off'>, Plain>> = {
  'network': 'adviceNetwork',
  'unauthorized': 'adviceUnauthorized',
  'forbidden': 'adviceForbidden',
  'rate-limited': 'adviceRateLimited',
  'overloaded': 'adviceOverloaded',
  'not-found': 'adviceNotFound',
  'bad-request': 'adviceBadRequest',
  'too-long': 'adviceTooLong',
  'html': 'adviceHtml',
  'not-configured': 'adviceNotConfigured',
  'budget': 'adviceBudget',
  'cut': 'adviceCut',
  'model': 'adviceModel',
  'unknown': 'adviceUnknown',
};

/** What can be done, in the reader's own language, with what the server said; or whatever words someone else found. */
export function failureAdvice({ code, message }: ChatFailure, words: Desk['words']): string {
  const own = ownWords(code, message);
  if (!own) return message;
  if (!Object.hasOwn(advices, code)) return '';
  const advice = words.term(advices[code as keyof typeof advices]);
  return own.said === undefined ? advice : `${advice} ${words.term('serverSays', own.said)}`;
}

/** What happened, in a few words. */
export function failureTitle(code: ChatErrorCode, words: Desk['words']): string {
  return words.term(Object.hasOwn(titles, code) ? titles[code] : 'errorUnknown');
}

/** How an answer ended, where it did not end as it should, and a way on. */
export function ending(entry: Entry, desk: Desk, secondsLeft: number): TemplateResult | typeof nothing {
  const { error, status } = entry.message;
  if (entry.growing) return nothing;
  const again = offersRetry(entry, desk) ? retryButton(desk, secondsLeft) : nothing;
  if (error) return failed(entry, desk, again);
  if (status === 'stopped') return note(desk.words.term('stopped'), again);
  if (entry.finish === 'length') return note(desk.words.term('cutLength'));
  if (entry.finish === 'content-filter') return note(desk.words.term('cutFilter'));
  return saidNothing(entry) ? note(desk.words.term('empty'), again) : nothing;
}

/** Whether there is a button beside the ending that asks again: then there is no other below. */
export function offersRetry(entry: Entry, { last, mute }: Desk): boolean {
  const { error, status } = entry.message;
  if (entry !== last || mute) return false;
  return error ? error.retryable : status === 'stopped' || saidNothing(entry);
}

const saidNothing = ({ message: { status, text, calls }, finish }: Entry): boolean =>
  !status && !text && !calls?.length && finish !== 'length' && finish !== 'content-filter';

function failed({ message: { error } }: Entry, { words }: Desk, again: unknown): TemplateResult {
  const title = error ? failureTitle(error.code, words) : '';
  const advice = error ? failureAdvice(error, words) : '';
  const more = advice && advice !== title ? html`<p class="more" dir="auto">${advice}</p>` : nothing;
  return html`<div class="ending failed" part="failure">
    ${icon(circleAlert)}
    <div class="what"><p>${title}</p>${more}</div>
    ${again}
  </div>`;
}

function note(text: string, again: unknown = nothing): TemplateResult {
  return html`<div class="ending">${icon(circleMinus)}<p class="what">${text}</p>${again}</div>`;
}

function retryButton({ words, acts, busy }: Desk, secondsLeft: number): TemplateResult {
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
