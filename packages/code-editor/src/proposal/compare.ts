import { Change, diff, presentableDiff } from '@codemirror/merge';

/**
 * What leads from one text to another, in order: first by lines, then within the lines that differ. What it finds hangs on the
 * texts alone: a bound of time would show two people two different proposals, as busy as their machines are. Steps are bounded.
 */
export function compare(before: string, after: string, how: 'exact' | 'readable'): readonly Change[] {
  const within = how === 'exact' ? diff : presentableDiff;
  return lineChanges(before, after).flatMap(({ fromA, toA, fromB, toB }) => {
    const found = within(before.slice(fromA, toA), after.slice(fromB, toB), steps);
    return found.map(
      (each) => new Change(fromA + each.fromA, fromA + each.toA, fromB + each.fromB, fromB + each.toB),
    );
  });
}

/** How far a comparison looks before it is content with less than the best. */
const steps = { scanLimit: 500 };

/** The stretches of whole lines that differ, as offsets. Lines count with their breaks. */
function lineChanges(before: string, after: string): readonly Change[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const letters = lettersFor([...old.lines, ...fresh.lines]);
  if (!letters) return [new Change(0, before.length, 0, after.length)];
  const spell = (lines: readonly string[]) => lines.map((line) => letters.get(line)).join('');
  const changes = diff(spell(old.lines), spell(fresh.lines), steps);
  return changes.map(
    ({ fromA, toA, fromB, toB }) => new Change(old.at(fromA), old.at(toA), fresh.at(fromB), fresh.at(toB)),
  );
}

function linesOf(text: string): { lines: readonly string[]; at(line: number): number } {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return { lines, at: (line) => starts[line] ?? text.length };
}

/** A letter for each different line, so that what compares texts compares lines; none where there are not enough letters. */
function lettersFor(lines: readonly string[]): ReadonlyMap<string, string> | undefined {
  const different = new Set(lines);
  if (different.size > SURROGATES.from + 0xffff - SURROGATES.to) return undefined;
  const letter = (index: number) =>
    String.fromCharCode(index < SURROGATES.from ? index : index - SURROGATES.from + SURROGATES.to + 1);
  return new Map([...different].map((line, index) => [line, letter(index)]));
}

/** Half pairs are no letters: a comparison does not part them. */
const SURROGATES = { from: 0xd800, to: 0xdfff };
