import type { Clock } from '../clock.js';
import {
  PROTOCOL,
  type ClientFrame,
  type HelloFrame,
  type ServerFrame,
  type WelcomeFrame,
} from '../protocol/frames.js';
import { backoff } from './backoff.js';
import type { Choice } from './choice.js';
import type { Closed, Link, OpenLink } from './link.js';
import { fromClose, fromFrame, isOfToken, passes, type Refusal } from './refusal.js';
import { ServerClock } from './server-clock.js';
import { Watchdog } from './watchdog.js';

/*
 *                      welcome
 *    ┌─► connecting ───────────► open
 *    │     │      │               │ │
 *    │     │      └── stuck ──┐   │ └─ broken, silent ─┐
 *    │     │          broken  ▼   │                    │
 *    ├─ timer, wake, retry ─ offline ◄─────────────────┘
 *    │     │                      │
 *    │     └───── no ──┐   ┌─ no ─┘                          from all of them: close() ──► closed
 *    │                 ▼   ▼
 *    └─ retry ─────── refused
 *
 * `open` is broken too where the device says that it has no network.
 * `offline` tries again by itself, later each time, and at once when the page is woken. `refused` is the backend's answer,
 * and waits for `retry()`; only where another token may change it (a token that expired, and a function to ask for one)
 * does it try some times by itself, fewer where it is given the same one, and when the page is woken. The token is asked for anew at each connect.
 */
export type LinkState =
  | { readonly status: 'connecting'; readonly attempt: number }
  | { readonly status: 'open'; readonly attempt: 0 }
  | {
      readonly status: 'offline';
      readonly attempt: number;
      readonly retryAt: number;
      readonly refusal?: Refusal;
    }
  | {
      readonly status: 'refused';
      readonly attempt: number;
      readonly retryAt?: number;
      readonly refusal: Refusal;
    }
  | { readonly status: 'closed'; readonly attempt: 0 };

/** Asking for a token, opening, and being welcomed may each take so long. */
const TOKEN_LIMIT = 30_000;
const OPEN_LIMIT = 10_000;
const WELCOME_LIMIT = 15_000;
/** A link that held this long was a good one: the next tries begin anew. */
const GOOD = 10_000;
/** How often another token is asked for after one expired; less often where the same is given again. */
const TOKENS = 5;
const SAME = 2;

export interface ConnectorOptions {
  clock: Clock;
  random: () => number;
  client: string;
  name?: string | undefined;
  token?: string | (() => string | Promise<string>) | undefined;
  choice: Choice;
  open: Readonly<Record<'socket' | 'stream', OpenLink>>;
  /** How far the log is known, and whether a snapshot would do. */
  known(): Pick<HelloFrame, 'after' | 'snapshot'>;
}

export interface ConnectorEvents {
  state(state: LinkState): void;
  welcome(frame: WelcomeFrame): void;
  /** All other frames but those that end the link. */
  frame(frame: ServerFrame): void;
}

/** Keeps a room connected: the state machine above, over one link after the other. */
export class Connector {
  readonly time: ServerClock;
  readonly #options: ConnectorOptions;
  readonly #on: ConnectorEvents;
  readonly #watchdog: Watchdog;
  #state: LinkState = { status: 'connecting', attempt: 0 };
  #link: Link | undefined;
  /** Whether anything came over the link that is tried or open. */
  #heard = false;
  #tried = false;
  #openSince = 0;
  #attempt = 0;
  /** How many tokens in a row had expired. However long one was away before, it is these that are counted. */
  #expired = 0;
  /** The last one that was given, and whether the one before was the same. */
  #given: string | undefined;
  #same = false;
  /** Counts up whenever what is under way is given up, so that what it still says is not heard. */
  #turn = 0;
  #timer = () => {};

