import { questionFiles, starterFiles, type Question, type QuestionFile } from '@interview-room/core/question';
import type { TabFile } from '../file-tabs/file-tabs.js';

export { filesToRun, questionFiles } from '@interview-room/core/question';

/** Where the person's texts are: by path, without the language. */
export type Texts = Readonly<Record<string, string>>;

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

/** The text a file begins with. */
export const starterText = (question: Question, language: string, path: string): string =>
  questionFiles(question, language).find((file) => file.path === path)?.text ?? '';
