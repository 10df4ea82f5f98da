/** A line of a comparison: in both, only in what was expected, or only in what came. */
export interface DiffLine {
  kind: 'same' | 'expected' | 'actual';
  text: string;
}

/** Longer texts are not compared line by line: they are shown one after the other. */
const LONGEST = 100_000;
/** How much the comparison may do before it gives up in the same way. */
const EDITS = 2000;

const lines = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** Compares two texts line by line. The library that does it is loaded at the first comparison. */
export async function compare(expected: string, actual: string): Promise<DiffLine[]> {
  if (expected.length + actual.length > LONGEST) return apart(expected, actual);
  const { diffArrays } = await import('diff');
  const changes = diffArrays(lines(expected), lines(actual), { maxEditLength: EDITS });
  if (!changes) return apart(expected, actual);
  return changes.flatMap(({ value, added, removed }) =>
    value.map((text): DiffLine => ({ text, kind: removed ? 'expected' : added ? 'actual' : 'same' })),
  );
}

/** All that was expected, then all that came: how two texts stand before they are compared, or if they are too long. */
export function apart(expected: string, actual: string): DiffLine[] {
  return [
    ...lines(expected).map((text): DiffLine => ({ kind: 'expected', text })),
    ...lines(actual).map((text): DiffLine => ({ kind: 'actual', text })),
  ];
}
