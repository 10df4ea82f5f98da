/** One replacement that makes a text of another: from `start` to `end` of the first stands `text` in the second. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Whether a place in a text is inside a character that takes two units. */
const splits = (text: string, at: number): boolean =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(at - 1, at + 1));

/** The smallest replacement that makes `after` of `before`; whole characters. */
export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (splits(before, start) || splits(after, start)) start--;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (splits(before, before.length - tail) || splits(after, after.length - tail)) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/**
 * What two people made of one text, in one. Where both changed the same place, both texts stand there, one after the
 * other: nothing that was written is lost.
 */
export function merge(base: string, theirs: string, mine: string): string {
  if (theirs === base || theirs === mine) return mine;
  const [other, own] = [editBetween(base, theirs), editBetween(base, mine)];
  const shift = theirs.length - base.length;
  const put = (start: number, end: number): string => theirs.slice(0, start) + own.text + theirs.slice(end);
  if (own.end <= other.start) return put(own.start, own.end);
  if (own.start >= other.end) return put(own.start + shift, own.end + shift);
  const at = other.start + other.text.length;
  return put(at, at);
}
