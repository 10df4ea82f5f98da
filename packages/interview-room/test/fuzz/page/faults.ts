import type { Person } from './person.js';
import type { Random } from './random.js';

/** What can go wrong on the way of one person to the backend, or with the backend itself. */
export type Ill = 'cut' | 'deafen' | 'silence' | 'delay' | 'block' | 'release' | 'open';

/** Tells whoever holds the lines: `seat` is a person's, -1 the backend. Resolves when it is so. */
export type Tell = (seat: number, what: Ill | 'kill' | 'mend') => Promise<void>;

/** Makes things go wrong, and some of them right again later. */
export class Faults {
  /** What is to happen after so many more things were done. */
  #later: { at: number; work: () => void }[] = [];
  #step = 0;
  #told: Promise<void>[] = [];

  constructor(
    private readonly random: Random,
    private readonly tell: Tell,
    private readonly seatOf: (person: Person) => number,
  ) {}

  /** `meanwhile` is what the person does while something is wrong. */
  suffer(person: Person, ill: Ill, meanwhile = () => {}): void {
    const seat = this.seatOf(person);
    this.#do(seat, ill);
    // A connection that is dead and does not say so is cut some time later, or found out by whoever waits at its end.
    if (ill === 'deafen' && this.random(3) > 0) this.#in(1 + this.random(40), () => this.#do(seat, 'cut'));
    if (ill === 'block') this.#in(20 + this.random(200), () => this.#do(seat, 'open'));
    if (ill !== 'delay') return;
    this.#in(20, meanwhile);
    this.#in(30 + this.random(40), () => this.#do(seat, 'cut'));
    this.#in(100 + this.random(100), () => this.#do(seat, 'release'));
  }

  killBackend(): void {
    this.#do(-1, 'kill');
  }

  /** One more thing was done. */
  step(): void {
    this.#step++;
    const due = this.#later.filter(({ at }) => at <= this.#step);
    this.#later = this.#later.filter(({ at }) => at > this.#step);
    for (const { work } of due) work();
  }

  /** All is well from now on, but for connections that are dead and do not say so. */
  async mend(): Promise<void> {
    for (const { work } of this.#later.splice(0)) work();
    await Promise.all(this.#told);
    await this.tell(-1, 'mend');
  }

  #do(seat: number, what: Ill | 'kill'): void {
    this.#told.push(this.tell(seat, what));
  }

  #in(steps: number, work: () => void): void {
    this.#later.push({ at: this.#step + steps, work });
  }
}
