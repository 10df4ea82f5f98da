import type {
  BackendNotice,
  NoticeAction,
  BodyOf,
  Clock,
  Entry,
  JoinRequest,
  Kind,
  LogState,
  Offers,
  Role,
  SocketConstructor,
  Workspace,
} from '@interview-room/core';
import type { Cast } from '@interview-room/core';
import type { Memo } from './memo.js';

/** Where a backend is and how to reach it. What is absent is the browser's own. */
export interface BridgeOptions {
  /** The backend's address. What stands in its query are settings of the dialect, and is not sent as it is. */
  url: string;
  variant?: string;
  /** For a Node without one: that of `ws` fits. */
  WebSocket?: SocketConstructor;
  fetch?: typeof fetch;
  /** Where what happens is kept. Default: IndexedDB, and memory where the browser refuses it. */
  storage?: 'indexeddb' | 'memory';
  clock?: Clock;
  /** Chance, for the waits between tries. */
  random?: () => number;
}

/** Makes the far side of a bridge: what a dialect is. */
export type OpenFar = (bridge: Bridge) => Far;

/** The far side of a bridge: a backend in its own dialect. */
export interface Far {
  readonly transport: 'socket' | 'stream';
  /** What it can do beside the log. Used by every tab, connected or not. */
  readonly offers?: Offers;
  /**
   * Connects once. Resolves when what the backend has so far is in the log and the files. Whatever it throws, it is tried
   * again with growing pauses; but for a `JoinRefusedError` with `retry: false`, which is shown and waits for the person.
   */
  connect(signal: AbortSignal): Promise<Link>;
  /** How much of what was typed the backend does not have yet: shown as unsent. */
  unsent?(): number;
  /** The page is going: what has to leave now. Must not wait for anything. */
  lastWords?(): void;
  /** The room is left for good by this tab. */
  close?(): void;
}

/** A connection that stands. */
export interface Link {
  /** Resolves when it is over, or rejects with why. */
  readonly over: Promise<void>;
  /**
   * Gives the backend an entry of this person, all but `doc.update`, in order; each once, but for those that were under way
   * when a connection broke. Resolves when it is taken. An `EntryRefusedError` is told to the person; anything else ends the
   * link, and the entry is given again over the next.
   */
  take?(entry: Entry): Promise<void>;
  /** Tells those who are here now of where this person is, where the backend has a way for it. */
  cast?(kind: string, body: unknown): void;
  close(): void | Promise<void>;
}

/** The near side of a bridge: the room, as a dialect meets it. */
export interface Bridge {
  readonly options: BridgeOptions;
  /** The address without its query, and without a slash at its end. */
  readonly base: string;
  /** What stood in the address's query. */
  readonly settings: URLSearchParams;
  readonly request: JoinRequest;
  readonly role: Role;
  readonly clock: Clock;
  /** The participant that this person's entries are by. */
  readonly you: string;
  /** What the log amounts to. */
  readonly state: LogState;
  /** The files as the log has them. Read them, listen to them, and change them within `edit` alone. */
  readonly files: Workspace;
  /** Small things that outlive the page, for this room alone. */
  readonly memo: Memo;
  /** The request's token, asked anew. */
  token(): Promise<string | undefined>;
  /** Calls back after anything was added to the log. Returns how to stop it. */
  subscribe(listener: () => void): () => void;
  /** Adds an entry by someone else (`room` for the backend itself). With an `id` that is there already it is not added again. */
  enter<K extends Kind>(by: string, kind: K, body: BodyOf<K>, id?: string): Promise<void>;
  /** Someone is here: adds them if they are not known. */
  welcome(id: string, name: string, role?: Role): Promise<void>;
  /** Changes the files in someone else's name; in that of `assistant` they count as written by it. */
  edit(by: string, change: (files: Workspace) => void): void;
  /** Tells the room of something that is not kept: `presence` of others, `chat.typing`. */
  cast(cast: Cast): void;
  /** Tells people of something that has no place in the log; `action` is a step that they can take at once, or choose the `other`. */
  notice(
    level: BackendNotice['level'],
    name: string,
    text: string,
    action?: NoticeAction,
    other?: NoticeAction,
  ): void;
  /** Something that the connection's badge shows has changed: how much is unsent. */
  changed(): void;
}
