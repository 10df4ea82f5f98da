import type { Question } from '@interview-room/core/question';

/** Under which name small things of a room are kept: one for each question on each page. */
export const roomKey = (question: Question, place: Pick<Location, 'pathname'>): string =>
  `${place.pathname}#${question.id}`;
