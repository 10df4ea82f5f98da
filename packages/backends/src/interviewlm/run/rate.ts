import type { Clock } from '@interview-room/core';
import { listOf, numberOf } from '../../wire/index.js';
import type { Session } from '../session.js';

/** Tests may be run so often in so many milliseconds. */
const TIMES = 5;
const SPAN = 60_000;
const MEMO = 'test-runs';

/** Keeps to the rate at which tests may be run, over reloads too. */
export class Rate {
  private readonly clock: Clock;

  constructor(private readonly session: Session) {
    this.clock = session.bridge.clock;
  }

  /** How long to wait before the next run, in milliseconds. */
  get wait(): number {
    const runs = this.recent();
    const first = runs.at(-TIMES);
    return first === undefined ? 0 : Math.max(0, first + SPAN - this.clock.now());
  }

  /** One was begun. */
  began(): void {
    this.session.bridge.memo.set(MEMO, [...this.recent(), this.clock.now()].slice(-TIMES));
  }

  private recent(): number[] {
    const now = this.clock.now();
    return listOf(this.session.bridge.memo.get(MEMO))
      .map(numberOf)
      .filter((at) => at !== undefined)
      .filter((at) => at > now - SPAN && at <= now);
  }
}
