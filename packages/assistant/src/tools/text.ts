/** One stretch of a text that became another. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const isLow = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** What changed between two texts, as the one stretch that holds it all. Characters outside the basic plane stay whole. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  if (from > 0 && (isLow(before, from) || isLow(after, from))) from--;
  let tail = 0;
  while (tail < shorter - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (tail > 0 && isLow(before, before.length - tail)) tail--;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

/**
 * A change that was made to `before`, made to what `before` has become meanwhile. Undefined where both changed the same
 * place, so that nothing is guessed.
 */
export function rebase(before: string, after: string, current: string): string | undefined {
  if (current === before) return after;
  const own = changeBetween(before, after);
  const other = changeBetween(before, current);
  const shift = current.length - before.length;
  if (own.to < other.from) return splice(current, own, 0);
  return own.from > other.to ? splice(current, own, shift) : undefined;
}

const splice = (text: string, { from, to, insert }: Change, shift: number): string =>
  text.slice(0, from + shift) + insert + text.slice(to + shift);

/** A text, cut to a length, with a word about what is missing in its middle: the beginning and the end tell most. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = Math.floor(longest * 0.6);
  const tail = longest - head;
  return `${text.slice(0, head)}\n… ${text.length - longest} characters left out …\n${text.slice(-tail)}`;
}

/** How many lines a text has. */
export const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** How many lines a change takes away and brings: "+3 −1". */
export function sizeOf(before: string, after: string): string {
  const { from, to, insert } = changeBetween(before, after);
  return `+${insert === '' ? 0 : linesOf(insert)} −${to === from ? 0 : linesOf(before.slice(from, to))}`;
}

const WINDOW = 400;
const LONGEST_LINE = 2000;
const LONGEST = 24_000;

/** Lines of a file with their numbers, as many as fit, and a note where there are more. */
export function windowOf(text: string, offset = 1, limit = WINDOW): string {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return '(The file is empty.)';
  if (offset > lines.length) return `(The file has ${lines.length} lines.)`;
  const shown: string[] = [];
  let length = 0;
  for (const [at, line] of lines.slice(offset - 1, offset - 1 + limit).entries()) {
    const row = `${String(offset + at).padStart(5)}\t${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line}`;
    length += row.length + 1;
    if (length > LONGEST && shown.length > 0) break;
    shown.push(row);
  }
  return [...shown, ...rest(lines.length, offset, shown.length)].join('\n');
}

function rest(total: number, offset: number, shown: number): string[] {
  const last = offset + shown - 1;
  if (offset === 1 && last >= total) return [];
  const more = last < total ? ` Ask for more with offset ${last + 1}.` : '';
  return [`(Lines ${offset} to ${last} of ${total}.${more})`];
}
