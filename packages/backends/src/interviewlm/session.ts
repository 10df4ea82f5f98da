import type { Bridge } from '../bridge/index.js';
import type { Caller, Json } from '../wire/index.js';
import type { Variant } from './variant.js';

/** What may be recorded of a person, by the names of the dialect. */
export type EventType =
  | 'keystroke'
  | 'code_snapshot'
  | 'file_created'
  | 'file_deleted'
  | 'file_renamed'
  | 'terminal_output'
  | 'terminal_input'
  | 'test_run'
  | 'ai_interaction'
  | 'focus_change'
  | 'idle_start'
  | 'idle_end'
  | 'paste'
  | 'copy';

/** The question that is worked on, as the backend knows it. */
export interface Asked {
  /** The backend's own id, which need not be that of the question format. */
  readonly id: string;
  readonly title: string;
  readonly language: string;
  /** The file that is run, as the room names it: `python/solution.py`. */
  readonly entry: string;
  /** The tests that a person may see. Of hidden ones nothing is here. */
  readonly tests: readonly VisibleTest[];
  /** The names of all tests that are hidden: what comes of them is told without what was expected. */
  readonly hidden: readonly string[];
}
export interface VisibleTest {
  readonly name: string;
  readonly input: string;
  readonly expectedOutput: string;
}

/** A file that a person looks at, as the backend is told of it. */
export interface OpenFile {
  /** As the room names it: `python/solution.py`. */
  readonly path: string;
  /** As the backend names it: `/workspace/solution.py`. */
  readonly remote: string;
  /** Its remote path without the workspace's folder: `solution.py`. */
  readonly fileName: string;
  readonly content: string;
  readonly language: string;
}

/** What the parts of the dialect share: one interview at one backend, connected or not. */
export interface Session {
  readonly bridge: Bridge;
  /** Requests to `{url}/api/interview/{id}`, with the cookie. */
  readonly caller: Caller;
  readonly variant: Variant;
  /** As the backend calls it; empty until it was initialised once. Kept over reloads. */
  readonly sessionId: string;
  /** Undefined until it was initialised once, and when there are no more. Kept over reloads. */
  readonly question: Asked | undefined;

  /** The file that was looked at last, or the question's entry. */
  current(): OpenFile | undefined;
  /** Where the room has a file of the backend: `/workspace/a.py` or `a.py` → `python/a.py`. */
  pathOf(remote: string): string;
  /** Where the backend has a file of the room: `python/a.py` → `/workspace/a.py`. */
  remoteOf(path: string): string;
  /** Resolves when the backend has all that was typed so far, or could not be given it for now. */
  saved(): Promise<void>;
  /** Files changed at the backend (a tool of the agent wrote them): reads these again, or all. */
  refresh(remotes?: readonly string[]): Promise<void>;

  /** Adds to what is recorded. Sent every 5 s. */
  record(type: EventType, data: Json): void;
  /** Sends what is recorded so far, now. */
  flush(): Promise<void>;
  /** Calls back whenever it is connected, with a signal that is aborted when that is over. */
  onConnected(listener: (signal: AbortSignal) => void): void;
  /** Reads a stream of events until the signal, and connects it again when it ends. Notices tell of what goes wrong. */
  listen(path: string, signal: AbortSignal, heard: Heard): void;
}

/** Called with each event of a stream; `name` is empty where it has none. */
export type Heard = (name: string, json: unknown, data: string) => void;
