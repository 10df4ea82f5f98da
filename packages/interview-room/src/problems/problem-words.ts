import type { Localize } from '@interview-room/ui';
import type { Words } from '../locales/en.js';
import type { ProblemCode, RoomProblem } from './problem.js';

/** What the person reads: what happened, and what to do. */
export interface ProblemWords {
  title: string;
  todo: string;
}
type Speak = (words: Localize<Words>, problem: RoomProblem) => ProblemWords;

/** The problems that take the place of the room. The others are told beside it, where they belong. */
const table: Partial<Record<ProblemCode, Speak>> = {
  'question-not-found': (words) => ({
    title: words.term('problemNotFound'),
    todo: words.term('problemNotFoundTodo'),
  }),
  'question-unreachable': (words) => ({
    title: words.term('problemUnreachable'),
    todo: words.term('problemUnreachableTodo'),
  }),
  'question-offline': (words) => ({
    title: words.term('problemOffline'),
    todo: words.term('problemOfflineTodo'),
  }),
  'question-server-error': (words, problem) => ({
    title: words.term('problemServer', problem.status ?? 500),
    todo: words.term('problemServerTodo'),
  }),
  'question-is-html': (words) => ({ title: words.term('problemHtml'), todo: words.term('problemHtmlTodo') }),
  'question-not-json': (words) => ({ title: words.term('problemJson'), todo: words.term('problemJsonTodo') }),
  'question-invalid': (words) => ({
    title: words.term('problemInvalid'),
    todo: words.term('problemInvalidTodo'),
  }),
  'editor-unavailable': (words) => ({
    title: words.term('problemEditor'),
    todo: words.term('problemEditorTodo'),
  }),
};

/** The words for a problem that stops the room, or nothing if the room goes on. */
export function wordsFor(words: Localize<Words>, problem: RoomProblem): ProblemWords | undefined {
  return table[problem.code]?.(words, problem);
}
