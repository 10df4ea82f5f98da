import { EntryRefusedError, type Entry } from '@interview-room/core';
import type { Link } from './far.js';
import type { Memo } from './memo.js';

/** Where in the log the backend has been told of everything, in the memo. */
const THROUGH = 'through';

/** What this person did and the backend has not been told of yet. The log keeps it; this only knows from where on. */
export class Queue {
  private waiting: Entry[] = [];
  private link: Link | undefined;
  private pumping = false;

  constructor(
    private readonly memo: Memo,
    private readonly told: {
      refused(entry: Entry, error: EntryRefusedError): void;
      broken(link: Link, error: unknown): void;
      changed(): void;
    },
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  /** Up to where in the log the backend has everything. */
  get through(): number {
    const through = this.memo.get(THROUGH);
    return typeof through === 'number' ? through : 0;
  }

  add(entries: readonly Entry[]): void {
    const { through } = this;
    this.waiting.push(...entries.filter(({ seq }) => seq > through));
    void this.pump();
  }

  /** Another tab has told the backend of some of it. */
  skip(): void {
    const { through } = this;
    this.waiting = this.waiting.filter(({ seq }) => seq > through);
  }

  /** There is a connection, or none any more. */
  connect(link: Link | undefined): void {
    this.link = link;
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    for (let link = this.link; link && this.waiting[0]; link = this.link)
      await this.give(link, this.waiting[0]);
    this.pumping = false;
  }

  private async give(link: Link, entry: Entry): Promise<void> {
    try {
      await link.take?.(entry);
    } catch (error) {
      if (!(error instanceof EntryRefusedError)) {
        if (this.link === link) this.link = undefined;
        return this.told.broken(link, error);
      }
      this.told.refused(entry, error);
    }
    this.waiting.shift();
    this.memo.set(THROUGH, entry.seq);
    this.told.changed();
  }
}
