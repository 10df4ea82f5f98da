import { hunksOf } from '../text/index.js';
import { opening, type Code } from '../relay/opening.js';
import type { PadPort } from '../relay/pad-port.js';
import { Pad } from '../relay/pad.js';
import type { Time } from './time.js';

/** What can go wrong between someone and a pad. */
export interface Trouble {
  /** Every so many-th request is answered with a page, and not done. */
  html: number;
}

/** A pad where the last one to write wins, and everyone hears it. */
export class PadServer {
  text: string;
  writes = 0;
  requests = 0;
  readonly trouble: Trouble = { html: 0 };
  readonly listeners = new Set<(text: string, by: unknown) => void>();
  constructor(
    text: string,
    readonly echo = true,
    /** Whether it can be asked for its text. */
    readonly tells = true,
    readonly knownToEcho: boolean | undefined = undefined,
    /** Whether a write is answered; else it is a frame, which may be lost on its way. */
    readonly confirms = true,
  ) {
    this.text = text;
  }
  put(text: string, by: unknown): void {
    this.text = text;
    this.writes++;
    for (const listener of this.listeners) listener(text, by);
  }
  strikes(): boolean {
    return ++this.requests % (this.trouble.html || Infinity) === 0;
  }
}

/** Someone at a pad, at the end of slow lines. */
export class Person implements PadPort {
  text = '';
  caret = 0;
  readonly pad: Pad;
  readonly clock;
  /** The connection is dead, and nobody was told. */
  broken = false;
  deafened = 0;
  /** Which connection this is. */
  #line = 0;
  #linked = false;
  #free = 0;
  #put = 0;
  #hush = () => {};
  constructor(
    readonly time: Time,
    readonly random: () => number,
    readonly server: PadServer,
    /** How long what it says and hears is on its way at most. It may change: a page is busy at times. */
    public slow: number,
  ) {
    this.clock = { now: time.now, after: time.after };
    this.pad = new Pad(this);
  }
  several = () => this.server.listeners.size > 2;
  get linked(): boolean {
    return this.#linked;
  }
  read = () => this.text;
  keep = () => undefined;
  failed = () => true;
  deaf(): void {
    this.deafened++;
    this.cut();
  }
  fetch = () => this.#ask(() => (this.server.tells ? this.server.text : undefined));
  get echoes() {
    return this.server.knownToEcho;
  }
  get confirms() {
    return this.server.confirms;
  }
  show(text: string): void {
    // The caret stays beside the character before it.
    let { caret } = this;
    for (const { from, to, text: written } of hunksOf(this.text, text).toReversed()) {
      if (to <= this.caret && from < this.caret) caret += written.length - (to - from);
      else if (from < this.caret) caret = from;
    }
    this.caret = caret;
    this.text = text;
  }
  write(text: string): Promise<void> {
    if (this.server.confirms) return this.#ask(() => this.server.put(text, this));
    this.#say(text);
    return Promise.resolve();
  }
  type(written: string): void {
    this.text = this.text.slice(0, this.caret) + written + this.text.slice(this.caret);
    this.caret += written.length;
    this.pad.typed();
  }
  /** Puts another text in the place of all of it. */
  replace(text: string): void {
    [this.text, this.caret] = [text, text.length];
    this.pad.typed();
  }
  start(): void {
    this.#subscribe((text) => this.pad.hear(text));
    this.#linked = true;
    this.text = this.server.text;
    this.pad.connected(this.server.text);
  }
  /** The connection breaks; what is under way is lost, either there or back. */
  cut(): void {
    this.#line++;
    this.#hush();
    this.#linked = false;
    this.pad.lost();
  }
  /** Comes back: first the socket, then the question what the pad has. */
  async back(): Promise<void> {
    const line = ++this.#line;
    const early: Code[] = [];
    let greeted = false;
    this.#subscribe((text) => (greeted ? this.pad.hear(text) : void early.push({ code: text })));
    const text = await this.#ask(() => this.server.text).catch(() => undefined);
    if (line !== this.#line) return;
    if (text === undefined) return this.cut();
    greeted = true;
    this.#linked = true;
    const { code, rest } = opening(text, early);
    this.pad.connected(code ?? '');
    for (const each of rest) this.pad.hear(each.code);
  }

  #subscribe(hear: (text: string) => void): void {
    const { time, server } = this;
    const line = this.#line;
    this.#hush();
    const listener = (text: string, by: unknown): void => {
      if (by === this && !server.echo) return;
      this.#free = Math.max(this.#free, time.now() + this.random() * this.slow);
      time.after(this.#free - time.now(), () => line === this.#line && !this.broken && hear(text));
    };
    server.listeners.add(listener);
    this.#hush = () => server.listeners.delete(listener);
  }

  /** A frame: there, if the connection lasts. */
  #say(text: string): void {
    const { time, server } = this;
    const line = this.#line;
    if (!this.#linked) return;
    this.#put = Math.max(this.#put, time.now() + this.random() * this.slow);
    time.after(this.#put - time.now(), () => line === this.#line && !this.broken && server.put(text, this));
  }

  /** A request: there, and back. One after another. */
  #ask<Result>(work: () => Result): Promise<Result> {
    const { time, server } = this;
    const line = this.#line;
    this.#put = Math.max(this.#put, time.now() + this.random() * this.slow);
    return new Promise((resolve, reject) =>
      time.after(this.#put - time.now(), () => {
        if (line !== this.#line) return reject(new Error('cut on its way'));
        const struck = server.strikes();
        const result = struck ? undefined : work();
        time.after(this.random() * this.slow, () => {
          if (struck || line !== this.#line) reject(new Error(struck ? 'a page' : 'cut on its way back'));
          else resolve(result as Result);
        });
      }),
    );
  }
}
