import type { Entry } from '../protocol/entry.js';
import { isKnown, type BodyOf, type Kind, type KnownEntry } from '../protocol/kinds.js';
import { concerns } from './concerns.js';

type Row = (typeof concerns)[number];

/** What the entries of a log amount to. */
export type LogState = { readonly [Each in Row as Each['concern']]: Each['initial'] };

/** Counts up when a concern's state changes its shape, so that a snapshot by another version is not taken for this one's. */
export const STATE_VERSION = 4;

/** The state of a log that is empty. */
export const initialState = Object.fromEntries(concerns.map((row) => [row.concern, row.initial])) as LogState;

/** A row, seen without its own types: which of them belong together is checked where the row is written. */
interface AnyRow {
  concern: keyof LogState;
  reduce(state: unknown, entry: KnownEntry): unknown;
}

/** What is about one question, before anything was done to it. */
const unbegun = Object.fromEntries(
  concerns.flatMap((row) => ('ofQuestion' in row ? [[row.concern, row.initial]] : [])),
) as Partial<LogState>;

const rowsOf = new Map<Kind, AnyRow[]>();
for (const row of concerns)
  for (const kind of row.kinds) rowsOf.set(kind, [...(rowsOf.get(kind) ?? []), row as unknown as AnyRow]);

/**
 * The state after one more entry. The same object if the entry changes nothing, as one of an unknown kind does. What else
 * the state holds, beside what is made of the log, stays.
 */
export function fold<State extends LogState>(state: State, entry: Entry): State {
  if (!isKnown(entry)) return state;
  if (entry.kind === 'log.compacted') return { ...state, ...restored(entry.body) };
  const rows = rowsOf.get(entry.kind) ?? [];
  const begun = isNext(state, entry) ? { ...state, ...unbegun } : state;
  return rows.reduce<State>((before, row) => {
    const after = row.reduce(before[row.concern], entry);
    return after === before[row.concern] ? before : { ...before, [row.concern]: after };
  }, begun);
}

/** Whether another question comes, in the place of one that was there. */
function isNext({ question }: LogState, entry: KnownEntry): boolean {
  return entry.kind === 'room.opened' && question !== undefined && question.id !== entry.body.question.id;
}

/** The state that a snapshot holds; by another version's account it is unknown, and only the files come back. */
export function restored({ version, state }: Pick<BodyOf<'log.compacted'>, 'version' | 'state'>): LogState {
  if (version !== STATE_VERSION || typeof state !== 'object' || state === null) return initialState;
  return { ...initialState, ...state };
}
