import type { ChangeDesc, Text } from '@codemirror/state';
import type { TextChange } from '../document/diff.js';
import type { Hunk } from './hunks.js';

/**
 * How a hunk stands to the text of now.
 *
 *   open      its lines are as they were: it can be accepted
 *   conflict  someone changed its lines: it cannot
 *   there     someone made the same change: nothing is left to decide
 */
export type HunkStatus = 'open' | 'conflict' | 'there';

/** A hunk in the text of now: from the start of its first line to the end of its last one; a point where it only adds. */
export interface PlacedHunk {
  readonly hunk: Hunk;
  readonly from: number;
  readonly to: number;
  readonly status: HunkStatus;
  /** Whether it adds lines behind the last one. */
  readonly behind: boolean;
}

/** Whether a hunk only adds lines. */
export const adds = ({ from, to }: Hunk): boolean => from >= to;

/** Finds a hunk of the text `before` in what that text has become by `drift`. */
export function place(hunk: Hunk, before: Text, drift: ChangeDesc, doc: Text): PlacedHunk {
  const found = adds(hunk) ? placePoint : placeLines;
  return { hunk, behind: hunk.from > before.length, ...found(hunk, before, drift, doc) };
}

type Found = Pick<PlacedHunk, 'from' | 'to' | 'status'>;

function placeLines(hunk: Hunk, before: Text, drift: ChangeDesc, doc: Text): Found {
  const end = hunk.to - 1;
  const [from, to] = [drift.mapPos(hunk.from, 1), drift.mapPos(end, -1)];
  const whole = from <= to && doc.lineAt(from).from === from && doc.lineAt(to).to === to;
  const kept = whole && doc.sliceString(from, to) === before.sliceString(hunk.from, end);
  if (kept) return { from, to, status: 'open' };
  const status = isThere(hunk, drift, doc, before.length) ? 'there' : 'conflict';
  const [outer, last] = [drift.mapPos(hunk.from, -1), drift.mapPos(end, 1)];
  return { from: doc.lineAt(outer).from, to: doc.lineAt(last).to, status };
}

/** Whether the lines of a hunk were changed to what it says. */
function isThere({ from, to, insert }: Hunk, drift: ChangeDesc, doc: Text, length: number): boolean {
  const [first, last] = [drift.mapPos(from, -1), drift.mapPos(to - 1, 1)];
  if (insert !== undefined) return doc.sliceString(first, last) === insert;
  // Lines that are gone took a line break with them, be it the one behind or the one before.
  const behind = to <= length && drift.mapPos(to, -1) === first;
  return first === last && (behind || (from > 0 && drift.mapPos(from - 1, 1) === first));
}

function placePoint({ from, insert }: Hunk, before: Text, drift: ChangeDesc, doc: Text): Found {
  const behind = from > before.length;
  const at = Math.min(from, before.length);
  const [outer, inner] = [drift.mapPos(at, -1), drift.mapPos(at, 1)];
  const there = doc.sliceString(outer, inner) === (behind ? `\n${insert}` : `${insert}\n`);
  const start = behind ? doc.length : [outer, inner].find((pos) => doc.lineAt(pos).from === pos);
  if (start !== undefined) return { from: start, to: start, status: there ? 'there' : 'open' };
  return { from: doc.lineAt(outer).from, to: doc.lineAt(inner).to, status: 'conflict' };
}

/** What accepting an open hunk does to the text. */
export function changeOf({ hunk, from, to, behind }: PlacedHunk, doc: Text): TextChange {
  const { insert } = hunk;
  if (adds(hunk)) return { from, to: from, insert: behind ? `\n${insert}` : `${insert}\n` };
  if (insert !== undefined) return { from, to, insert };
  // The line break before them goes with the last lines of a text.
  return to < doc.length ? { from, to: to + 1, insert: '' } : { from: Math.max(0, from - 1), to, insert: '' };
}
