/** How long it has to be quiet. */
const QUIET_MS = 120;

/** Gives each of some things its turn once no more of them have come for a moment: what only passes by is not worth it. */
export class AtRest<T> {
  private readonly waiting = new Set<T>();
  private timer?: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly turn: (one: T) => void) {}

  add(one: T): void {
    this.waiting.add(one);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), QUIET_MS);
  }

  delete(one: T): void {
    this.waiting.delete(one);
  }

  private run(): void {
    const all = [...this.waiting];
    this.waiting.clear();
    for (const one of all) this.turn(one);
  }
}
