import type { Connection } from '../backend.js';
import type { Clock } from '../clock.js';
import { MemoryKeep } from './keep-memory.js';
import { bare, type Keep, type Kept, type KeptDraft, type News } from './keep.js';
import { LastWords } from './last-words.js';
import { Ledger } from './ledger.js';

type Storage = Pick<Connection, 'storage' | 'reason'>;

export interface ShelfOptions {
  clock: Clock;
  keep: Keep;
  storage: Storage;
  /** Names what is kept. */
  room: string;
  /** This tab. */
  client: string;
  /** What waits, which a new place has to be given. */
  waiting(): readonly KeptDraft[];
  /** Storage is another now. */
  changed(): void;
}

/** Where a room is kept, as long as that lasts: when the disk is full or gone it goes on in memory, and says so. */
export class Shelf {
  readonly #options: ShelfOptions;
  readonly #lastWords: LastWords;
  readonly #ledger: Ledger;
  #keep: Keep;
  #storage: Storage;

  constructor(options: ShelfOptions) {
    this.#options = options;
    this.#keep = options.keep;
    this.#storage = options.storage;
    this.#lastWords = new LastWords(options.room, options.client);
    this.#ledger = new Ledger(options.clock, () => this.#keep, (error) => void this.fallBack(error)); // prettier-ignore
  }

  get keep(): Keep {
    return this.#keep;
  }
  get storage(): Storage {
    return this.#storage;
  }

  /** What is kept, with what pages before could not keep in time. */
  async load(): Promise<Kept> {
    try {
      if (this.#storage.storage === 'kept') await this.#takeLastWords();
      return await this.#keep.load();
    } catch (error) {
      await this.fallBack(error);
      return this.#keep.load();
    }
  }

  /** Writes something down, a little later. */
  note(news: Partial<News>): void {
    this.#ledger.note(news);
  }

  /** Writes down what was noted, now. */
  write(): Promise<void> {
    return this.#ledger.write();
  }

  /** The page is going: these are not kept yet, and a transaction would die with it. */
  lastWords(unkept: readonly KeptDraft[], by: string): void {
    this.#lastWords.keep(unkept.map((draft) => ({ ...bare(draft), by })));
    void this.write();
  }

  async fallBack(error: unknown): Promise<void> {
    if (this.#storage.storage === 'memory') return;
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.#storage = { storage: 'memory', reason: full ? 'full' : 'failed' };
    this.#keep = new MemoryKeep();
    await this.#keep.add(this.#options.waiting());
    this.#options.changed();
  }

  async #takeLastWords(): Promise<void> {
    const { drafts, forget } = this.#lastWords.read();
    if (drafts.length > 0) await this.#keep.add(drafts.map((draft) => ({ ...bare(draft), tab: '' })));
    forget();
  }
}
