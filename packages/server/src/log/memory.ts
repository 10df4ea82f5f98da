import { emptyHead, type Draft, type Head, type Sealed } from '@interview-room/core/protocol';
import { Casts } from './casts.js';
import { seal } from './check.js';
import type { CastListener, EngineOptions, EntriesListener, LogEngine, Snapshot } from './engine.js';
import { Feeds } from './follow.js';
import { MemoryDocuments } from './memory-documents.js';
import { Snapshots } from './snapshots.js';

interface Log {
  entries: Sealed[];
  ids: Map<string, Sealed>;
}

/** Logs that last as long as the process: for tests, and for a server that is to keep nothing. */
export class MemoryLogEngine implements LogEngine {
  readonly documents = new MemoryDocuments();
  #logs = new Map<string, Log>();
  #casts = new Casts();
  #feeds: Feeds;
  #snapshots = new Snapshots(this.documents);

  constructor({ onError = console.error }: EngineOptions = {}) {
    this.#feeds = new Feeds((...asked) => this.read(...asked), onError);
  }

  async append(room: string, drafts: readonly Draft[]): Promise<Sealed[]> {
    return this.appendNow(room, drafts);
  }

  appendNow(room: string, drafts: readonly Draft[]): Sealed[] {
    const log = this.#log(room);
    const before = log.entries.length;
    const sealed = drafts.map((draft) => log.ids.get(draft.id) ?? this.#add(log, draft));
    this.#feeds.publish(room, log.entries.slice(before));
    return sealed;
  }

  async read(room: string, after: number, limit = Infinity): Promise<Sealed[]> {
    return this.#logs.get(room)?.entries.slice(after, after + limit) ?? [];
  }

  async head(room: string): Promise<Head> {
    return this.#logs.get(room)?.entries.at(-1)?.entry ?? emptyHead;
  }

  subscribe(room: string, after: number, listener: EntriesListener): Promise<() => void> {
    return this.#feeds.follow(room, after, listener);
  }

  cast(room: string, text: string): void {
    this.#casts.tell(room, text);
  }

  async onCast(room: string, listener: CastListener): Promise<() => void> {
    return this.#casts.listen(room, listener);
  }

  saveSnapshot(room: string, name: string, snapshot: Snapshot): Promise<void> {
    return this.#snapshots.save(room, name, snapshot);
  }

  loadSnapshot(room: string, name: string): Promise<Snapshot | undefined> {
    return this.#snapshots.load(room, name);
  }

  async deleteRoom(room: string): Promise<void> {
    this.#logs.delete(room);
    this.#feeds.end(room);
    await this.#snapshots.delete(room);
  }

  async ready(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    this.#feeds.end();
  }

  #log(room: string): Log {
    const log = this.#logs.get(room) ?? { entries: [], ids: new Map() };
    this.#logs.set(room, log);
    return log;
  }

  #add(log: Log, draft: Draft): Sealed {
    const sealed = seal(draft, log.entries.at(-1)?.entry ?? emptyHead);
    log.entries.push(sealed);
    log.ids.set(draft.id, sealed);
    return sealed;
  }
}
