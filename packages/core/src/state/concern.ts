import type { Kind, KnownEntry } from '../protocol/kinds.js';

/** One thing that a room knows: which kinds of entry it is made of, and how. Pure: the same entries, the same state. */
export interface Concern<Name extends string, State, K extends Kind> {
  concern: Name;
  kinds: readonly K[];
  initial: State;
  /** Whether it is about one question: with another it begins anew. */
  ofQuestion?: true;
  reduce(state: State, entry: KnownEntry<K>): State;
}

/** Types a row of the table. */
export const concern = <Name extends string, State, K extends Kind>(row: Concern<Name, State, K>) => row;
