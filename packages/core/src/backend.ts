import type { Offers } from './offers.js';
import type { Cast, Delivered, Draft, Entry } from './protocol/entry.js';
import type { RefusalReason, WireSnapshot } from './protocol/frames.js';
import type { Role } from './protocol/roles.js';

/** How a room stands with its log. */
export interface Connection {
  /**
   * `offline`: the backend is not reached, and is tried again. `refused`: it answered no (`refusal` says why); it is tried
   * again when the room is told to, or when a token may have become another.
   */
  readonly status: 'connecting' | 'open' | 'offline' | 'refused' | 'closed';
  /** Whether what is written lasts (`kept`), or only as long as this page (`memory`). */
  readonly storage: 'kept' | 'memory';
  /**
   * Why it is not kept: `asked` (it was opened so), `refused` (the browser keeps nothing here: a private window, blocked
   * cookies), `full` (there is no more room), `failed` (the storage broke).
   */
  readonly reason?: 'asked' | 'refused' | 'full' | 'failed';
  /** How it is joined to a backend; absent for a log in this browser. */
  readonly remote?: RemoteConnection;
}

/** How a room stands with a backend. */
export interface RemoteConnection {
  readonly transport: 'socket' | 'stream';
  /** How many entries wait to be acknowledged. */
  readonly unsent: number;
  /** So many wait that soon no more can: what is written then would be refused. */
  readonly crowded?: boolean;
  /** How often it was tried since it last worked, and when it is tried next, in milliseconds since 1970. */
  readonly attempt?: number;
  readonly retryAt?: number;
  readonly refusal?: { readonly reason: RefusalReason; readonly message: string };
  /** The connection came back: how many entries were sent then, and how many by others had been missed. */
  readonly resumed?: { readonly at: number; readonly sent: number; readonly missed: number };
  /** The backend's clock less this one's, in milliseconds. */
  readonly clockOffset: number;
}

/** Something that a person did and the backend did not take. */
export interface Refused {
  readonly kind: string;
  readonly body: unknown;
  readonly reason: RefusalReason;
  readonly message: string;
  /** What was typed, where it was an edit: so that it can be given back to whoever typed it. */
  readonly text?: string;
}

/** What a backend tells a room. */
export interface BackendEvents {
  /** Entries of the log, in order. One may come again; those after a gap begin with a `log.compacted`. */
  entries(entries: readonly Delivered[]): void;
  /** What the log amounts to at a place, where the entries up to there are not given. */
  snapshot(snapshot: WireSnapshot): void;
  /** The log turned out to be another than what was given of it: all of it comes anew. */
  restart(): void;
  /** Edits that this participant made and the log does not have yet, as Yjs updates. They are on their way already. */
  edits(updates: readonly Uint8Array[]): void;
  /** The files are what these Yjs updates make of them, and nothing else: an edit was not taken. */
  reset(updates: readonly Uint8Array[]): void;
  cast(cast: Cast): void;
  connection(connection: Connection): void;
  /** An entry of this client was not taken: what it was, and why. Its `append` rejects too, if the page still waits for it. */
  refused(refused: Refused): void;
}

/** Who joins what. */
export interface JoinRequest {
  /** The room. */
  session: string;
  name?: string;
  role?: string;
  /** Proves who joins: the text, or a function that is asked anew at each connection. */
  token?: string | (() => string | Promise<string>);
  /** Forces one of the two ways to reach a backend that has both. */
  transport?: 'socket' | 'stream';
}

/** A joined room, as a backend gives it. */
export interface BackendSession {
  /** The participant that this client's entries are by. */
  readonly you: string;
  /** Its tab, which tells two of one participant apart. */
  readonly client?: string;
  /** What the participant may do; absent where there is no one else. */
  readonly role?: Role;
  /** Appends drafts in order. By the time it resolves, they have come through `events.entries`. */
  append(drafts: readonly Omit<Draft, 'by'>[]): Promise<Entry[]>;
  /**
   * Takes in an edit of the files. Resolves when it is kept and cannot be lost any more, which may be long before it is in
   * the log. Absent where `append` does not take longer.
   */
  edit?(update: Uint8Array): Promise<void>;
  cast(kind: string, body: unknown, to?: string): void;
  /** The whole log, as far as it is kept and may be read. */
  read(): Promise<Delivered[]>;
  /** The backend's clock less this one's, in milliseconds. */
  readonly clockOffset?: number;
  /** Tries at once to reach a backend that was not reached or refused. */
  retry?(): void;
  /** Puts an entry in the place of all up to `through`, unless the log has moved on. Absent where a log is never cut. */
  compact?(draft: Omit<Draft, 'by'>, through: number): Promise<boolean>;
  /** The page is going: keep what is under way, at once. */
  lastWords?(): void;
  /** What the backend can do beside keeping the log; without it, all of that is done in this browser, or not at all. */
  readonly offers?: Offers;
  leave(): Promise<void>;
}

/** The port: how a room joins a log that is kept somewhere. */
export interface Backend {
  /**
   * Joins. Resolves when the log, so far, has come through `events.entries`; or what is kept of it, where the backend is
   * not reached. Rejects with a `JoinRefusedError` where nothing can be shown.
   */
  join(request: JoinRequest, events: BackendEvents): Promise<BackendSession>;
}
