import * as v from 'valibot';
import { assistKinds } from './assist-kinds.js';
import type { Draft, Entry } from './entry.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const base64 = v.pipe(
  v.string(),
  v.regex(BASE64),
  v.check((text) => text.length % 4 === 0),
);
const text = v.string();
const noteText = v.pipe(text, v.maxLength(20_000));
const role = v.picklist(['candidate', 'interviewer', 'observer', 'assistant']);

const testResult = v.object({
  name: text,
  status: v.picklist(['passed', 'failed', 'error', 'skipped']),
  durationMs: v.number(),
  message: v.optional(text),
  expected: v.optional(v.unknown()),
  actual: v.optional(v.unknown()),
  output: v.optional(text),
  /** A test that candidates do not see. */
  hidden: v.optional(v.boolean()),
});
const summary = v.object({
  total: count,
  passed: count,
  failed: count,
  errored: count,
  skipped: count,
  durationMs: v.number(),
});

/** What may happen in a room: each kind of entry and the shape of its body. Adding a kind is adding a row. */
export const kinds = {
  /** The room was opened on a question, in these very words (see `hashQuestion`). */
  'room.opened': v.object({
    question: v.object({ id: name, hash: text }),
    /** What of the question everyone may see (`publicQuestion`), where it does not come from elsewhere. */
    content: v.optional(v.unknown()),
  }),
  /** The whole question, for interviewers. */
  'question.secret': v.object({ question: v.unknown() }),
  'participant.joined': v.object({
    id: name,
    name: v.pipe(text, v.maxLength(200)),
    role,
    /** Their hue, by the order of joining, from 0. */
    color: count,
    /** More time than others get, in percent. */
    extraTime: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(400))),
  }),
  'stage.changed': v.object({
    stage: v.picklist(['waiting', 'started', 'submitted', 'ended']),
    note: v.optional(v.pipe(text, v.maxLength(2000))),
  }),
  /** The files changed: a Yjs update. */
  'doc.update': v.object({ update: base64 }),
  'language.changed': v.object({ language: name }),
  'run.started': v.object({ run: name, language: name, mode: v.picklist(['run', 'test']) }),
  'run.finished': v.object({
    run: v.optional(name),
    language: name,
    outcome: name,
    exitCode: v.nullable(v.number()),
    durationMs: v.number(),
    output: v.optional(text),
  }),
  'tests.finished': v.object({ run: v.optional(name), language: name, summary, tests: v.array(testResult) }),
  /** How many of the tests, hidden ones too, pass on the backend; written only where the question tells it. */
  'tests.graded': v.object({ language: name, summary }),
  /** What all tests, hidden ones too, say on the backend; `error` if they could not be run, or were ended. */
  'tests.judged': v.object({ language: name, summary, tests: v.array(testResult), error: v.optional(text) }),
  'chat.message': v.object({ text: v.pipe(text, v.minLength(1), v.maxLength(20_000)) }),
  /** A private note; `moment` is the place in the log that it is about. */
  'note.added': v.object({ note: name, text: noteText, moment: v.optional(count) }),
  'note.changed': v.object({ note: name, text: noteText }),
  'note.removed': v.object({ note: name }),
  /** A mark for one line of the rubric, or none any more. */
  'score.given': v.object({
    criterion: name,
    score: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
    comment: v.optional(noteText),
  }),
  'timer.set': v.object({ totalMs: v.pipe(v.number(), v.minValue(0)) }),
  'timer.started': v.object({}),
  'timer.paused': v.object({}),
  'timer.extended': v.object({ byMs: v.number() }),
  'hint.revealed': v.object({ index: count }),
  'solved': v.object({ language: name }),
  ...assistKinds,
  /** All entries up to `through` were replaced by what they amount to: the files, as a Yjs update, and the state. */
  'log.compacted': v.object({ through: count, doc: base64, version: v.number(), state: v.unknown() }),
};

export type Kinds = typeof kinds;
/** A kind that this version knows. */
export type Kind = keyof Kinds;
/** The body of a kind of entry. */
export type BodyOf<K extends Kind> = v.InferOutput<Kinds[K]>;
/** An entry of a kind that this version knows, with the body that belongs to it. */
export type KnownEntry<K extends Kind = Kind> = { [Each in K]: Entry<Each, BodyOf<Each>> }[K];

/** Whether this version knows a kind. */
export const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

/** Whether an entry is of a known kind and its body as it should be. What is not is kept in the log and means nothing here. */
export const isKnown = (entry: Entry): entry is KnownEntry => problemOf(entry) === undefined;

/** Why a body does not belong to its kind; undefined if it does. */
export function problemOf({ kind, body }: Pick<Draft, 'kind' | 'body'>): string | undefined {
  if (kind === 'doc.update' && isUpdate(body)) return;
  if (!isKind(kind)) return `the kind "${kind}" is not known`;
  const issue = v.safeParse(kinds[kind], body, { abortEarly: true }).issues?.[0];
  return issue && `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`;
}

/** What most entries are is seen without the schema: it says the same, and takes its time. */
function isUpdate(body: unknown): boolean {
  const update = (body as { update?: unknown } | null | undefined)?.update;
  return typeof update === 'string' && update.length % 4 === 0 && BASE64.test(update);
}