  constructor(options: ConnectorOptions, on: ConnectorEvents) {
    this.#options = options;
    this.#on = on;
    this.time = new ServerClock(options.clock);
    this.#watchdog = new Watchdog(options.clock, {
      ping: () => this.send({ type: 'ping', t: options.clock.now() }),
      dead: () => this.#fail(),
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Begins, or tries again now; what is open or under way is left alone. */
  retry(): void {
    const { status } = this.#state;
    const begins = this.#turn === 0;
    if (begins || status === 'offline' || status === 'refused') void this.#connect();
  }

  /** The page is there again: a link that looks open is asked whether it is, one that is not is tried at once. */
  wake(): void {
    if (this.#state.status === 'open') this.#watchdog.check();
    else if (this.#state.status === 'offline') this.retry();
    else if (this.#state.status === 'refused' && isOfToken(this.#state.refusal)) this.retry();
  }

  /** The device has no network any more: a link may look open for long after that. */
  away(): void {
    if (this.#state.status === 'open') this.#fail();
  }

  /** Sends, if it is open. */
  send(frame: ClientFrame): void {
    if (this.#state.status === 'open') this.#link?.send(frame);
  }

  /** Says hello anew at once, for what came does not fit what is known. */
  again(): void {
    this.#drop();
    void this.#connect();
  }

  /** Ends what is open: for now if the reason passes, else until it is told to try again. */
  end(refusal: Refusal | undefined): void {
    if (refusal && !passes(refusal)) this.#refuse(refusal);
    else this.#fail(refusal);
  }

  close(): void {
    this.#drop();
    this.#set({ status: 'closed', attempt: 0 });
  }

  async #connect(): Promise<void> {
    this.#drop();
    const turn = this.#turn;
    this.#set({ status: 'connecting', attempt: this.#attempt });
    this.#within(TOKEN_LIMIT);
    try {
      const token = await this.#token();
      if (turn !== this.#turn) return;
      this.#same = token === this.#given;
      this.#given = token;
      this.#open(token);
    } catch (error) {
      const what = this.#tried ? 'It cannot be opened' : 'There is no token';
      if (turn === this.#turn) this.#fail(unavailable(`${what}: ${wordsOf(error)}`));
    }
  }

  async #token(): Promise<string | undefined> {
    const { token } = this.#options;
    return typeof token === 'function' ? token() : token;
  }

  #open(token: string | undefined): void {
    const { client, name, open, choice, known } = this.#options;
    this.#within(OPEN_LIMIT);
    const hello: HelloFrame = { type: 'hello', protocol: [PROTOCOL], token, client, name, ...known() };
    const turn = this.#turn;
    const current =
      <Args extends unknown[]>(work: (...args: Args) => void) =>
      (...args: Args) =>
        turn === this.#turn && work(...args);
    this.#tried = true;
    this.#link = open[choice.name](hello, {
      opened: current(() => this.#within(WELCOME_LIMIT)),
      frame: current((frame: ServerFrame) => this.#hear(frame)),
      closed: current((why: Closed) => this.end(fromClose(why))),
    });
  }

  #hear(frame: ServerFrame): void {
    this.#watchdog.heard();
    if (!this.#heard) this.#options.choice.opened();
    this.#heard = true;
    if (frame.type === 'welcome') this.#welcome(frame);
    else if (frame.type === 'refused' && !frame.ids) this.end(fromFrame(frame));
    else if (frame.type === 'pong') this.time.answer(frame.t, frame.now);
    else this.#on.frame(frame);
  }

  #welcome(frame: WelcomeFrame): void {
    if (this.#state.status === 'open') return;
    this.#timer();
    this.time.begin(frame.now);
    this.#openSince = this.#options.clock.now();
    this.#expired = 0;
    this.#state = { status: 'open', attempt: 0 };
    // The welcome may have been long on its way: the answer to a ping says better what time it is there.
    this.#watchdog.check();
    // Who one is first, then that it is open: whoever hears the second may ask for the first.
    this.#on.welcome(frame);
    if (this.#state.status === 'open') this.#on.state(this.#state);
  }

  /** Gives up until it is told to try again. */
  #refuse(refusal: Refusal): void {
    this.#drop();
    this.#attempt++;
    this.#set({ status: 'refused', attempt: this.#attempt, refusal, ...this.#tokenAgain(refusal) });
  }

  /** It broke, or never came to be: later again. */
  #fail(refusal?: Refusal): void {
    const held = this.#state.status === 'open' && this.#options.clock.now() - this.#openSince >= GOOD;
    if (this.#heard) this.#options.choice.broke();
    else if (this.#tried) this.#options.choice.failed();
    this.#drop();
    this.#attempt = held ? 1 : this.#attempt + 1;
    const retryAt = this.#later();
    this.#set({ status: 'offline', attempt: this.#attempt, retryAt, ...(refusal && { refusal }) });
  }

  #tokenAgain({ reason }: Refusal): { retryAt?: number } {
    const hopeful = reason === 'token-expired' && typeof this.#options.token === 'function';
    this.#expired = hopeful ? this.#expired + 1 : 0;
    return hopeful && this.#expired <= (this.#same ? SAME : TOKENS)
      ? { retryAt: this.#later(this.#expired) }
      : {};
  }

  #later(attempt = this.#attempt): number {
    const wait = backoff(attempt, this.#options.random);
    this.#timer = this.#options.clock.after(wait, () => void this.#connect());
    return this.#options.clock.now() + wait;
  }

  /** Breaks what is under way if it takes longer. */
  #within(ms: number): void {
    this.#timer();
    this.#timer = this.#options.clock.after(ms, () => this.#fail());
  }

  /** Lets go of what is under way. */
  #drop(): void {
    this.#turn++;
    this.#timer();
    this.#watchdog.stop();
    this.#heard = this.#tried = false;
    const link = this.#link;
    this.#link = undefined;
    link?.close();
  }

  #set(state: LinkState): void {
    this.#state = state;
    this.#on.state(state);
  }
}

const unavailable = (message: string): Refusal => ({ reason: 'unavailable', message, retry: true });
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
