import type { Browser } from 'playwright-core';
import { launch } from '../browser.js';
import { bundle } from './bundle.js';
import { PlayTable } from './table.js';

/** So many seeds are played at once: a page computes on one processor, and at times waits for its connections. */
export const AT_ONCE = 2;

/** Tables in one browser. Each has a page and a backend of its own: what befalls one is not felt at another. */
export class Tables {
  readonly #waiting: ((table: PlayTable) => void)[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly all: readonly PlayTable[],
    private readonly free: PlayTable[],
    /** What happened in all games so far. */
    readonly totals: Readonly<Record<string, number>>,
  ) {}

  static async open(): Promise<Tables> {
    const [browser, script] = await Promise.all([launch(), bundle('page/play.ts')]);
    const totals = {};
    const open = () => PlayTable.open(browser, script, totals);
    const all = await Promise.all(Array.from({ length: AT_ONCE }, open));
    return new Tables(browser, all, [...all], totals);
  }

  /** Plays a seed, as soon as a table is free for it. Tells how many milliseconds it took; throws if anything was not as it has to be. */
  async play(seed: number, operations: number): Promise<number> {
    const table = this.free.pop() ?? (await new Promise<PlayTable>((resolve) => this.#waiting.push(resolve)));
    const began = performance.now();
    try {
      await table.play(seed, operations);
      return performance.now() - began;
    } finally {
      const next = this.#waiting.shift();
      if (next) next(table);
      else this.free.push(table);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((table) => table.close()));
    await this.browser.close();
  }
}
