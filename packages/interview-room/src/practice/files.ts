import { starterFiles, testsFor, type Question, type QuestionFile } from '@interview-room/core/question';
import type { TabFile } from '../file-tabs/file-tabs.js';

/** Where the person's texts are: by path, without the language. */
export type Texts = Readonly<Record<string, string>>;

/** Every file that the question brings for a language: what one starts with, then the tests. */
export const questionFiles = (question: Question, language: string): QuestionFile[] => [
  ...starterFiles(question, language),
  ...testsFor(question, language).files,
];

/** The files that are the person's to change from the start. Only these, and those they make, are kept in the room. */
export const editableFiles = (question: Question, language: string): QuestionFile[] =>
  starterFiles(question, language).filter((file) => !file.readonly && !file.hidden);

/** The tabs: what the question shows, then what the person made. */
export function tabsOf(question: Question, language: string, own: readonly string[] = []): TabFile[] {
  const given = questionFiles(question, language);
  const made = own.filter((path) => !given.some((file) => file.path === path)).sort();
  return [
    ...given.filter((file) => !file.hidden).map(({ path, readonly }) => ({ path, readonly })),
    ...made.map((path) => ({ path, own: true })),
  ];
}

/** Whether a file of this name would stand in the way of one of the question's. */
export const isTaken = (question: Question, language: string, path: string): boolean =>
  questionFiles(question, language).some((file) => file.path === path);

/** What is run: the question's files, and over those that may be changed what the person made of them. */
export function filesToRun(question: Question, language: string, texts: Texts): Record<string, string> {
  const given = questionFiles(question, language);
  const fixed = given.filter((file) => file.readonly || file.hidden);
  return {
    ...Object.fromEntries(given.map(({ path, text }) => [path, text])),
    ...texts,
    ...Object.fromEntries(fixed.map(({ path, text }) => [path, text])),
  };
}

/** The text a file begins with. */
export const starterText = (question: Question, language: string, path: string): string =>
  questionFiles(question, language).find((file) => file.path === path)?.text ?? '';
