/**
 * What a backend can do for a room beside its log. Each is absent where it cannot: then the room does it itself (programs run
 * in the browser) or leaves it out (no terminal pane). What came of any of it is written to the log, so that this is all that
 * an element has to know of a backend.
 */
export interface Offers {
  /** A relay to models, as docs/BACKEND.md has it, at the address of the room: the room's own assistant asks through it. */
  readonly assistant?: { readonly url: string };
  /** `false` where what people write to one another would reach nobody: there is no chat then. */
  readonly talk?: false;
  /** A model of the backend's own that can be asked. */
  readonly chat?: ChatOffer;
  /** Programs and tests are run by the backend. */
  readonly execution?: ExecutionOffer;
  /** A shell beside the files. */
  readonly terminal?: TerminalOffer;
  /** Long work by an agent of the backend. A `TaskClient` of `@interview-room/backends/tasks`. */
  readonly tasks?: object;
  /** Several questions, one after the other. */
  readonly questions?: QuestionsOffer;
  /** It records of a person what has no place in the log. It is told where the person was told so, and nowhere else. */
  readonly records?: RecordOffer;
  /** What the backend said that has no place in the log: for people to see, and never lost without a word. */
  readonly notices?: NoticeOffer;
}

/** A model that can be asked. What is asked and answered comes into the log as `assist.asked` and `assist.answered`. */
export interface ChatOffer {
  /** A `ChatTransport` of `@interview-room/assistant/streams`. */
  ask(request: object, options: { signal: AbortSignal }): AsyncIterable<{ readonly type: string }>;
  /**
   * Goes on with the answer to a question of the log that was cut off, by a reload perhaps: all of it, from its beginning.
   * Undefined where another tab does so.
   */
  resume?(
    turn: string,
    options: { signal: AbortSignal },
  ): Promise<AsyncIterable<{ readonly type: string }> | undefined>;
  /** It is someone else's talk: to be read, and not to be asked in. */
  readonly readonly?: boolean;
  /** The amounts of help that may be asked for; absent where there is but one. */
  readonly levels?: readonly string[] | undefined;
  /** What the model wants to know before it goes on. Asking answers it: with one of these, or with anything else. */
  readonly choices?: ChatChoices | undefined;
  /** Forgets the talk at the backend, and begins a new one. */
  reset?(): Promise<void>;
}
/** A question of the model's that has some likely answers. It stands in the answer to a question of the log. */
export interface ChatChoices {
  readonly turn: string;
  readonly question: string;
  readonly options: readonly string[];
}

/** Runs programs or tests elsewhere. What is absent runs in the browser. */
export interface ExecutionOffer {
  /** The languages it runs, by the names of the question format. Absent: whatever it is given. */
  readonly languages?: readonly string[];
  /** It is to be used also for what a browser could run, where the page does not say otherwise: it judges, or records. */
  readonly preferred?: boolean;
  /** `run` of a `Runner` of `@interview-room/runtimes`. */
  run?(request: object): AsyncIterable<{ readonly type: string }>;
  /** `test` of a `Runner`. */
  test?(request: object): AsyncIterable<{ readonly type: string }>;
}

/** A shell that can be typed into. */
export interface TerminalOffer {
  /** Connects. What comes is told by `events`, and tried again until `close`. */
  open(size: TerminalSize, events: TerminalEvents): TerminalChannel;
}
/** In characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}
export interface TerminalEvents {
  output(text: string): void;
  /** `detail` says why, and over which way it is connected. */
  status(status: 'connecting' | 'open' | 'offline' | 'ended', detail?: string): void;
}
export interface TerminalChannel {
  /**
   * What is typed. While the shell is lost for a moment it is kept for it; where it does not reach the same shell soon it is dropped,
   * and that is said by a notice.
   */
  write(data: string): void;
  /** Ctrl+C, where that has a way of its own. */
  interrupt(): void;
  resize(size: TerminalSize): void;
  close(): void;
}

/** Questions that come one after the other. The one that is worked on is in the log, as `room.opened`. */
export interface QuestionsOffer {
  /** Which it is, from 1, and of how many; undefined where that is not known. */
  readonly now: { readonly index: number; readonly total: number } | undefined;
  /** Goes on to the next. Resolves once it is in the log; `false` where there is none. */
  next(): Promise<boolean>;
}

/** What a backend records of a person beside what is in the log. */
export interface RecordOffer {
  /** So many characters of a file went to the clipboard. What they were is not told. */
  copied(length: number, path: string): void;
}

/** Something that a backend said. */
export interface BackendNotice {
  readonly id: number;
  /** By this browser's clock, in milliseconds since 1970. */
  readonly at: number;
  /**
   * `event`: for the record, such as a kind of event that is not known here. `info` and `nudge`: for the person, quietly.
   * `warning` and `error`: for the person, with what to do next.
   */
  readonly level: 'event' | 'info' | 'nudge' | 'warning' | 'error';
  /** The backend's name for it: `inactivity_nudge`, `stderr`. */
  readonly name: string;
  readonly text: string;
  /** The step that it asks for, where a button can take it. */
  readonly action?: NoticeAction;
  /** The other step, where there are two to choose from. */
  readonly other?: NoticeAction;
}
/** A step that a button takes. */
export interface NoticeAction {
  readonly label: string;
  /** Where it changes a file it does so by `rewrite`, if that is given and takes it: then the person can undo it. */
  run(rewrite?: Rewrite): void;
}
/** Makes a file another, as an edit of the person's own. `false` where it is not the one that they see: nothing is done then. */
export type Rewrite = (path: string, make: (now: string) => string) => boolean;

/** What a backend said, the last few hundred. */
export interface NoticeOffer {
  readonly recent: readonly BackendNotice[];
  /** Calls back at each further one. Returns how to stop it. */
  subscribe(listener: (notice: BackendNotice) => void): () => void;
}
