import type { Draft, Fault, Head, Sealed } from '@interview-room/core/protocol';
import type { Documents } from './documents.js';

/**
 * Where the logs of all rooms are kept. It alone gives entries their order, whoever appends, in this process or in
 * another that stands on the same store. One contract suite runs over every implementation.
 */
export interface LogEngine {
  /**
   * Appends drafts, all or none, and gives one entry for each, in order. A draft whose id is in the log already gives
   * the entry that is there. What it gives back is written: it outlives this process.
   */
  append(room: string, drafts: readonly Draft[]): Promise<Sealed[]>;
  /**
   * Does the same at once, in an engine and at a time where nothing has to be waited for; else it does nothing, and gives
   * nothing. A promise would cost each edit more than to write it.
   */
  appendNow?(room: string, drafts: readonly Draft[]): Sealed[] | undefined;
  /** The entries after a place, in order, at most `limit` of them; a room that nobody wrote to has none. */
  read(room: string, after: number, limit?: number): Promise<Sealed[]>;
  /** The end of a room's log; `emptyHead` if there is none yet. */
  head(room: string): Promise<Head>;
  /**
   * Gives the listener every entry after a place, once and in order: those there are now before the promise settles,
   * then each as it is written, also by other processes. Returns the way to stop. A listener must not throw.
   */
  subscribe(room: string, after: number, listener: EntriesListener): Promise<() => void>;
  /** Tells a text to all who listen to the room now, in every process, this one too. It is not kept. */
  cast(room: string, text: string): void;
  /** Hears what is cast from now on. Returns the way to stop. */
  onCast(room: string, listener: CastListener): Promise<() => void>;
  /** Keeps the last snapshot of a name. */
  saveSnapshot(room: string, name: string, snapshot: Snapshot): Promise<void>;
  loadSnapshot(room: string, name: string): Promise<Snapshot | undefined>;
  /** Small facts beside the logs. */
  readonly documents: Documents;
  /** Forgets a room's log and snapshots, and ends its subscriptions; those to its casts stay, to be told of it. */
  deleteRoom(room: string): Promise<void>;
  /** Whether it can be written to now. */
  ready(): Promise<boolean>;
  /** Writes what is still to be written, and lets go. */
  close(): Promise<void>;
}

export type EntriesListener = (entries: readonly Sealed[]) => void;
export type CastListener = (text: string) => void;

/** What a room amounts to at a place of its log. */
export interface Snapshot {
  readonly seq: number;
  readonly hash: string;
  readonly data: string;
}

/** What every engine may be told. */
export interface EngineOptions {
  /** Hears of what went wrong behind the scenes, where no caller waits for it. */
  onError?: ((error: unknown) => void) | undefined;
}

/** What is wrong with a stored log: a link of the chain, an end that is missing, or storage that cannot be read. */
export type LogFault = Fault | 'cut' | 'unreadable';

const words: Record<LogFault, string> = {
  hash: 'its hash does not fit its text',
  link: 'it does not follow the entry before',
  order: 'another number stands in its place',
  cut: 'it and what follows it are missing',
  unreadable: 'the storage cannot be read there',
};

/** A log is not what was written. The room is refused; the others are not concerned. */
export class LogCorruptError extends Error {
  override readonly name = 'LogCorruptError';

  constructor(
    readonly room: string,
    /** The first entry that is wrong. */
    readonly seq: number,
    readonly fault: LogFault,
    options?: ErrorOptions,
  ) {
    super(`The log of room ${JSON.stringify(room)} is damaged at entry ${seq}: ${words[fault]}.`, options);
  }
}
