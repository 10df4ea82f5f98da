import { textIn, type Input } from './input.js';
import type { Outcome } from './ports.js';
import type { Taken } from './paths.js';
import type { FilesView } from './view.js';

/*
 * Patterns are matched by RE2, whose time grows with the text and never explodes: a pattern like `(a+)+$` would otherwise
 * hang the page that the candidate works in. It is loaded when a pattern is first used.
 */

const LONGEST_PATTERN = 500;
const LONGEST_LINE = 300;
const MOST_LINES = 200;

interface Matcher {
  test(text: string): boolean;
}

async function compile(pattern: string, ignoreCase: boolean): Promise<Taken<Matcher>> {
  if (pattern.length > LONGEST_PATTERN) return { error: 'The pattern is too long.' };
  const { RE2JS } = await import('re2js');
  try {
    return { ok: RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) };
  } catch (error) {
    return { error: `The pattern cannot be used: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** What a part of a glob is as a regular expression. */
const globTokens: readonly [RegExp, (found: string) => string][] = [
  [/^\*\*\//, () => '(?:.*/)?'],
  [/^\*\*/, () => '.*'],
  [/^\*/, () => '[^/]*'],
  [/^\?/, () => '[^/]'],
  [/^\[[!^]?[^\]/\\[]+\]/, (found) => found.replace(/^\[!/, '[^')],
  [/^\{[^{}/]{0,200}\}/, (found) => `(?:${found.slice(1, -1).split(',').map(escape).join('|')})`],
  [/^[\s\S]/, escape],
];

/** A glob as a regular expression. One without a slash is about the name alone: `*.py` finds files in all folders. */
export function globToPattern(glob: string): string {
  let rest = glob.replace(/^(\.\/|\/workspace\/)/, '');
  let pattern = rest.includes('/') ? '' : '(?:.*/)?';
  while (rest !== '') {
    for (const [token, write] of globTokens) {
      const found = token.exec(rest)?.[0];
      if (found === undefined) continue;
      pattern += write(found);
      rest = rest.slice(found.length);
      break;
    }
  }
  return `^${pattern}$`;
}

export async function glob(view: FilesView, input: Input): Promise<Outcome> {
  const matcher = await compile(globToPattern(textIn(input, 'pattern') ?? ''), false);
  if (matcher.error !== undefined) return matcher;
  const paths = [...view.all().keys()].filter((path) => matcher.ok.test(path)).sort();
  return { output: paths.length > 0 ? paths.join('\n') : 'No file is like that.' };
}

export async function grep(view: FilesView, input: Input): Promise<Outcome> {
  const files = view.in(input['path']);
  if (files.error !== undefined) return files;
  const pattern = textIn(input, 'pattern') ?? '';
  const line = await compile(
    input['literal'] === true ? escape(pattern) : pattern,
    input['ignore_case'] === true,
  );
  if (line.error !== undefined) return line;
  const only = await compile(globToPattern(textIn(input, 'glob') ?? '**'), false);
  if (only.error !== undefined) return only;
  const found = linesLike(
    files.ok.filter(([path]) => only.ok.test(path)),
    line.ok,
  );
  return { output: found.length > 0 ? found.join('\n') : 'Nothing is like that.' };
}

function linesLike(files: readonly [path: string, text: string][], matcher: Matcher): string[] {
  const found: string[] = [];
  for (const [path, text] of files)
    for (const [at, line] of text.split('\n').entries()) {
      if (!matcher.test(line.slice(0, 10_000))) continue;
      if (found.length >= MOST_LINES)
        return [...found, `(More than ${MOST_LINES} lines: the rest is left out.)`];
      found.push(
        `${path}:${at + 1}: ${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line}`,
      );
    }
  return found;
}
