import type { Clock } from '@interview-room/core';
import type { Code } from './opening.js';

/** Texts that come faster than this are taken together, and so many at most are held. */
const BREATH = 16;
const MOST = 64;

/** The texts that a pad says, taken in their order, from when it is known what they come after. */
export class Inbox {
  heardAt = 0;
  private held: Code[] = [];
  private open = false;
  private waiting: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly take: (code: Code) => void,
  ) {}

  /** Another connection: what was not taken yet is of no interest, and what comes is held. */
  clear(): void {
    this.held = [];
    this.open = false;
  }

  /** Takes what was held, and what comes. */
  start(): void {
    this.open = true;
    this.takeAll();
  }

  add({ code, by }: Code): void {
    this.held.push({ code, ...(by !== undefined && { by }) });
    // What came of the oldest is in those after it.
    if (this.held.length > MOST) this.held.splice(0, MOST / 2);
    this.waiting?.();
    if (!this.open || this.held.length !== 1) return;
    const wait = this.heardAt + BREATH - this.clock.now();
    if (wait <= 0) this.takeAll();
    else this.clock.after(wait, () => this.takeAll());
  }

  /** The next text, which is not taken otherwise; undefined where none comes in time. */
  first(ms: number, signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        this.waiting = undefined;
        resolve(this.held.splice(0).at(-1)?.code);
      };
      const cancel = this.clock.after(ms, done);
      this.waiting = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Takes what is held, without waiting for more. */
  takeAll(): void {
    if (!this.open || this.held.length === 0) return;
    this.heardAt = this.clock.now();
    for (const code of this.held.splice(0)) this.take(code);
  }
}
