import type { Entry } from '../talk/entry.js';

/** Counts the messages that came while their reader was elsewhere in the conversation. */
export class Unseen {
  private seen?: Entry | undefined;

  /** How many there are, given what is there now and whether the end is in sight. */
  count(entries: readonly Entry[], atEnd: boolean): number {
    const at = this.seen ? entries.lastIndexOf(this.seen) : -1;
    if (!atEnd && at >= 0) return entries.length - 1 - at;
    this.seen = entries.at(-1);
    return 0;
  }
}
