import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Delivered } from '../protocol/entry.js';
import type { WireSnapshot } from '../protocol/frames.js';
import { following, type Keep, type Kept, type KeptDraft, type News, type Who } from './keep.js';

/** Stores are in one database for all rooms of an origin; `room` names one, for one participant. */
interface Schema extends DBSchema {
  rooms: { key: string; value: { room: string; who?: Who | undefined; base?: WireSnapshot | undefined } };
  entries: { key: [string, number]; value: { room: string; seq: number; entry: Delivered } };
  drafts: {
    key: [string, number];
    value: { room: string; order: number; id: string; taken: boolean; draft: KeptDraft };
    indexes: { id: [string, string] };
  };
}
type Stores = 'rooms' | 'entries' | 'drafts';
type Writing = IDBPTransaction<Schema, Stores[], 'readwrite'>;

const DATABASE = 'interview-room-shared';
const STORES: Stores[] = ['rooms', 'entries', 'drafts'];
let shared: Promise<IDBPDatabase<Schema>> | undefined;

function connect(): Promise<IDBPDatabase<Schema>> {
  shared ??= openDatabase().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

const openDatabase = () =>
  openDB<Schema>(DATABASE, 1, {
    upgrade(database) {
      database.createObjectStore('rooms', { keyPath: 'room' });
      database.createObjectStore('entries', { keyPath: ['room', 'seq'] });
      const drafts = database.createObjectStore('drafts', { keyPath: ['room', 'order'] });
      drafts.createIndex('id', ['room', 'id'], { unique: true });
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

/** Keeps a room in IndexedDB, shared by all tabs of an origin that name it alike. */
export class IndexedDbKeep implements Keep {
  readonly #room: string;
  readonly #range: IDBKeyRange;

  private constructor(room: string) {
    this.#room = room;
    this.#range = IDBKeyRange.bound([room], [room, []]);
  }

  /** Rejects where the browser refuses to keep things. */
  static async open(room: string): Promise<IndexedDbKeep> {
    await connect();
    return new IndexedDbKeep(room);
  }

  /** Forgets all rooms whose names begin so. */
  static async forget(prefix: string): Promise<void> {
    const writing = (await connect()).transaction(STORES, 'readwrite');
    const through = `${prefix}\uffff`;
    const rows = IDBKeyRange.bound([prefix], [through]);
    await Promise.all([
      writing.objectStore('rooms').delete(IDBKeyRange.bound(prefix, through)),
      writing.objectStore('entries').delete(rows),
      writing.objectStore('drafts').delete(rows),
      writing.done,
    ]);
  }

  async load(): Promise<Kept> {
    const reading = (await connect()).transaction(STORES);
    const [room, entries, drafts] = await Promise.all([
      reading.objectStore('rooms').get(this.#room),
      reading.objectStore('entries').getAll(this.#range),
      reading.objectStore('drafts').getAll(this.#range),
    ]);
    const known = entries.map(({ entry }) => entry);
    return {
      who: room?.who,
      base: room?.base,
      entries: following(room?.base, known),
      drafts: drafts.map(({ draft }) => draft),
    };
  }

  add(drafts: readonly KeptDraft[]): Promise<void> {
    return this.#write(async (writing) => {
      const store = writing.objectStore('drafts');
      let order = await this.#end(writing);
      for (const draft of drafts) {
        const there = await store.index('id').getKey([this.#room, draft.id]);
        if (!there) await store.add({ room: this.#room, order: ++order, id: draft.id, taken: false, draft });
      }
    });
  }

  take(tab: string): Promise<readonly KeptDraft[]> {
    return this.#write(async (writing) => {
      const store = writing.objectStore('drafts');
      const rows = await store.getAll(this.#range);
      const others = rows.filter(({ draft, taken }) => draft.tab !== tab && !taken);
      await Promise.all(others.map((row) => store.put({ ...row, taken: true })));
      return rows.map(({ draft }) => draft);
    });
  }

  merge(ids: readonly string[], draft: KeptDraft): Promise<boolean> {
    return this.#write(async (writing) => {
      const store = writing.objectStore('drafts');
      const found = await Promise.all(ids.map((id) => store.index('id').get([this.#room, id])));
      const rows = found.flatMap((row) => (row && !row.taken ? [row] : []));
      const [first] = rows;
      if (!first || rows.length < ids.length) return false;
      await Promise.all(rows.map(({ order }) => store.delete([this.#room, order])));
      await store.add({ ...first, id: draft.id, draft });
      return true;
    });
  }

  commit({ who, afresh, base, entries, settled }: News): Promise<void> {
    return this.#write(async (writing) => {
      if (afresh) await this.#forget(writing);
      if (who || base) await this.#rebase(writing, who, base);
      const kept = writing.objectStore('entries');
      for (const entry of entries) void kept.put({ room: this.#room, seq: entry.seq, entry });
      for (const id of settled) await this.#settle(writing, id);
    });
  }

  async #end(writing: Writing): Promise<number> {
    const cursor = await writing.objectStore('drafts').openCursor(this.#range, 'prev');
    return cursor?.value.order ?? 0;
  }

  async #settle(writing: Writing, id: string): Promise<void> {
    const store = writing.objectStore('drafts');
    const key = await store.index('id').getKey([this.#room, id]);
    if (key) await store.delete(key);
  }

  async #forget(writing: Writing): Promise<void> {
    const rooms = writing.objectStore('rooms');
    const room = await rooms.get(this.#room);
    if (room) await rooms.put({ room: this.#room, who: room.who });
    await writing.objectStore('entries').delete(this.#range);
  }

  /** Another tab may be further already. */
  async #rebase(writing: Writing, who?: Who, base?: WireSnapshot): Promise<void> {
    const rooms = writing.objectStore('rooms');
    const before = await rooms.get(this.#room);
    const further = base && base.seq >= (before?.base?.seq ?? 0) ? base : undefined;
    await rooms.put({ room: this.#room, who: who ?? before?.who, base: further ?? before?.base });
    const through = IDBKeyRange.bound([this.#room], [this.#room, further?.seq ?? 0]);
    if (further) await writing.objectStore('entries').delete(through);
  }

  /** One transaction: nothing but requests to it may be awaited in `work`, or it ends half-way. */
  async #write<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    const writing = (await connect()).transaction(STORES, 'readwrite');
    try {
      const result = await work(writing);
      await writing.done;
      return result;
    } catch (error) {
      // The transaction's own error (a full disk) says more than that of the request which it aborted.
      await writing.done.catch((reason: unknown) => {
        if (reason instanceof DOMException && reason.name === 'QuotaExceededError') throw reason;
      });
      throw error;
    }
  }
}
