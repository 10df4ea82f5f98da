import { capabilitiesOf, type Report, type Result } from '../run.js';

/** How much of a frame is printed. */
const LONGEST = 2000;

/** Colours for a terminal, or none. */
export interface Paint {
  (style: 'good' | 'bad' | 'dim' | 'bold', text: string): string;
}
const codes = { good: 32, bad: 31, dim: 2, bold: 1 };
export const plain: Paint = (_style, text) => text;
export const coloured: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

/** Rows of texts, each column as wide as its widest. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;
const styles = { passed: 'good', failed: 'bad', skipped: 'dim' } as const;
const states = {
  works: '✓ works',
  broken: '✗ broken',
  untold: '– not checked',
  none: 'not part of it',
} as const;

/** The report for people: what the backend can do, each check, and what was wrong. */
export function tableOf(report: Report, paint: Paint = plain): string {
  const { url, dialect, variant, passed, failed, skipped, elsewhere, unmade } = report;
  const name = variant ? `${dialect} (${variant})` : dialect;
  const sum = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return [
    paint('bold', `${name} at ${url}`),
    '',
    ...capabilityLines(report, paint),
    '',
    ...checkLines(report.results, paint),
    '',
    ...(unmade > 0 ? [paint('bad', `It was stopped: ${unmade} were not made.`)] : []),
    ...(elsewhere > 0
      ? [paint('dim', `${elsewhere} check${elsewhere === 1 ? ' is' : 's are'} of other variants alone.`)]
      : []),
    paint(failed > 0 ? 'bad' : 'good', sum),
    '',
  ].join('\n');
}

function capabilityLines(report: Report, paint: Paint): string[] {
  // What was not come to may well be part of it.
  const all = capabilitiesOf(report).filter(({ state }) => state !== 'none' || report.unmade === 0);
  const rows = all.map(({ name, state, passed, of }) => [
    name,
    states[state],
    of > 0 ? `${passed} of ${of}` : '',
  ]);
  return aligned(rows).map((line, at) => {
    const state = all[at]?.state;
    return paint(state === 'works' ? 'good' : state === 'broken' ? 'bad' : 'dim', line);
  });
}

function checkLines(results: readonly Result[], paint: Paint): string[] {
  const rows = aligned(results.map(({ outcome, id, title }) => [marks[outcome], id, title]));
  return results.flatMap((result, at) => [
    paint(styles[result.outcome], rows[at] ?? ''),
    ...detail(result).map((line) => `    ${line}`),
  ]);
}

/** Below a check: why, the frame that was wrong, and the one that should have come. */
export function detail({ outcome, why, expected, actual, notes, source }: Result): string[] {
  if (outcome === 'passed') return [];
  if (outcome === 'skipped') return [why ?? ''];
  const last = notes?.at(-1);
  return [
    why ?? '',
    ...(expected === undefined && actual === undefined
      ? last
        ? [`last     ${last.what}: ${written(last.value)}`]
        : []
      : [`expected ${written(expected)}`, `got      ${written(actual)}`]),
    ...(source ? [`see      ${source}`] : []),
  ];
}

/** A frame as one line, cut where it is long. */
export function written(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  const line = printable(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}… (${line.length} characters)` : line;
}

/** What a backend says goes to a terminal: no control characters. */
// oxlint-disable-next-line no-control-regex
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (each) => JSON.stringify(each).slice(1, -1));
