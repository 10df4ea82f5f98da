/** What can be made to go wrong. All can be switched while it runs. */
export interface Faults {
  /** Each answer and frame comes so much later, in milliseconds. */
  delayMs: number;
  /** Every so many-th connection (socket or stream) breaks after its first frame. 0: none. */
  drop: number;
  /** Every so many-th HTTP request is answered with a page of HTML and status 502. 0: none. */
  html: number;
  /** Whether the author of a change hears it too. `undefined`: as the dialect does. */
  echo: boolean | undefined;
  /** What should end a stream or a task never comes. */
  missingComplete: boolean;
}

export const noFaults: Faults = { delayMs: 0, drop: 0, html: 0, echo: undefined, missingComplete: false };

/** What a stand-in is started with. */
export interface StandInOptions {
  readonly port?: number;
  readonly host?: string;
  readonly variant?: string;
  readonly faults?: Partial<Faults>;
}

/** A request or frame that a stand-in was sent. */
export interface Heard {
  /** `POST /sessions`, or `frame`. */
  readonly what: string;
  readonly body: unknown;
}

/** A real server that speaks a dialect as its contract says. */
export interface StandIn {
  readonly dialect: string;
  readonly variant: string;
  /** `http://127.0.0.1:4100` */
  readonly url: string;
  readonly faults: Faults;
  /** What it was sent, in order; the last 10,000. */
  readonly heard: readonly Heard[];
  /** Sends a raw frame to everyone who is connected: for what a script of events or a hostile backend would say. */
  say(frame: unknown): void;
  /** Breaks every connection that is open, as a cut cable would. */
  cut(): void;
  close(): Promise<void>;
}

export type StartStandIn = (options?: StandInOptions) => Promise<StandIn>;
