import { emptyHead, seal, type Head } from '../protocol/chain.js';
import type { Draft, Entry } from '../protocol/entry.js';
import type { LogStore } from './store.js';

/** A log that lasts as long as the page: for tests, for Node, and where the browser keeps nothing. */
export class MemoryLogStore implements LogStore {
  #entries: Entry[];
  #head: Head;

  /** Goes on from entries that were kept elsewhere, and from their head even if they could not be read. */
  constructor(entries: readonly Entry[] = [], head: Head = entries.at(-1) ?? emptyHead) {
    this.#entries = [...entries];
    this.#head = head;
  }

  async head(): Promise<Head> {
    return this.#head;
  }

  async read(after = 0): Promise<Entry[]> {
    return this.#entries.filter(({ seq }) => seq > after);
  }

  async append(drafts: readonly Draft[]): Promise<Entry[]> {
    return drafts.map((draft) => this.#entries.find(({ id }) => id === draft.id) ?? this.#add(draft));
  }

  async compact(draft: Draft, expected: number): Promise<Entry | undefined> {
    if (this.#head.seq !== expected) return undefined;
    this.#entries = [];
    return this.#add(draft);
  }

  async clear(): Promise<void> {
    this.#entries = [];
    this.#head = emptyHead;
  }

  close(): void {}

  #add(draft: Draft): Entry {
    const { entry } = seal(draft, this.#head, Date.now());
    this.#entries.push(entry);
    this.#head = entry;
    return entry;
  }
}
