import { writePath, type Problem, type Step } from './problem.js';
import type { Question, QuestionCase, QuestionLanguage } from './schema.js';

/** What a schema cannot say: rules that span several fields of a question whose shape is right. */
export function brokenRules(question: Question): Problem[] {
  const languages = Object.entries(question.languages);
  const problems = languages.flatMap(([name, language]) => [
    ...inLanguage(language, ['languages', name]),
    ...judged(question, language, ['languages', name]),
  ]);
  if (languages.length === 0)
    problems.push(problem(['languages'], 'Expected at least one language, found none.'));
  return [...casesIn(question.cases, ['cases']), ...problems];
}

const problem = (steps: Step[], message: string): Problem => ({ path: writePath(steps), message });

/** An empty list says that nothing does, on purpose: a pad to talk over. */
function judged(question: Question, language: QuestionLanguage, at: Step[]): Problem[] {
  const { cases = question.cases, tests = {} } = language;
  return cases !== undefined || Object.keys(tests).length > 0
    ? []
    : [problem(at, 'Nothing judges an answer: expected `cases` here or for the question, or `tests`.')];
}

function inLanguage({ entry, files, tests = {}, cases }: QuestionLanguage, at: Step[]): Problem[] {
  const problems = [
    ...pathsIn(files, [...at, 'files']),
    ...pathsIn(tests, [...at, 'tests']),
    ...casesIn(cases, [...at, 'cases']),
  ];
  if (!Object.hasOwn(files, entry))
    problems.push(problem([...at, 'entry'], `Expected one of \`files\`, found ${JSON.stringify(entry)}.`));
  for (const path of Object.keys(tests))
    if (Object.hasOwn(files, path))
      problems.push(
        problem([...at, 'tests', path], 'This path is also one of `files`. Give one of them another.'),
      );
  return problems;
}

function pathsIn(files: Record<string, unknown>, at: Step[]): Problem[] {
  return Object.keys(files)
    .filter((path) => path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    .map((path) => problem([...at, path], 'Expected a path without empty parts, "." and "..".'));
}

function casesIn(cases: QuestionCase[] | undefined, at: Step[]): Problem[] {
  return (cases ?? []).flatMap((each, index) => {
    if (!('call' in each) || each.error !== undefined || each.expected !== undefined) return [];
    return [
      problem([...at, index], 'Expected `expected` (what the call returns) or `error`, found neither.'),
    ];
  });
}
