import type { Clock } from '../clock.js';

/** How often it is asked whether anyone is there, and how long an answer may take. */
const EVERY = 20_000;
const PATIENCE = 10_000;

/** Finds out that a link is dead though nobody said so: a cable that was pulled, a machine that slept. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #on: { ping(): void; dead(): void };
  #next = () => {};
  #death: (() => void) | undefined;

  constructor(clock: Clock, on: { ping(): void; dead(): void }) {
    this.#clock = clock;
    this.#on = on;
  }

  stop(): void {
    this.#next();
    this.heard();
  }

  /** Asks now, and from now on. */
  check(): void {
    this.#next();
    this.#next = this.#clock.after(EVERY, () => this.check());
    this.#death ??= this.#clock.after(PATIENCE, () => this.#on.dead());
    this.#on.ping();
  }

  /** Something came: it lives. */
  heard(): void {
    this.#death?.();
    this.#death = undefined;
  }
}
