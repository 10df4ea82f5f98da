import type { Clock } from '@interview-room/core';

/** A clock that begins now and stands until it is turned. */
export class TurnedClock implements Clock {
  #now = Date.now();
  #due: { at: number; work: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const due = { at: this.#now + ms, work };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((each) => each !== due);
    };
  }

  /** Lets time pass, and what is due in it happen, with all that comes of it. */
  async turn(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#due.shift();
      this.#now = next.at;
      next.work();
      await settle();
    }
    this.#now = end;
  }

  get waiting(): number {
    return this.#due.length;
  }
}

/** Lets go on what waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
