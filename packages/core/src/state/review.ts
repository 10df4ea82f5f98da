import type { BodyOf } from '../protocol/kinds.js';
import { concern } from './concern.js';

/** What an interviewer wrote down. */
export interface Note {
  readonly note: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  /** The place in the log that it is about. */
  readonly moment?: number;
  readonly changedAt?: number;
}

/** What one interviewer gave for one line of the rubric. */
export interface Score {
  readonly criterion: string;
  readonly by: string;
  readonly at: number;
  readonly score: number;
  readonly comment?: string;
}

/** A run that has begun and not ended. */
export interface Activity extends BodyOf<'run.started'> {
  readonly by: string;
  readonly at: number;
}

export const notes = concern({
  concern: 'notes',
  kinds: ['note.added', 'note.changed', 'note.removed'],
  initial: [] as readonly Note[],
  reduce: (state, entry) => {
    const { note } = entry.body;
    const others = state.filter((each) => each.note !== note);
    if (entry.kind === 'note.removed') return others.length < state.length ? others : state;
    if (entry.kind === 'note.added') return [...others, { ...entry.body, by: entry.by, at: entry.at }];
    return state.map((each) =>
      each.note === note ? { ...each, text: entry.body.text, changedAt: entry.at } : each,
    );
  },
});

/** The last mark of each interviewer for each line of the rubric. */
export const scores = concern({
  concern: 'scores',
  kinds: ['score.given'],
  initial: [] as readonly Score[],
  reduce: (state, { at, by, body }) => {
    const { criterion, score, comment } = body;
    const others = state.filter((each) => each.criterion !== criterion || each.by !== by);
    if (score === null) return others;
    return [...others, { criterion, by, at, score, ...(comment !== undefined && { comment }) }];
  },
});

/** Runs under way: one a person, for who starts another has given up the one before. */
export const activity = concern({
  concern: 'activity',
  kinds: ['run.started', 'run.finished', 'tests.finished'],
  initial: [] as readonly Activity[],
  reduce: (state, entry) => {
    if (entry.kind === 'run.started') {
      const others = state.filter(({ by }) => by !== entry.by);
      return [...others, { ...entry.body, by: entry.by, at: entry.at }];
    }
    const left = state.filter(({ run }) => run !== entry.body.run);
    return left.length < state.length ? left : state;
  },
});

type Marked<K extends 'tests.graded' | 'tests.judged'> = Readonly<Record<string, BodyOf<K> & { at: number }>>;

/** What the hidden tests say, by language: how many, as far as it is told. */
export const graded = concern({
  concern: 'graded',
  kinds: ['tests.graded'],
  initial: {} as Marked<'tests.graded'>,
  reduce: (state, { at, body }) => ({ ...state, [body.language]: { ...body, at } }),
});

/** What the hidden tests say, by language: which. */
export const judged = concern({
  concern: 'judged',
  kinds: ['tests.judged'],
  initial: {} as Marked<'tests.judged'>,
  reduce: (state, { at, body }) => ({ ...state, [body.language]: { ...body, at } }),
});
