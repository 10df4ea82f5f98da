import type { Change } from '@codemirror/merge';
import type { Text } from '@codemirror/state';
import { compare } from './compare.js';

/** A stretch of a text, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines of a text that others take the place of. Each line counts with a line break behind it, the last one too: so `to` may
 * be one past the end of the text, and `from` as well, where lines are added behind the last one.
 */
export interface Hunk extends Stretch {
  /** What is put in, without the last line break; undefined where lines are only taken out. */
  readonly insert: string | undefined;
  /** What differs within the lines, from the start of the first one: of those that go, and of those that come. */
  readonly details?: { readonly gone: readonly Stretch[]; readonly fresh: readonly Stretch[] };
}

/**
 * What leads from one text to another, in order. The lines are found here and not by the `Chunk` of @codemirror/merge, which
 * loses an empty line that is put before another one.
 */
export function hunksBetween(before: Text, after: Text): Hunk[] {
  const changes = compare(before.toString(), after.toString(), 'readable');
  const blocks: Block[] = [];
  for (const change of changes) {
    const block = blockOf(change, before, after);
    const last = blocks.at(-1);
    if (last && block.old.first <= last.old.end) blocks[blocks.length - 1] = joined(last, block);
    else blocks.push(block);
  }
  return blocks.map((block) => hunkOf(trimmed(block, before, after), before, after));
}

/** Lines by number, `end` exclusive. */
interface Lines {
  readonly first: number;
  readonly end: number;
}

interface Block {
  readonly old: Lines;
  readonly fresh: Lines;
  readonly changes: readonly Change[];
}

const blockOf = (change: Change, before: Text, after: Text): Block => ({
  old: linesOf(before, change.fromA, change.toA),
  fresh: linesOf(after, change.fromB, change.toB),
  changes: [change],
});

const linesOf = (text: Text, from: number, to: number): Lines => ({
  first: text.lineAt(from).number,
  end: text.lineAt(to).number + 1,
});

const joined = (one: Block, other: Block): Block => ({
  old: { first: one.old.first, end: other.old.end },
  fresh: { first: one.fresh.first, end: other.fresh.end },
  changes: [...one.changes, ...other.changes],
});

/** Without the lines at either end that stay as they are. */
function trimmed({ old, fresh, changes }: Block, before: Text, after: Text): Block {
  const same = (one: number, other: number) => before.line(one).text === after.line(other).text;
  const shorter = Math.min(old.end - old.first, fresh.end - fresh.first);
  let start = 0;
  while (start < shorter && same(old.first + start, fresh.first + start)) start++;
  let end = 0;
  while (end < shorter - start && same(old.end - 1 - end, fresh.end - 1 - end)) end++;
  const cut = ({ first, end: last }: Lines): Lines => ({ first: first + start, end: last - end });
  return { old: cut(old), fresh: cut(fresh), changes };
}

function hunkOf({ old, fresh, changes }: Block, before: Text, after: Text): Hunk {
  const [from, to] = [startOf(before, old.first), startOf(before, old.end)];
  const [start, end] = [startOf(after, fresh.first), startOf(after, fresh.end)];
  return {
    from,
    to,
    insert: start < end ? after.sliceString(start, end - 1) : undefined,
    details: {
      gone: parts(
        before,
        from,
        to,
        changes.map(({ fromA, toA }) => ({ from: fromA, to: toA })),
      ),
      fresh: parts(
        after,
        start,
        end,
        changes.map(({ fromB, toB }) => ({ from: fromB, to: toB })),
      ),
    },
  };
}

/** Where a line begins; one past the end of the text for the one behind the last. */
const startOf = (text: Text, line: number): number =>
  line > text.lines ? text.length + 1 : text.line(line).from;

/** Stretches of a text that lie in lines of it, from where those begin; a stretch a line, without the space around. */
function parts(text: Text, start: number, end: number, stretches: readonly Stretch[]): Stretch[] {
  const inside = stretches.map(({ from, to }) => ({
    from: Math.max(from, start),
    to: Math.min(to, end - 1),
  }));
  return inside
    .flatMap((each) => inLines(text, each))
    .map(({ from, to }) => ({ from: from - start, to: to - start }));
}

function inLines(text: Text, { from, to }: Stretch): Stretch[] {
  if (from >= to) return [];
  const pieces = text.sliceString(from, to).split('\n');
  // Where space is all that differs, it is shown.
  if (pieces.length === 1 && pieces[0]?.trim() === '') return [{ from, to }];
  let at = from;
  return pieces.flatMap((piece) => {
    const first = at + piece.length - piece.trimStart().length;
    const last = at + piece.trimEnd().length;
    at += piece.length + 1;
    return first < last ? [{ from: first, to: last }] : [];
  });
}
