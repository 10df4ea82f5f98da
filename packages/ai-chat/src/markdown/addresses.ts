import { decodeEntities } from '@interview-room/ui/markdown';
import { matchAt } from './scanning.js';

const title = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)`;
const piece = String.raw`\\.|[^\s()\\]`;
const nested = String.raw`\((?:${piece}|\((?:${piece})*\))*\)`;
const destination = new RegExp(
  String.raw`\(\s*(?:<((?:\\.|[^\n<>\\])*)>|((?!<)(?:${piece}|${nested})*))(?:\s+(${title}))?\s*\)`,
  'ys',
);

/** Where a link leads. */
export interface Destination {
  readonly href: string;
  readonly title: string;
}

/** The address in parentheses that stands at `at`, and where it ends. */
export function destinationAt(text: string, at: number): (Destination & { end: number }) | undefined {
  const found = matchAt(destination, text, at);
  if (!found) return undefined;
  const href = unescaped(found[1] ?? found[2] ?? '');
  return { href, title: unescaped(found[3]?.slice(1, -1) ?? ''), end: at + found[0].length };
}

/** Text without its backslashes, character references resolved. */
export function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])|&#?\w+;/g, (found, mark?: string) => mark ?? decodeEntities(found));
}

/** How a reference is looked up. */
export function labelKey(label: string): string {
  return label.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

const bare = /(?:https?:\/\/|www\.)[^\s<]+/iy;

/** The bare address that stands at `at`, without the marks that end its sentence (GFM 6.9). */
export function bareAddressAt(text: string, at: number): string | undefined {
  let found = matchAt(bare, text, at)?.[0] ?? '';
  for (let before = ''; before !== found;) {
    before = found;
    found = found.replace(/(?:[?!.,:*_~'"]+|&\w+;)$/, '');
    if (found.endsWith(')') && count(found, ')') > count(found, '(')) found = found.slice(0, -1);
  }
  return /^(?:https?:\/\/|www\.)[\p{L}\d[]/iu.test(found) ? found : undefined;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
