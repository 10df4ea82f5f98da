import { format, inspect } from 'node-inspect-extracted';
import { stringify } from '@vitest/utils';

export type Row = { values: unknown[]; named: Record<string, unknown> | undefined };

/** The rows of `.each([...])`, of `` .each`a | b …` ``, or of `.each(...)` with an object a row. */
export function rowsOf(table: unknown, values: unknown[]): Row[] {
  if (isTemplate(table)) return templateRows(table, values);
  const list =
    typeof table === 'object' && table !== null && Symbol.iterator in table
      ? [...(table as Iterable<unknown>)]
      : [];
  return list.map((row) =>
    Array.isArray(row)
      ? { values: row as unknown[], named: undefined }
      : { values: [row], named: asNames(row) },
  );
}

function isTemplate(table: unknown): table is TemplateStringsArray {
  return Array.isArray(table) && 'raw' in table;
}

function asNames(row: unknown): Record<string, unknown> | undefined {
  return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : undefined;
}

function templateRows(strings: TemplateStringsArray, values: unknown[]): Row[] {
  const keys =
    (strings[0] ?? '')
      .trim()
      .split('\n')[0]
      ?.split('|')
      .map((key) => key.trim()) ?? [];
  const rows: Row[] = [];
  for (let at = 0; at + keys.length <= values.length; at += keys.length) {
    const named = Object.fromEntries(keys.map((key, index) => [key, values[at + index]]));
    rows.push({ values: [named], named });
  }
  return rows;
}

/** The title of a row: `%s %d %i %f %j %o %p %# %$ %%` in order, and `$name`, `$a.b`, `$#`. */
export function titleOf(title: string, row: Row, index: number): string {
  const named = title.replace(/\$(#|[\w$]+(?:\.[\w$]+)*)/g, (whole, path: string) => {
    if (path === '#') return String(index);
    if (!row.named || !((path.split('.')[0] ?? '') in row.named)) return whole;
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], row.named);
    return typeof value === 'string' ? value : inspect(value, { breakLength: Infinity });
  });
  let next = 0;
  return named.replace(/%([sdifjoOp#$%c])/g, (whole, letter: string) => {
    if (letter === '%') return '%';
    if (letter === '#') return String(index);
    if (letter === '$') return String(index + 1);
    if (next >= row.values.length) return whole;
    const value = row.values[next++];
    return letter === 'p' ? stringify(value, 5, { min: true }) : format(whole, value);
  });
}
