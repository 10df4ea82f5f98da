import { inspect } from 'node-inspect-extracted';

const show = (value: unknown): string =>
  inspect(value, { depth: 0, maxArrayLength: 3, breakLength: Infinity });

/** What `console.table` draws; undefined where the data has no rows. */
export function table(data: unknown, columns?: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const rows = rowsOf(data);
  const wanted = Array.isArray(columns) ? columns.map(String) : undefined;
  const keys = wanted ?? [...new Set(rows.flatMap(([, value]) => keysOf(value)))];
  const values = !wanted && rows.some(([, value]) => !isRow(value));
  const head = ['(index)', ...keys, ...(values ? ['Values'] : [])];
  const body = rows.map(([index, value]) => [
    index,
    ...keys.map((key) => (isRow(value) && key in value ? show((value as Record<string, unknown>)[key]) : '')),
    ...(values ? [isRow(value) ? '' : show(value)] : []),
  ]);
  return draw([head, ...body]);
}

function rowsOf(data: object): [string, unknown][] {
  if (data instanceof Map) return [...data.entries()].map(([key, value]) => [show(key), value]);
  if (data instanceof Set) return [...data].map((value, index) => [String(index), value]);
  return Object.entries(data);
}

function isRow(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
function keysOf(value: unknown): string[] {
  return isRow(value) ? Object.keys(value) : [];
}

function draw(rows: string[][]): string {
  const widths = (rows[0] ?? []).map(
    (_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)) + 2,
  );
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (row: string[]): string =>
    `│${row.map((cell, column) => ` ${cell.padEnd((widths[column] ?? 2) - 1)}`).join('│')}│`;
  const [head = [], ...body] = rows;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join(
    '\n',
  );
}
