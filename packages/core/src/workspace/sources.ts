import type { Doc } from 'yjs';

/** How text came into a file: by keys, from the clipboard, or from the assistant. */
export type Source = 'typed' | 'paste' | 'assistant';

/*
 * Yjs marks characters with the number of whoever made them, and draws numbers below 2^32. Those above are ours, and say
 * how the text came. In the number itself it outlives merging, resending and snapshots, and needs nothing kept beside it.
 */
const RANGE = 2 ** 32;
const ranges: readonly Source[] = ['typed', 'paste', 'assistant'];

/** How the characters came that are marked with a Yjs number. */
export const sourceOf = (number: number): Source => ranges[Math.floor(number / RANGE)] ?? 'typed';

/** A number of its own for what comes in one way, in one tab. Pass the random number that Yjs gave the tab. */
export const numberOf = (source: Source, own: number): number =>
  (own % RANGE) + ranges.indexOf(source) * RANGE;

/** Makes the edits in `edit` under the mark of how their text came. */
export function writeAs<Result>(doc: Doc, source: Source, edit: () => Result, origin?: unknown): Result {
  const own = doc.clientID;
  doc.clientID = numberOf(source, own);
  try {
    return doc.transact(edit, origin);
  } finally {
    doc.clientID = own;
  }
}
