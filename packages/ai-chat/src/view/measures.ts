import type { Localize } from '@interview-room/ui';
import type { Words } from '../strings.js';

type Word = Localize<Words>;

/** `12:03`, or nothing where the time is not known. */
export function clockTime(words: Word, at: number | undefined): string {
  return at === undefined ? '' : clock(words.lang()).format(at);
}

/** `320 ms` or `2.4 s`. */
export function duration(words: Word, milliseconds: number): string {
  if (milliseconds < 1000) return words.term('tookMilliseconds', words.number(Math.round(milliseconds)));
  return words.term('tookSeconds', words.number(milliseconds / 1000, { maximumFractionDigits: 1 }));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once a language: each costs more than a message does. */
function clock(lang: string): Intl.DateTimeFormat {
  const known = clocks.get(lang) ?? new Intl.DateTimeFormat(lang, { hour: 'numeric', minute: '2-digit' });
  clocks.set(lang, known);
  return known;
}
