/** What to replace in a text to make another of it: `to` is exclusive. */
export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/**
 * The one shortest stretch whose replacement turns `before` into `after`; undefined where they are equal. What lies
 * outside it is untouched, so cursors, folds and undo keep their places there.
 */
export function textChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (splitsPair(before, start)) start--;
  let end = 0;
  while (end < shorter - start && sameFromEnd(before, after, end)) end++;
  if (end > 0 && splitsPair(before, before.length - end)) end--;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

function sameFromEnd(before: string, after: string, end: number): boolean {
  return before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end);
}

/** Half a surrogate pair in a change would be an unpaired one in whatever encodes it (Yjs, UTF-8). */
function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** The text with every line break as `\n`, as the document keeps it. */
export function normalLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
