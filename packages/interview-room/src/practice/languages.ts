import { languagesOf, type Question } from '@interview-room/core/question';
import type { LanguageChoice } from '../room-header/room-header.js';

/** How languages write their own names. Kept apart from the runtimes, which load only for a run. */
const LABELS: Record<string, string> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  cpp: 'C++',
  csharp: 'C#',
  php: 'PHP',
  sql: 'SQL',
};

const labelOf = (id: string): string => LABELS[id] ?? id.charAt(0).toUpperCase() + id.slice(1);

/** The languages that a question can be answered in, as a person chooses among them. */
export const choicesOf = (question: Question): LanguageChoice[] =>
  languagesOf(question).map((id) => ({ id, label: labelOf(id) }));

/** The first of `wishes` that the question has, or its own first. */
export function firstLanguage(question: Question, wishes: readonly (string | undefined)[]): string {
  const offered = languagesOf(question);
  return wishes.find((wish) => wish !== undefined && offered.includes(wish)) ?? offered[0] ?? '';
}
