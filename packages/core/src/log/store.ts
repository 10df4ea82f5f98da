import type { Draft, Entry } from '../protocol/entry.js';
import type { Head } from '../protocol/chain.js';

/**
 * Where one log is kept. It alone gives entries their order: `append` is one transaction, so that two tabs which append at
 * the same time neither fork the chain nor lose an entry. One contract suite runs against every implementation.
 */
export interface LogStore {
  /** The end of the log; `emptyHead` if there is none yet. */
  head(): Promise<Head>;
  /** The entries after a place, in order; all of them without one. */
  read(after?: number): Promise<Entry[]>;
  /**
   * Appends drafts, all or none, and gives back their entries. One whose id is there already is not appended again: its
   * entry is given back as it is.
   */
  append(drafts: readonly Draft[]): Promise<Entry[]>;
  /**
   * Puts one entry in the place of all before it, if the log still ends at `expected`; else does nothing. The chain goes
   * on: the entry's `prev` is the hash of the last that went.
   */
  compact(draft: Draft, expected: number): Promise<Entry | undefined>;
  /** Forgets the log. */
  clear(): Promise<void>;
  /** Lets go of what it holds. */
  close(): void;
}
