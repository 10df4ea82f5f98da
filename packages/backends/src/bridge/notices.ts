import type { BackendNotice, NoticeAction, NoticeOffer } from '@interview-room/core';

/** So many are kept, and so long may one be: whatever a backend sends, no more is held. */
const MOST = 500;
const LONGEST = 4_000;

/** What a backend said, the last of it. */
export class Notices implements NoticeOffer {
  recent: readonly BackendNotice[] = [];
  private readonly listeners = new Set<(notice: BackendNotice) => void>();
  private count = 0;

  constructor(private readonly now: () => number) {}

  subscribe(listener: (notice: BackendNotice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(
    level: BackendNotice['level'],
    name: string,
    text: string,
    action?: NoticeAction,
    other?: NoticeAction,
  ): void {
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    const notice = {
      id: ++this.count,
      at: this.now(),
      level,
      name: name.slice(0, 200),
      text: short,
      ...(action && { action }),
      ...(other && { other }),
    };
    this.recent = [...this.recent.slice(1 - MOST), notice];
    for (const listener of this.listeners) listener(notice);
  }
}
