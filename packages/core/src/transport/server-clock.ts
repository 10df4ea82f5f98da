import type { Clock } from '../clock.js';

/** How far the backend's clock is from this one: the answer that came the quickest says it best. */
export class ServerClock {
  readonly #clock: Clock;
  #quickest = Infinity;
  offset = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new link: what was measured on another says little about this one, and clocks drift. */
  begin(now: number): void {
    this.#quickest = Infinity;
    this.offset = now - this.#clock.now();
  }

  /** An answer to what was asked at `asked`: the backend's clock stood at `now` about half-way. */
  answer(asked: number, now: number): void {
    const took = this.#clock.now() - asked;
    if (took < 0 || took > this.#quickest) return;
    this.#quickest = took;
    this.offset = Math.round(now + took / 2 - this.#clock.now());
  }
}
