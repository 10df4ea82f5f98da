import type { Clock } from '@interview-room/core';

/** How often something may happen: so often at once, and again after a while. A backend that talks without end is not followed. */
export class Bucket {
  private left: number;
  private since: number;

  constructor(
    private readonly clock: Clock,
    private readonly most: number,
    private readonly everyMs: number,
  ) {
    this.left = most;
    this.since = clock.now();
  }

  /** Whether it may happen now. */
  take(): boolean {
    const now = this.clock.now();
    const gained = Math.max(0, Math.floor((now - this.since) / this.everyMs));
    this.since += gained * this.everyMs;
    this.left = Math.min(this.most, this.left + gained);
    if (this.left === 0) return false;
    this.left--;
    return true;
  }
}
