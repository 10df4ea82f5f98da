import { diffChars } from 'diff';
import { hunksOf } from './hunks.js';

/** So many edits are looked for in what two wrote at one place. */
const MOST = 1_000;

/**
 * A text with what two who made theirs of it both wrote, at the same place and alike: at least so many characters in a row, or
 * all that either of them wrote there if that is `least` or more. Nobody types that by chance: it is one text that came to both,
 * and merged from here it is kept once.
 */
export function alike(base: string, one: string, other: string, least: number, whole = least): string {
  if (one === other || one === base || other === base) return base;
  const [first, second] = one < other ? [one, other] : [other, one];
  const there = new Map(hunksOf(base, second).map(({ from, text }) => [from, text]));
  let text = '';
  let at = 0;
  for (const { from, text: written } of hunksOf(base, first)) {
    const shared = inBoth(written, there.get(from) ?? '', least, whole);
    if (shared === '') continue;
    text += base.slice(at, from) + shared;
    at = from;
  }
  return text + base.slice(at);
}

/** What two texts have in common, in runs that are not too short. */
function inBoth(one: string, other: string, least: number, whole: number): string {
  if (one === other) return one.length < whole ? '' : one;
  if (Math.min(one.length, other.length) < least) return '';
  if (one.includes(other)) return other;
  if (other.includes(one)) return one;
  const parts = diffChars(one, other, { maxEditLength: MOST }) ?? [];
  return parts
    .filter(({ added, removed, value }) => !added && !removed && value.length >= least)
    .map(({ value }) => value)
    .join('');
}
