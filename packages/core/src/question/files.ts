import type { Question, QuestionCase } from './schema.js';

/** A file of a question, with what may be done with it. */
export interface QuestionFile {
  path: string;
  text: string;
  /** Shown, but not to be edited. */
  readonly: boolean;
  /** Not shown among the files. It is part of a run all the same, and in the page: no place for a secret. */
  hidden: boolean;
}

/** How an answer in a language is judged. */
export interface QuestionTests {
  /** Test files, which are laid beside the answer's own. */
  files: QuestionFile[];
  /** Their paths. */
  testFiles: string[];
  /** The question's cases, then the language's own. */
  cases: QuestionCase[];
}

type Files = Question['languages'][string]['files'];

/** The languages that a question can be answered in, in its own order. */
export const languagesOf = (question: Question): string[] => Object.keys(question.languages);

/** The files that a person starts with in a language, the entry first. Empty if the question does not have the language. */
export function starterFiles(question: Question, language: string): QuestionFile[] {
  const own = languageOf(question, language);
  if (!own) return [];
  const files = filesOf(own.files, false);
  return [
    ...files.filter(({ path }) => path === own.entry),
    ...files.filter(({ path }) => path !== own.entry),
  ];
}

/** What judges an answer in a language. Test files are read-only. */
export function testsFor(question: Question, language: string): QuestionTests {
  const own = languageOf(question, language);
  const files = filesOf(own?.tests ?? {}, true);
  return {
    files,
    testFiles: files.map(({ path }) => path),
    cases: own ? [...(question.cases ?? []), ...(own.cases ?? [])] : [],
  };
}

/** Every file that the question brings for a language: what one starts with, then the tests. */
export const questionFiles = (question: Question, language: string): QuestionFile[] => [
  ...starterFiles(question, language),
  ...testsFor(question, language).files,
];

/** What is run: the question's files, and over those that may be changed what the person made of them, by path. */
export function filesToRun(
  question: Question,
  language: string,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  const given = questionFiles(question, language);
  const fixed = given.filter((file) => file.readonly || file.hidden);
  return {
    ...Object.fromEntries(given.map(({ path, text }) => [path, text])),
    ...texts,
    ...Object.fromEntries(fixed.map(({ path, text }) => [path, text])),
  };
}

const languageOf = (question: Question, language: string) =>
  Object.hasOwn(question.languages, language) ? question.languages[language] : undefined;

function filesOf(files: Files, isTest: boolean): QuestionFile[] {
  return Object.entries(files).map(([path, file]) => {
    const { text, readonly = isTest, hidden = false } = typeof file === 'string' ? { text: file } : file;
    return { path, text, readonly: readonly || isTest, hidden };
  });
}
