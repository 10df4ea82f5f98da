import type { Problem } from './problem.js';

/** A JSON value, or why the text is none. */
export type ReadJson = { value: unknown; problem?: undefined } | { value?: undefined; problem: Problem };

/** Parses JSON; where it is broken, tells the line and column and what was expected there. */
export function readJson(text: string): ReadJson {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(json) };
  } catch {
    return { problem: { path: '', message: whyNot(json) } };
  }
}

function whyNot(text: string): string {
  if (text.trim() === '') return 'Expected a question as JSON, found nothing.';
  if (/^\s*<(!doctype|html|head|body|\?xml)/i.test(text))
    return 'Expected a question as JSON, found a web page. Does the address lead to the question file itself?';
  const { at, message } = firstFault(text);
  const lines = text.slice(0, at).split('\n');
  return `This is not JSON: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${message}`;
}

interface Fault {
  at: number;
  message: string;
}

// Engines word a syntax error differently and some leave out its place, so that the fault is looked for here, by tokens.
const token =
  /[ \t\r\n]*(?:([[\]{}:,])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))|$)/y;

/** What may come next: a machine of five states over a stack of open brackets. */
type Next = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma';

function firstFault(text: string): Fault {
  const open: string[] = [];
  let next: Next = 'value';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) return { at: skipSpace(text, at), message: unreadable(text.slice(skipSpace(text, at))) };
    const [all, mark, string, scalar] = match;
    const begin = at + all.length - (mark ?? string ?? scalar ?? '').length;
    const step = advance(next, mark ?? (string ? 'string' : scalar ? 'scalar' : 'end'), open);
    if (!step) return { at: begin, message: `Expected ${wanted(next, open)}, found ${nameOf(text, begin)}.` };
    next = step;
    at += all.length;
  }
}

const skipSpace = (text: string, at: number) => at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
const nameOf = (text: string, at: number) => (at >= text.length ? 'the end of the file' : `\`${text[at]}\``);

function unreadable(rest: string): string {
  if (rest.startsWith('"'))
    return 'This text in quotes is not closed, or holds a line break or a stray backslash.';
  if (rest.startsWith("'")) return 'Texts stand in double quotes.';
  if (rest.startsWith('/')) return 'JSON has no comments.';
  return `Expected a value, found \`${/^[\w.+-]+|^./u.exec(rest)?.[0].slice(0, 20)}\`.`;
}

function wanted(next: Next, open: string[]): string {
  const close = open.at(-1) === '{' ? '`}`' : '`]`';
  if (next === 'comma') return open.length > 0 ? `a comma or ${close}` : 'nothing more';
  if (next === 'colon') return 'a colon';
  if (next.startsWith('key'))
    return next === 'key' ? 'a key in double quotes' : 'a key in double quotes or `}`';
  return next === 'value' ? 'a value' : 'a value or `]`';
}

/** The state after a token, or nothing if it may not come here. */
function advance(next: Next, kind: string, open: string[]): Next | undefined {
  if (next === 'colon') return kind === ':' ? 'value' : undefined;
  if (next === 'comma') return afterValue(kind, open);
  if (next.startsWith('key')) {
    if (kind === 'string') return 'colon';
    return kind === '}' && next === 'key or }' ? close(open) : undefined;
  }
  if (kind === ']' && next === 'value or ]') return close(open);
  if (kind === 'string' || kind === 'scalar') return 'comma';
  if (kind !== '{' && kind !== '[') return undefined;
  open.push(kind);
  return kind === '{' ? 'key or }' : 'value or ]';
}

function afterValue(kind: string, open: string[]): Next | undefined {
  const inside = open.at(-1);
  if (kind === ',' && inside) return inside === '{' ? 'key' : 'value';
  return (kind === '}' && inside === '{') || (kind === ']' && inside === '[') ? close(open) : undefined;
}

function close(open: string[]): Next {
  open.pop();
  return 'comma';
}
