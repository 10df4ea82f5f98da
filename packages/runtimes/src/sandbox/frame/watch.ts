/** A clock that can be held, and calls when its time is up. */
export class Watch {
  private spent = 0;
  private since: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ms: number,
    private readonly up: () => void,
  ) {}

  start(): void {
    if (this.since !== undefined) return;
    this.since = performance.now();
    // A longer delay than 2^31-1 ms would fire at once.
    const left = Math.min(Math.max(0, this.ms - this.spent), 2_147_483_647);
    if (Number.isFinite(this.ms)) this.timer = setTimeout(this.up, left);
  }

  hold(): void {
    this.spent = this.elapsed();
    this.since = undefined;
    clearTimeout(this.timer);
  }

  elapsed(): number {
    return this.spent + (this.since === undefined ? 0 : performance.now() - this.since);
  }
}
