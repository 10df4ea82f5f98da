import type { Delivered } from '../protocol/entry.js';
import type { WireSnapshot } from '../protocol/frames.js';
import { following, type Keep, type Kept, type KeptDraft, type News, type Who } from './keep.js';

/** Keeps a room as long as the page: for tests, for Node, and where the browser keeps nothing. */
export class MemoryKeep implements Keep {
  #who: Who | undefined;
  #base: WireSnapshot | undefined;
  #entries = new Map<number, Delivered>();
  #drafts: KeptDraft[] = [];
  readonly #ids = new Set<string>();
  readonly #taken = new Set<string>();

  async load(): Promise<Kept> {
    const entries = [...this.#entries.values()].sort((a, b) => a.seq - b.seq);
    const drafts = [...this.#drafts];
    return { who: this.#who, base: this.#base, entries: following(this.#base, entries), drafts };
  }

  async add(drafts: readonly KeptDraft[]): Promise<void> {
    this.#drafts.push(...drafts.filter(({ id }) => !this.#ids.has(id)));
    for (const { id } of drafts) this.#ids.add(id);
  }

  async take(tab: string): Promise<readonly KeptDraft[]> {
    for (const draft of this.#drafts) if (draft.tab !== tab) this.#taken.add(draft.id);
    return [...this.#drafts];
  }

  async merge(ids: readonly string[], draft: KeptDraft): Promise<boolean> {
    const there = this.#drafts.filter(({ id }) => ids.includes(id) && !this.#taken.has(id));
    if (there.length < ids.length) return false;
    for (const id of ids) this.#ids.delete(id);
    this.#ids.add(draft.id);
    this.#drafts = this.#drafts.flatMap((each) => {
      if (each.id === ids[0]) return [draft];
      return ids.includes(each.id) ? [] : [each];
    });
    return true;
  }

  async commit({ who, afresh, base, entries, settled }: News): Promise<void> {
    if (who) this.#who = who;
    if (afresh) this.#forget();
    if (base && base.seq >= (this.#base?.seq ?? 0)) this.#rebase(base);
    for (const entry of entries) this.#entries.set(entry.seq, entry);
    const gone = new Set(settled);
    for (const id of gone) this.#ids.delete(id);
    this.#drafts = this.#drafts.filter(({ id }) => !gone.has(id));
  }

  #forget(): void {
    this.#base = undefined;
    this.#entries.clear();
  }

  #rebase(base: WireSnapshot): void {
    this.#base = base;
    for (const seq of this.#entries.keys()) if (seq <= base.seq) this.#entries.delete(seq);
  }
}
