import type { Hunk } from './hunk.js';
import { hunksOf } from './hunks.js';

/**
 * What two made of one text, as one text: all that either of them wrote, and nothing that either of them took away.
 *
 * It is the same whichever of the two is called mine: where both wrote at one place, what is less by its characters comes first.
 * So two who know the same three texts come to the same fourth, without a word between them. What both wrote alike is kept
 * twice, unless they came to the very same text.
 */
export function merge3(base: string, mine: string, theirs: string): string {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [ours, others] = [hunksOf(base, mine), hunksOf(base, theirs)];
  const gaps = inserted(ours, others);
  const gone = removed(ours, others);
  let merged = '';
  let at = 0;
  for (const [gap, texts] of gaps) {
    merged += kept(base, at, gap, gone) + texts.sort(byText).join('');
    at = gap;
  }
  return merged + kept(base, at, base.length, gone);
}

/** What is less by its characters comes first. */
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** What was written, by its place in the base, in order. */
function inserted(ours: readonly Hunk[], others: readonly Hunk[]): [number, string[]][] {
  const gaps = new Map<number, string[]>();
  for (const { from, text } of [...ours, ...others])
    if (text !== '') gaps.set(from, [...(gaps.get(from) ?? []), text]);
  return [...gaps].sort(([one], [other]) => one - other);
}

/** The ranges that either took away, in order and apart. */
function removed(ours: readonly Hunk[], others: readonly Hunk[]): { from: number; to: number }[] {
  const all = [...ours, ...others].filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of all) {
    const last = ranges.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else ranges.push({ from, to });
  }
  return ranges;
}

/** What is left of a part of the base. */
function kept(base: string, from: number, to: number, gone: readonly { from: number; to: number }[]): string {
  let text = '';
  let at = from;
  for (const range of gone) {
    if (range.to <= at || range.from >= to) continue;
    if (range.from > at) text += base.slice(at, range.from);
    at = Math.min(range.to, to);
  }
  return text + base.slice(at, to);
}
