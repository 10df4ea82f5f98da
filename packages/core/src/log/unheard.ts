import type { Clock } from '../clock.js';

/** A tab that is there has said by then that it told its person. */
const ANSWER = 1000;

/** What other tabs wrote and was refused: they tell of it themselves, but one that is gone cannot. Then this tab does. */
export class Unheard {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, () => void>();
  readonly #tells = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for another tab to tell of a draft, and calls `tell` if none does. */
  expect(id: string, tell: () => void): void {
    this.heard([id]);
    this.#tells.set(id, tell);
    this.#waiting.set(id, this.#clock.after(ANSWER, () => this.#tell(id))); // prettier-ignore
  }

  /** Another tab has told of these. */
  heard(ids: readonly string[]): void {
    for (const id of ids) {
      this.#waiting.get(id)?.();
      this.#waiting.delete(id);
      this.#tells.delete(id);
    }
  }

  /** This tab goes: what nobody has told of yet is told now. */
  stop(): void {
    for (const id of this.#tells.keys()) this.#tell(id);
  }

  #tell(id: string): void {
    const tell = this.#tells.get(id);
    this.heard([id]);
    tell?.();
  }
}
