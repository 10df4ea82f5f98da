import type { Localize } from '@interview-room/ui';
import type { Words } from '../strings.js';

type W = Localize<Words>;

/** Milliseconds as seconds, to one place; what is very short to two. */
export function seconds(ms: number, words: W): string {
  const digits = ms > 0 && ms < 95 ? 2 : 1;
  return words.number(ms / 1000, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How long a test took. */
export function duration(ms: number, words: W): string {
  return ms < 1000
    ? words.term('milliseconds', words.number(Math.round(ms)))
    : words.term('seconds', seconds(ms, words));
}

/** When something was: the time of a moment of today, and the day of any other. */
export function moment(at: number, words: W): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return words.date(date, { timeStyle: 'short', ...(!today && { dateStyle: 'medium' }) });
}

/** Bytes as megabytes, to one place. */
export function megabytes(bytes: number, words: W): string {
  return words.number(bytes / 1e6, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** A limit in bytes, in words. */
export function size(bytes: number, words: W): string {
  return bytes < 1e6
    ? words.term('kilobytes', words.number(Math.round(bytes / 1000)))
    : words.term('megabytes', words.number(Math.round(bytes / 1e5) / 10));
}
