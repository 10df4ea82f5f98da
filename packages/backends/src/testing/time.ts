/** Time that passes when it is told to. */
export class Time {
  #now = 1_000_000;
  #count = 0;
  readonly #due: { at: number; order: number; work: () => void }[] = [];
  now = (): number => this.#now;
  after = (ms: number, work: () => void): (() => void) => {
    const each = { at: this.#now + Math.max(0, ms), order: this.#count++, work };
    this.#due.push(each);
    return () => {
      const at = this.#due.indexOf(each);
      if (at >= 0) this.#due.splice(at, 1);
    };
  };
  /** Until nothing is to be done any more, or for so long. */
  async run(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      this.#due.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.#due[0];
      if (!next || next.at > end) break;
      this.#due.shift();
      this.#now = next.at;
      next.work();
    }
    this.#now = end;
  }
}
const settle = async () => {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};

/** Numbers from 0 to 1 that are the same for the same seed. */
export function chance(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
