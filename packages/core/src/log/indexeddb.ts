import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import { emptyHead, open, seal, type Head, type Sealed } from '../protocol/chain.js';
import type { Draft, Entry } from '../protocol/entry.js';
import type { LogStore } from './store.js';

/** An entry as it is kept: the exact bytes that were hashed, and what it is found by. */
interface Row {
  log: string;
  seq: number;
  id: string;
  at: number;
  hash: string;
  text: string;
}
interface Schema extends DBSchema {
  entries: { key: [string, number]; value: Row; indexes: { id: [string, string] } };
}
type Entries<Mode extends IDBTransactionMode> = IDBPObjectStore<Schema, ['entries'], 'entries', Mode>;
type Database = IDBPDatabase<Schema>;

/** All logs of an origin are in one database: ten rooms on a page hold one connection. */
const DATABASE = 'interview-room';
let shared: Promise<Database> | undefined;

function connect(): Promise<Database> {
  shared ??= openDatabase().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

const openDatabase = () =>
  openDB<Schema>(DATABASE, 1, {
    upgrade(database) {
      const entries = database.createObjectStore('entries', { keyPath: ['log', 'seq'] });
      entries.createIndex('id', ['log', 'id'], { unique: true });
    },
    // A later version of us waits in another tab, or the person cleared the site's data: let go, and open again when asked.
    blocking(_current, _blocked, event) {
      shared = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      shared = undefined;
    },
  });

/** A log in IndexedDB, shared by all tabs of an origin that name it alike. */
export class IndexedDbLogStore implements LogStore {
  readonly #log: string;
  readonly #range: IDBKeyRange;

  private constructor(log: string) {
    this.#log = log;
    this.#range = IDBKeyRange.bound([log], [log, []]);
  }

  /** Opens the log of that name. Rejects where the browser refuses to keep things. */
  static async open(log: string): Promise<IndexedDbLogStore> {
    await connect();
    return new IndexedDbLogStore(log);
  }

  async head(): Promise<Head> {
    const { store } = (await connect()).transaction('entries');
    return this.#headIn(store);
  }

  async read(after = 0): Promise<Entry[]> {
    const range = IDBKeyRange.bound([this.#log, after], [this.#log, []], true);
    const rows = await (await connect()).getAll('entries', range);
    return rows.map(({ text, hash }) => open(text, hash));
  }

  append(drafts: readonly Draft[]): Promise<Entry[]> {
    return this.#write(async (store) => {
      const entries: Entry[] = [];
      let head = await this.#headIn(store);
      for (const draft of drafts) {
        const row = await store.index('id').get([this.#log, draft.id]);
        const sealed = row ? undefined : seal(draft, head, Date.now());
        if (sealed) await store.add(this.#row(sealed));
        const entry = sealed?.entry ?? open(row?.text ?? '', row?.hash ?? '');
        if (sealed) head = entry;
        entries.push(entry);
      }
      return entries;
    });
  }

  compact(draft: Draft, expected: number): Promise<Entry | undefined> {
    return this.#write(async (store) => {
      const head = await this.#headIn(store);
      if (head.seq !== expected) return undefined;
      const sealed = seal(draft, head, Date.now());
      await store.delete(this.#range);
      await store.add(this.#row(sealed));
      return sealed.entry;
    });
  }

  async clear(): Promise<void> {
    await (await connect()).delete('entries', this.#range);
  }

  /** The connection is the page's, for all its logs, and ends with it. */
  close(): void {}

  async #headIn(store: Entries<'readonly'> | Entries<'readwrite'>): Promise<Head> {
    const cursor = await store.openCursor(this.#range, 'prev');
    return cursor ? cursor.value : emptyHead;
  }

  #row({ text, entry: { seq, id, at, hash } }: Sealed): Row {
    return { log: this.#log, seq, id, at, hash, text };
  }

  /** One transaction: nothing but requests to it may be awaited in `work`, or it ends half-way. */
  async #write<T>(work: (store: Entries<'readwrite'>) => Promise<T>): Promise<T> {
    const transaction = (await connect()).transaction('entries', 'readwrite');
    try {
      const result = await work(transaction.store);
      await transaction.done;
      return result;
    } catch (error) {
      // The transaction's own error (a full disk) says more than that of the request which it aborted.
      await transaction.done.catch((reason: unknown) => {
        if (reason instanceof DOMException && reason.name === 'QuotaExceededError') throw reason;
      });
      throw error;
    }
  }
}
