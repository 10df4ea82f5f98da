import type { Clock } from '../clock.js';
import { APPEND_LIMIT, FRAME_LIMIT, type FrameDraft, type WelcomeFrame } from '../protocol/frames.js';
import type { FrameLimits, Outbox } from './outbox.js';

/** Edits that wait while nothing can be sent are merged when they are so many. */
const MANY = 64;
/** A frame has more than its entries, and over HTTP a token comes with it. */
const entriesIn = (frame: number) => frame - Math.min(16 * 1024, frame / 5);
/** Of the frames that a backend takes in a second, so many are for entries. */
const SHARE = 0.5;

/** Sends what waits in the outbox, as fast as the backend takes it. */
export class Sender {
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #send: (entries: FrameDraft[]) => void;
  #limits: FrameLimits = { entries: APPEND_LIMIT, characters: entriesIn(FRAME_LIMIT) };
  #perSecond = Infinity;
  #flowing = false;
  #merging = false;
  #second = 0;
  #sent = 0;
  #pause: (() => void) | undefined;

  constructor(clock: Clock, outbox: Outbox, send: (entries: FrameDraft[]) => void) {
    this.#clock = clock;
    this.#outbox = outbox;
    this.#send = send;
  }

  get flowing(): boolean {
    return this.#flowing;
  }

  /** The largest draft that could be sent, in characters. */
  get largest(): number {
    return this.#limits.characters;
  }

  heed({ frameBytes, entriesPerFrame, framesPerSecond }: WelcomeFrame['limits'] & {} = {}): void {
    const entries = Math.max(1, Math.min(entriesPerFrame ?? APPEND_LIMIT, APPEND_LIMIT));
    this.#limits = { entries, characters: entriesIn(frameBytes ?? FRAME_LIMIT) };
    this.#perSecond = Math.max(1, (framesPerSecond ?? Infinity) * SHARE);
  }

  /** May send, from the beginning: what was under way over another link may not have arrived. */
  start(): void {
    this.#outbox.lost();
    this.#flowing = true;
    this.pump();
  }

  stop(): void {
    this.#flowing = false;
    this.#outbox.lost();
    this.#pause?.();
    this.#pause = undefined;
  }

  /** Sends nothing for a while. */
  pause(ms: number): void {
    this.#pause?.();
    this.#pause = this.#clock.after(ms, () => {
      this.#pause = undefined;
      this.pump();
    });
  }

  /** Sends what there is, if it may. */
  pump(): void {
    if (this.#merging) return;
    if (!this.#flowing) return this.#merge(MANY);
    if (this.#pause || this.#outbox.held) return;
    if (this.#outbox.mergeable(2)) return this.#merge(2);
    for (let batch = this.#next(); batch.length > 0; batch = this.#next()) this.#send(batch);
  }

  #merge(least: number): void {
    if (!this.#outbox.mergeable(least)) return;
    this.#merging = true;
    void this.#outbox.merge(least).finally(() => {
      this.#merging = false;
      this.pump();
    });
  }

  #next(): FrameDraft[] {
    const now = this.#clock.now();
    if (now - this.#second >= 1000 || now < this.#second) [this.#second, this.#sent] = [now, 0];
    if (this.#sent >= this.#perSecond) this.pause(this.#second + 1000 - now);
    const batch = this.#pause ? [] : this.#outbox.next(this.#limits);
    if (batch.length > 0) this.#sent++;
    return batch;
  }
}
