import type { Clock } from '../clock.js';

/** A clock that stands until it is turned: hours pass in a moment. */
export class VirtualClock implements Clock {
  #now = 1_700_000_000_000;
  #next = 0;
  readonly #timers = new Map<number, { at: number; work: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + ms, work });
    return () => this.#timers.delete(id);
  }

  /** Lets time pass, and all that is due in it happen in order. */
  turn(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#due(end); due; due = this.#due(end)) {
      const [id, { at, work }] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      work();
    }
    this.#now = end;
  }

  #due(end: number) {
    const due = [...this.#timers].filter(([, { at }]) => at <= end);
    return due.sort(([a, one], [b, two]) => one.at - two.at || a - b)[0];
  }
}
