import type { Clock } from '@interview-room/core';
import type { PadCursor } from './frames.js';

/** Where one is is told at most so often, in milliseconds. */
const PACE = 200;

/** Tells where this person's cursor is: not too often, and in the end where it stays. */
export class Whereabouts {
  private told: PadCursor | undefined;
  private toldAt = 0;
  private stop: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    /** Where it is now, in the text as it is now. */
    readonly now: () => PadCursor | undefined,
    private readonly tell: (cursor: PadCursor) => void,
  ) {}

  moved(): void {
    const wait = Math.max(0, this.toldAt + PACE - this.clock.now());
    this.stop ??= this.clock.after(wait, () => this.say());
  }

  /** Whoever is told next knows nothing of it. */
  forget(): void {
    this.stop?.();
    this.stop = this.told = undefined;
  }

  private say(): void {
    this.stop = undefined;
    const cursor = this.now();
    if (!cursor || (cursor.line === this.told?.line && cursor.column === this.told.column)) return;
    this.told = cursor;
    this.toldAt = this.clock.now();
    this.tell(cursor);
  }
}
