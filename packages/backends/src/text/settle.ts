import type { Hunk } from './hunk.js';

/** So far a hunk is moved, in characters. */
const FURTHEST = 200;

/**
 * Where the same text could be taken away or put in at several places, as one of "the the ", it is done where people would
 * say that it was: at the beginning of a line, or else of a word.
 */
export function settle(base: string, hunks: readonly Hunk[]): Hunk[] {
  const settled: Hunk[] = [];
  for (const hunk of hunks) settled.push(best(base, hunk, (settled.at(-1)?.to ?? -1) + 1));
  return settled;
}

function best(base: string, hunk: Hunk, least: number): Hunk {
  let [found, moved] = [hunk, hunk];
  for (let steps = 0; steps < FURTHEST && moved.from > least; steps++) {
    const next = toTheLeft(base, moved);
    if (!next) break;
    moved = next;
    if (score(base, moved.from) > score(base, found.from)) found = moved;
  }
  return found;
}

/** The hunk one character before, where that comes to the same. */
function toTheLeft(base: string, { from, to, text }: Hunk): Hunk | undefined {
  const before = base[from - 1];
  if (before === undefined || (text !== '' && from !== to)) return undefined;
  const last = text === '' ? base[to - 1] : text.at(-1);
  if (last !== before) return undefined;
  return { from: from - 1, to: to - 1, text: text === '' ? '' : before + text.slice(0, -1) };
}

/** How well a hunk begins there. */
function score(base: string, at: number): number {
  const before = base[at - 1] ?? '\n';
  if (before === '\n') return 4;
  if (before === ' ' || before === '\t') return 3;
  if (/^[\udc00-\udfff]$/.test(base[at] ?? '')) return 0;
  return /\w/.test(before) ? 1 : 2;
}
