import type { Cast, Draft, Entry } from './protocol/entry.js';

/** How a room stands with its log. */
export interface Connection {
  readonly status: 'connecting' | 'open' | 'closed';
  /** Whether what is written lasts (`kept`), or only as long as this page (`memory`). */
  readonly storage: 'kept' | 'memory';
  /**
   * Why it is not kept: `asked` (it was opened so), `refused` (the browser keeps nothing here: a private window, blocked
   * cookies), `full` (there is no more room), `failed` (the storage broke).
   */
  readonly reason?: 'asked' | 'refused' | 'full' | 'failed';
}

/** What a backend tells a room. */
export interface BackendEvents {
  /** Entries of the log, in order. One may come again; those after a gap begin with a `log.compacted`. */
  entries(entries: readonly Entry[]): void;
  cast(cast: Cast): void;
  connection(connection: Connection): void;
}

/** Who joins what. */
export interface JoinRequest {
  /** The room. */
  session: string;
  name?: string;
  role?: string;
}

/** A joined room, as a backend gives it. */
export interface BackendSession {
  /** The participant that this client's entries are by. */
  readonly you: string;
  /** Appends drafts in order. By the time it resolves, they have come through `events.entries`. */
  append(drafts: readonly Omit<Draft, 'by'>[]): Promise<Entry[]>;
  cast(kind: string, body: unknown): void;
  /** The whole log, as far as it is kept. */
  read(): Promise<Entry[]>;
  /** Puts an entry in the place of all up to `through`, unless the log has moved on. Absent where a log is never cut. */
  compact?(draft: Omit<Draft, 'by'>, through: number): Promise<boolean>;
  /** The page is going: keep what is under way, at once. */
  lastWords?(): void;
  leave(): Promise<void>;
}

/** The port: how a room joins a log that is kept somewhere. */
export interface Backend {
  /** Joins. Resolves when the log, so far, has come through `events.entries`. */
  join(request: JoinRequest, events: BackendEvents): Promise<BackendSession>;
}
