import { diffArrays, diffChars } from 'diff';
import type { Hunk } from './hunk.js';
import { settle } from './settle.js';

/**
 * So many edits are looked for, in characters and in lines. Beyond, a coarser answer is as good: whoever changed that much
 * at once did not type it. Counted and not timed, so that everyone finds the same.
 */
const MOST_CHARACTERS = 1_000;
const MOST_LINES = 2_000;

interface Part {
  readonly added: boolean;
  readonly removed: boolean;
  readonly value: string;
}

/**
 * What makes one text of another: few and small hunks, in order, none touching the next. Characters are not torn apart. Where
 * the one only gained text, nothing of it is in a hunk's range, unless very much changed.
 */
export function hunksOf(one: string, other: string): Hunk[] {
  const { start, end } = frameOf(one, other);
  const [before, after] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (before === '' && after === '') return [];
  const simple = before === '' || after === '';
  const hunks = simple
    ? [{ from: start, to: start + before.length, text: after }]
    : join(partsOf(before, after), start);
  return settle(one, hunks);
}

/** How many characters went and came. */
export function editsOf(hunks: readonly Hunk[]): { removed: number; added: number } {
  let [removed, added] = [0, 0];
  for (const { from, to, text } of hunks) {
    removed += to - from;
    added += text.length;
  }
  return { removed, added };
}

/** How much two texts begin and end with in common. */
function frameOf(one: string, other: string): { start: number; end: number } {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  if (start > 0 && isLead(one.charCodeAt(start - 1))) start--;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  if (end > 0 && isTrail(one.charCodeAt(one.length - end))) end--;
  return { start, end };
}

const isLead = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isTrail = (code: number): boolean => code >= 0xdc00 && code < 0xe000;

/** By characters where not too much changed; else by lines, and within those by characters. */
function partsOf(one: string, other: string): Part[] {
  const fine = diffChars(one, other, { maxEditLength: MOST_CHARACTERS });
  return fine ?? linesOf(one, other) ?? whole(one, other);
}

function linesOf(one: string, other: string): Part[] | undefined {
  const lines = diffArrays(split(one), split(other), { maxEditLength: MOST_LINES });
  if (!lines) return undefined;
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [part, next] = [lines[at], lines[at + 1]];
    if (!part) break;
    const value = part.value.join('');
    if (part.removed && next?.added) {
      parts.push(...within(value, next.value.join('')));
      at++;
    } else parts.push({ added: part.added, removed: part.removed, value });
  }
  return parts;
}

const within = (one: string, other: string): Part[] =>
  diffChars(one, other, { maxEditLength: MOST_CHARACTERS / 4 }) ?? whole(one, other);

const whole = (one: string, other: string): Part[] => [
  { added: false, removed: true, value: one },
  { added: true, removed: false, value: other },
];

/** Lines with their ends. */
const split = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** What was removed and added side by side is one hunk. */
function join(parts: readonly Part[], start: number): Hunk[] {
  const hunks: { from: number; to: number; text: string }[] = [];
  let at = start;
  for (const { added, removed, value } of parts) {
    const last = hunks.at(-1);
    const hunk = last?.to === at ? last : { from: at, to: at, text: '' };
    if ((added || removed) && hunk !== last) hunks.push(hunk);
    if (!added) at += value.length;
    if (added) hunk.text += value;
    if (removed) hunk.to = at;
  }
  return hunks;
}
