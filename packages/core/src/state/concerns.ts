import type { BodyOf } from '../protocol/kinds.js';
import { advice, assist, offers, proposals, whispers } from './assist.js';
import { authors } from './authors.js';
import { concern } from './concern.js';
import { chat, people, stage } from './people.js';
import { activity, graded, judged, notes, scores } from './review.js';
import { timer } from './timer.js';

/** Something for each language, by its name. */
export type ByLanguage<T> = Readonly<Record<string, T>>;
/** The last run in a language, and when it ended. */
export type RunRecord = BodyOf<'run.finished'> & { at: number };
/** The last tests in a language, and when they ended. */
export type TestsRecord = BodyOf<'tests.finished'> & { at: number };
/** How far a person has come in a language. */
export interface Progress {
  /** How often the tests ran. */
  attempts: number;
  /** The most tests that passed at once, and of how many. */
  passed: number;
  total: number;
  /** When it was first solved. */
  solvedAt?: number;
}

const question = concern({
  concern: 'question',
  kinds: ['room.opened'],
  initial: undefined as BodyOf<'room.opened'>['question'] | undefined,
  reduce: (_, { body }) => body.question,
});

/** What everyone may see of the question, where the log brings it. */
const content = concern({
  concern: 'content',
  kinds: ['room.opened'],
  initial: undefined as unknown,
  reduce: (state, { body }) => body.content ?? state,
});

/** The whole question: only interviewers are given it. */
const secret = concern({
  concern: 'secret',
  kinds: ['question.secret'],
  initial: undefined as unknown,
  reduce: (_, { body }) => body.question,
});

const language = concern({
  concern: 'language',
  kinds: ['language.changed'],
  initial: undefined as string | undefined,
  reduce: (_, { body }) => body.language,
});

const runs = concern({
  concern: 'runs',
  kinds: ['run.finished'],
  ofQuestion: true,
  initial: {} as ByLanguage<RunRecord>,
  reduce: (state, { at, body }) => ({ ...state, [body.language]: { ...body, at } }),
});

const tests = concern({
  concern: 'tests',
  kinds: ['tests.finished'],
  ofQuestion: true,
  initial: {} as ByLanguage<TestsRecord>,
  reduce: (state, { at, body }) => ({ ...state, [body.language]: { ...body, at } }),
});

const hints = concern({
  concern: 'hints',
  kinds: ['hint.revealed'],
  ofQuestion: true,
  initial: [] as readonly number[],
  reduce: (state, { body }) =>
    state.includes(body.index) ? state : [...state, body.index].sort((a, b) => a - b),
});

const unsolved: Progress = { attempts: 0, passed: 0, total: 0 };

const progress = concern({
  concern: 'progress',
  kinds: ['tests.finished', 'solved'],
  ofQuestion: true,
  initial: {} as ByLanguage<Progress>,
  reduce: (state, entry) => {
    const name = entry.body.language;
    const before = (Object.hasOwn(state, name) && state[name]) || unsolved;
    const after = entry.kind === 'solved' ? solve(before, entry.at) : attempt(before, entry.body.summary);
    return { ...state, [name]: after };
  },
});

const solve = (before: Progress, at: number): Progress => ({ ...before, solvedAt: before.solvedAt ?? at });

function attempt(before: Progress, { passed, total }: BodyOf<'tests.finished'>['summary']): Progress {
  const better = passed >= before.passed || total !== before.total;
  return { ...before, attempts: before.attempts + 1, ...(better && { passed, total }) };
}

/** Everything that a room knows, a row each. */
export const concerns = [
  question,
  content,
  secret,
  language,
  runs,
  tests,
  hints,
  progress,
  people,
  authors,
  stage,
  timer,
  chat,
  activity,
  notes,
  scores,
  graded,
  judged,
  assist,
  proposals,
  offers,
  advice,
  whispers,
] as const;
