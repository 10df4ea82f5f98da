import type { Clock } from '../clock.js';
import type { Keep, News } from './keep.js';

/** What becomes known is kept this much later, all that came meanwhile at once. */
const LATER = 400;

const nothing = (): News => ({ entries: [], settled: [] });

/**
 * Writes down what became known of a room, a little later. A draft that the log has is forgotten in the same transaction
 * that keeps its entry, so that at any moment one of the two is there.
 */
export class Ledger {
  readonly #clock: Clock;
  readonly #keep: () => Keep;
  readonly #broken: (error: unknown) => void;
  #news = nothing();
  #timer: (() => void) | undefined;

  constructor(clock: Clock, keep: () => Keep, broken: (error: unknown) => void) {
    this.#clock = clock;
    this.#keep = keep;
    this.#broken = broken;
  }

  note({ afresh, who, base, entries = [], settled = [] }: Partial<News>): void {
    if (afresh) this.#news = { ...nothing(), who: this.#news.who, settled: this.#news.settled, afresh };
    if (base) this.#news.entries = [];
    this.#news = {
      ...this.#news,
      ...(who && { who }),
      ...(base && { base }),
      entries: this.#news.entries.concat(entries),
      settled: this.#news.settled.concat(settled),
    };
    this.#timer ??= this.#clock.after(LATER, () => void this.write());
  }

  /** Writes what there is, now. */
  async write(): Promise<void> {
    this.#timer?.();
    this.#timer = undefined;
    const news = this.#news;
    this.#news = nothing();
    if (!news.who && !news.afresh && !news.base && news.entries.length + news.settled.length === 0) return;
    await this.#keep().commit(news).catch(this.#broken);
  }
}
