import { capabilitiesOf, capabilityNames, type Capability, type Report } from '../run.js';

/** Several reports as a table for a page: a row each, and a column for each part that any of them has. */
export function markdownOf(reports: readonly Report[]): string {
  const all = reports.map((report) => ({ report, parts: new Map(partsOf(report)) }));
  const names = capabilityNames.filter((name) => all.some(({ parts }) => parts.has(name)));
  const rows = all.map(({ report, parts }) => [
    nameOf(report),
    ...names.map((name) => cellOf(parts.get(name))),
    sumOf(report),
  ]);
  return tableOf([['', ...names, 'checks'], ...rows]);
}

const partsOf = (report: Report): (readonly [string, Capability])[] =>
  capabilitiesOf(report).flatMap((part) => (part.state === 'none' ? [] : [[part.name, part] as const]));

const nameOf = ({ dialect, variant }: Report): string => `\`${dialect}\`, \`${variant}\``;

/** How many checks of a part passed; of how many, where that is not all. */
const cellOf = (part: Capability | undefined): string => {
  if (!part) return '';
  const { state, passed, of } = part;
  return `${state === 'broken' ? '✗' : '✓'} ${passed}${passed < of ? ` of ${of}` : ''}`;
};

function sumOf({ passed, failed, skipped }: Report): string {
  const rest = [failed > 0 && `${failed} fail`, skipped > 0 && `${skipped} skipped`].filter(Boolean);
  return [`${passed} pass`, ...rest].join(', ');
}

/** Each column as wide as its widest cell, as formatters have it. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(3, ...rows.map((row) => [...(row[at] ?? '')].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
