import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Entry } from '../talk/entry.js';

/** How many of the newest are drawn at once, and how many older ones at a time after that. */
const FIRST = 24;
const STEP = 60;

/** Draws a long transcript from its end upwards, a piece at a time, so that the page is never held up. */
export class Unrolled implements ReactiveController {
  private oldest?: Entry | undefined;
  private timer?: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Those of the entries that are drawn now. */
  shown(entries: readonly Entry[]): readonly Entry[] {
    const known = this.oldest ? entries.indexOf(this.oldest) : -1;
    const from = known >= 0 ? known : Math.max(0, entries.length - FIRST);
    this.oldest = entries[from];
    if (from > 0) this.timer ??= setTimeout(() => this.more(entries), 0);
    return from > 0 ? entries.slice(from) : entries;
  }

  private more(entries: readonly Entry[]): void {
    this.timer = undefined;
    const at = this.oldest ? entries.indexOf(this.oldest) : -1;
    if (at > 0) this.oldest = entries[Math.max(0, at - STEP)];
    this.host.requestUpdate();
  }
}
