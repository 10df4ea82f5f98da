import { openDB } from 'idb';

/** Small things that outlive the page: JSON values by name. Nothing here throws: what cannot be kept is known until the page goes. */
export interface Memo {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  /** Resolves when all is kept, as far as it can be. */
  settled(): Promise<void>;
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
}

/** Opens what is remembered of a room. Without IndexedDB it is remembered in memory. */
export async function openMemo(room: string, storage: 'indexeddb' | 'memory'): Promise<Memo> {
  if (storage === 'memory' || typeof indexedDB === 'undefined') return new MemoryMemo();
  try {
    const db = await openDB('interview-room-bridges', 1, {
      upgrade: (fresh) => fresh.createObjectStore(STORE),
    });
    const kept = (await db.get(STORE, room)) as Record<string, unknown> | undefined;
    return new KeptMemo(kept ?? {}, async (all) => void (await db.put(STORE, all, room)));
  } catch {
    return new MemoryMemo();
  }
}

/** All of a room is one record: it is small, and written seldom. */
class KeptMemo extends MemoryMemo {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    kept: Record<string, unknown>,
    private readonly keep: (all: Record<string, unknown>) => Promise<void>,
  ) {
    super();
    for (const [name, value] of Object.entries(kept)) this.values.set(name, value);
  }

  override set(name: string, value: unknown): void {
    super.set(name, value);
    this.timer ??= setTimeout(() => this.write(), REST);
  }

  override async settled(): Promise<void> {
    if (this.timer !== undefined) this.write();
    await this.writing;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const all = Object.fromEntries(this.values);
    this.writing = this.writing.then(() => this.keep(all)).catch(() => undefined);
  }
}
