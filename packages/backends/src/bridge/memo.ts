import { openDB } from 'idb';

/** Small things that outlive the page: JSON values by name. Nothing here throws: what cannot be kept is known until the page goes. */
export interface Memo {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  /** Resolves when all is kept, as far as it can be. */
  settled(): Promise<void>;
  /** Takes in what another tab has kept since. */
  reload(): Promise<void>;
}

const STORE = 'memos';
/** Writes of one name within this time are one. */
const REST = 50;

/** What is remembered in memory alone. */
export class MemoryMemo implements Memo {
  protected readonly values = new Map<string, unknown>();
  get(name: string): unknown {
    return this.values.get(name);
  }
  set(name: string, value: unknown): void {
    this.values.set(name, value);
  }
  async settled(): Promise<void> {
    // It is.
  }
  async reload(): Promise<void> {
    // There is no other.
  }
}

/** Opens what is remembered of a room. Without IndexedDB it is remembered in memory. */
export async function openMemo(room: string, storage: 'indexeddb' | 'memory'): Promise<Memo> {
  if (storage === 'memory' || typeof indexedDB === 'undefined') return new MemoryMemo();
  try {
    const db = await openDB('interview-room-bridges', 1, {
      upgrade: (fresh) => fresh.createObjectStore(STORE),
    });
    const memo = new KeptMemo({
      read: async () => ((await db.get(STORE, room)) ?? {}) as Values,
      write: async (all) => void (await db.put(STORE, all, room)),
    });
    await memo.reload();
    return memo;
  } catch {
    return new MemoryMemo();
  }
}

type Values = Readonly<Record<string, unknown>>;

/** All of a room is one record: it is small, and written seldom. */
class KeptMemo extends MemoryMemo {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly record: { read(): Promise<Values>; write(all: Values): Promise<void> }) {
    super();
  }

  override set(name: string, value: unknown): void {
    super.set(name, value);
    this.timer ??= setTimeout(() => this.write(), REST);
  }

  override async settled(): Promise<void> {
    if (this.timer !== undefined) this.write();
    await this.writing;
  }

  override async reload(): Promise<void> {
    await this.settled();
    for (const [name, value] of Object.entries(await this.record.read())) this.values.set(name, value);
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const all = Object.fromEntries(this.values);
    this.writing = this.writing.then(() => this.record.write(all)).catch(() => undefined);
  }
}
