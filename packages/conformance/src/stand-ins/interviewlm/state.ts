import type { ServerResponse } from 'node:http';
import { noFaults, type Faults, type Heard } from '../stand-in.js';
import { questions, type AskedQuestion } from './questions.js';

/** How the stand-in words what it says: its documents know several shapes, and a deployment may have any. */
export interface Manner {
  /** `{error, details}` · `{error, code}` · `{success: false, error: {message, code}, meta}` */
  errors: 'plain' | 'coded' | 'wrapped';
  /** Bare JSON, or `{success: true, data, meta}`. */
  success: 'bare' | 'wrapped';
  /** Whether a request without the session's cookie is refused. `GET /login` sets it. */
  cookie: boolean;
  /** How `starterCode` is given. */
  starter: 'text' | 'files';
  /** How often a minute the tests may be run. */
  runsPerMinute: number;
  /** A path that answers with a 503 that says `fallback`, or a 410 that says `reconnect`, so many times. */
  hint?: { path: string; error: 'fallback' | 'reconnect'; times?: number };
}
export const plainManner: Manner = {
  errors: 'plain',
  success: 'bare',
  cookie: false,
  starter: 'text',
  runsPerMinute: 5,
};

/** What was recorded of a candidate. */
export interface Recorded {
  type: string;
  data: unknown;
  [more: string]: unknown;
}

/** A stream of server-sent events that someone listens to. */
export interface Listener {
  /** The route's path: `file-updates`. */
  readonly path: string;
  readonly response: ServerResponse;
  /** Sends a frame: with a name `event: name`, without one unnamed. Texts are sent as they are. */
  send(name: string | undefined, data: unknown): void;
  close(): void;
}

/** One interview. */
export class Interview {
  readonly files = new Map<string, string>();
  readonly folders = new Set<string>();
  readonly events: Recorded[] = [];
  readonly metrics: unknown[] = [];
  readonly performances: unknown[] = [];
  readonly listeners = new Set<Listener>();
  initialised = 0;
  startedAt = 0;
  index = 0;
  submitted: unknown;

  constructor(
    readonly id: string,
    readonly questions: readonly AskedQuestion[],
  ) {}

  get sessionId(): string {
    return `session-${this.id}`;
  }
  get question(): AskedQuestion | undefined {
    return this.questions[this.index];
  }

  /** Begins, or begins anew: the sandbox is made from the first question's starter. */
  initialise(now: number): void {
    this.initialised++;
    this.startedAt = now;
    this.index = 0;
    this.files.clear();
    this.layOut();
  }

  /** Lays out what the question brings. */
  layOut(): void {
    for (const { fileName, content } of this.question?.starterFiles ?? [])
      this.files.set(`/workspace/${fileName}`, content);
  }

  /** Sends a frame to whoever listens to a stream. */
  send(path: string, name: string | undefined, data: unknown): void {
    for (const listener of this.listeners) if (listener.path === path) listener.send(name, data);
  }
}

/** All that the stand-in knows. */
export class World {
  readonly faults: Faults;
  readonly manner: Manner = { ...plainManner };
  readonly heard: Heard[] = [];
  readonly interviews = new Map<string, Interview>();
  /** The cookies that it gave out. */
  readonly cookies = new Set<string>();
  /** Connections and requests so far, for the faults that strike every so many-th. */
  connections = 0;
  requests = 0;

  constructor(
    readonly variant: string,
    faults: Partial<Faults> = {},
  ) {
    this.faults = { ...noFaults, ...faults };
  }

  interview(id: string): Interview {
    const known = this.interviews.get(id) ?? new Interview(id, questions);
    this.interviews.set(id, known);
    return known;
  }

  hear(what: string, body: unknown): void {
    this.heard.push({ what, body });
    if (this.heard.length > 10_000) this.heard.shift();
  }
}
