import type { Before, Patience } from './bases.js';

/** So many texts that others may have begun with are remembered. */
const MOST = 32;

/** What was known before something came, and until when others may not have heard of that. */
interface Past {
  readonly text: string;
  readonly at: number;
  readonly until: number;
  readonly told: boolean;
  /** Nobody has written since. */
  readonly last: boolean;
}

/** What was heard and agreed when something came after it, and for how many milliseconds others may not have heard of that. */
interface Then {
  readonly text: string;
  readonly told: boolean;
  readonly agreed: string;
  readonly ms: number;
}

/** What others may have begun with, from before what was written here lately, and when that was heard. */
export class Earlier {
  #past: readonly Past[] = [];

  constructor(private readonly now: () => number) {}

  /** Something comes after what was heard and agreed by now. */
  add({ text, told, agreed, ms }: Then): void {
    const at = this.now();
    const known = [{ text, at, until: at + ms, told, last: true }];
    if (text !== agreed) known.push({ text: agreed, at, until: at + ms, told: false, last: true });
    this.#past = [...this.#past, ...known].slice(-MOST);
  }

  /** Another wrote. Where that is the only other, what they write next they write with all before it in sight. */
  answered(): void {
    this.#past = this.#past.map((each) => ({ ...each, last: false }));
  }

  /** So long nobody could hear anything: that does not count. */
  pass(ms: number): void {
    this.#past = this.#past.map((each) => ({ ...each, at: each.at + ms, until: each.until + ms }));
  }

  /** All of it, oldest first. `patience` is for that since which nobody has written. */
  known(patience?: Patience): Before[] {
    const now = this.now();
    return this.#past
      .filter(({ until }) => now < until)
      .map(({ text, at, told, last }) => ({
        text,
        age: now - at,
        told,
        ...(last && patience && { patience }),
      }));
  }
}
