import { parse, type Expression, type TemplateLiteral } from 'acorn';

/** The snapshots that lie beside a test file, as Jest and Vitest write them, and which of them is due. */
let stored = new Map<string, string>();
let file = '';
let names: readonly string[] = [];
let counts = new Map<string, number>();

/** Where the snapshots of a test file lie. */
export function snapshotFileOf(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}__snapshots__/${path.slice(slash)}.snap`;
}

export function openSnapshots(path: string, text: string | undefined): void {
  file = path;
  stored = text === undefined ? new Map<string, string>() : read(text);
}

export function beginSnapshots(of: readonly string[]): void {
  names = of;
  counts = new Map();
}

/** The next snapshot of the test that runs, by either kit's way to name it. Says where it is missing. */
export function nextSnapshot(hint: string | undefined): string {
  const key = hint ?? '';
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  const ofJest = `${names.join(' ')}${hint === undefined ? '' : `: ${hint}`} ${count}`;
  const ofVitest = `${[...names, ...(hint === undefined ? [] : [hint])].join(' > ')} ${count}`;
  const found = stored.get(ofJest) ?? stored.get(ofVitest);
  if (found !== undefined) return found;
  throw new Error(
    `There is no stored snapshot "${ofJest}" in ${file}, and none can be written here: use toMatchInlineSnapshot.`,
  );
}

/** Of ``exports[`name`] = `text`;``. It is read and never run. */
function read(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of parse(text, { ecmaVersion: 'latest' }).body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      continue;
    const { left, right } = statement.expression;
    if (left.type !== 'MemberExpression') continue;
    const [name, value] = [textOf(left.property as Expression), textOf(right)];
    if (name !== undefined && value !== undefined) found.set(name, value);
  }
  return found;
}

function textOf(node: Expression): string | undefined {
  if (node.type === 'Literal') return String(node.value);
  return node.type === 'TemplateLiteral' ? cooked(node) : undefined;
}
const cooked = ({ quasis }: TemplateLiteral): string =>
  quasis.map(({ value }) => value.cooked ?? '').join('');
