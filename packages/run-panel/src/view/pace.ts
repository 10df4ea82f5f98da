/** Calls `act` at once, and when asked again soon after, once more when the pause is over. */
export class Pace {
  private last = -Infinity;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly act: () => void,
    private readonly pauseMs: number,
  ) {}

  ask(): void {
    if (this.timer !== undefined) return;
    const left = this.last + this.pauseMs - performance.now();
    if (left <= 0) this.now();
    else this.timer = setTimeout(() => this.now(), left);
  }

  cancel(): void {
    clearTimeout(this.timer);
    delete this.timer;
  }

  private now(): void {
    delete this.timer;
    this.last = performance.now();
    this.act();
  }
}
