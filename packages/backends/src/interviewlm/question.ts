import { parseQuestion, type Question } from '@interview-room/core/question';
import { isObject, listOf, objectOf, textOf, type Json } from '../wire/index.js';
import { languageName, suffixesOf } from './languages.js';
import { relative } from './paths.js';
import type { Asked, VisibleTest } from './session.js';

/** A question as the backend gave it, without what a candidate may not know. */
export interface Given {
  readonly question: Question;
  readonly asked: Asked;
  /** What one starts with, by the path within the workspace. */
  readonly starter: Readonly<Record<string, string>>;
}

/** So many tests are taken, and so long a text. */
const MOST = 500;
const LONGEST = 200_000;

/**
 * Reads a question of the backend. Here, before anything is made of it, all that it says of hidden tests is left behind but
 * for their names: its known fault is that it tells what they expect.
 */
export function readQuestion(value: unknown, remotes: readonly string[]): Given | undefined {
  if (!isObject(value)) return undefined;
  const title = textOf(value['title']).trim().slice(0, 500) || textOf(value['id']);
  if (title === '') return undefined;
  const id = textOf(value['id']) || title;
  const language = languageName(textOf(value['language']), remotes);
  const { files, entry } = starterOf(value['starterCode'], language, remotes);
  const { tests, hidden } = testsOf(value['testCases']);
  const question = {
    id: slug(id),
    title,
    ...difficultyOf(value['difficulty']),
    statement: textOf(value['description']).slice(0, LONGEST).trim() || title,
    languages: { [language]: { entry, files, cases: casesOf(tests) } },
  };
  const { question: parsed } = parseQuestion(question);
  const asked = { id, title, language, entry: `${language}/${entry}`, tests, hidden };
  return parsed && { question: parsed, asked, starter: files };
}

/** An id as the question format has it. */
export const slug = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 100) || 'question';

function difficultyOf(value: unknown): { difficulty?: string } {
  const difficulty = textOf(value).toLowerCase();
  return ['easy', 'medium', 'hard'].includes(difficulty) ? { difficulty } : {};
}

function testsOf(value: unknown): { tests: VisibleTest[]; hidden: string[] } {
  const tests: VisibleTest[] = [];
  const hidden: string[] = [];
  for (const [index, each] of listOf(value).slice(0, MOST).entries()) {
    const test = objectOf(each);
    const name = textOf(test['name']).slice(0, 200) || `Test ${index + 1}`;
    if (isHidden(test)) hidden.push(name);
    else tests.push({ name, input: written(test['input']), expectedOutput: written(test['expectedOutput']) });
  }
  return { tests, hidden };
}

/** What is not plainly visible is hidden. */
export const isHidden = (test: Json): boolean =>
  Boolean(test['hidden'] ?? test['isHidden'] ?? test['is_hidden'] ?? false) || test['visible'] === false;

const written = (value: unknown): string =>
  (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)).slice(0, LONGEST);

/** Where all tests are kept by the backend one stands for them, so that there is something to be run. */
const casesOf = (tests: readonly VisibleTest[]): object[] =>
  tests.length > 0
    ? tests.map(({ name, input, expectedOutput }) => ({ name, stdin: input, stdout: expectedOutput }))
    : [{ name: 'Kept by the backend', hidden: true, stdin: '', stdout: '' }];

/** The starter in either of its forms: one text, or files; also as an object of path and text. */
function starterOf(
  value: unknown,
  language: string,
  remotes: readonly string[],
): { files: Record<string, string>; entry: string } {
  const given = isObject(value)
    ? Object.entries(value)
    : listOf(value).map((each) => [objectOf(each)['fileName'], objectOf(each)['content']] as const);
  const files: Record<string, string> = {};
  for (const [name, content] of given.slice(0, MOST)) {
    const path = relative(textOf(name));
    if (path) files[path] = textOf(content);
  }
  const entry = mainOf(Object.keys(files), language) ?? mainOf(remotes, language) ?? nameOf(language);
  files[entry] ??= typeof value === 'string' ? value : '';
  return { files, entry };
}

const nameOf = (language: string): string => `solution.${suffixesOf(language)[0] ?? 'txt'}`;

/** The file that is run: by its name, or the first in the language, or the only one. */
function mainOf(paths: readonly string[], language: string): string | undefined {
  const fitting = paths.filter((path) => suffixesOf(language).some((suffix) => path.endsWith(`.${suffix}`)));
  const named = fitting.find((path) => /^(solution|main|index|app)\.\w+$/i.test(path));
  return named ?? fitting[0] ?? (paths.length === 1 ? paths[0] : undefined);
}
