import { noFaults, type Faults } from '../stand-in.js';

/** Applies the faults that are switched on. They are asked anew each time, so that they can be switched at any moment. */
export class Trouble {
  readonly faults: Faults;
  #requests = 0;
  #connections = 0;

  constructor(faults: Partial<Faults> = {}) {
    this.faults = { ...noFaults, ...faults };
  }

  /** Whether this request is answered with a page of HTML. */
  strikesRequest(): boolean {
    return everyNth(++this.#requests, this.faults.html);
  }

  /** Whether this connection breaks after its first frame. */
  strikesConnection(): boolean {
    return everyNth(++this.#connections, this.faults.drop);
  }

  /** Does what it is given, each in its turn, so much later as `delayMs` says: at once where it says 0. */
  queue(): (work: () => void) => void {
    const waiting: { due: number; work: () => void }[] = [];
    const next = () => {
      while (waiting[0] && waiting[0].due <= Date.now()) waiting.shift()?.work();
      if (waiting[0]) setTimeout(next, waiting[0].due - Date.now()).unref();
    };
    return (work) => {
      const { delayMs } = this.faults;
      if (delayMs <= 0 && waiting.length === 0) return work();
      const last = waiting.at(-1)?.due ?? 0;
      waiting.push({ due: Math.max(last, Date.now() + delayMs), work });
      if (waiting.length === 1) setTimeout(next, delayMs).unref();
    };
  }
}

const everyNth = (count: number, n: number): boolean => n > 0 && count % n === 0;
