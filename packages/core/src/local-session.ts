import type { BackendEvents, BackendSession, Connection } from './backend.js';
import { LastWords } from './log/last-words.js';
import { MemoryLogStore } from './log/memory.js';
import type { LogStore } from './log/store.js';
import { emptyHead, type Head } from './protocol/chain.js';
import type { Cast, Draft, Entry } from './protocol/entry.js';
import { newId } from './protocol/id.js';

/** A room's log is named by the page too: the same question in two articles is two problems. */
export function logName(room: string): string {
  const page = globalThis.location?.pathname.replace(/\/index\.html?$/, '/') ?? '';
  return `${page}#${room}`;
}

/** What tabs tell each other: that the log has grown, or a cast. */
type Message = { grown: true } | { cast: Cast };

/**
 * A room over a log in this browser. The store gives the order; every tab reads the tail and hands it on in that order.
 * There is one person, so that everything is by `you`; but for what a bridge to a backend enters for others.
 */
export class LocalSession implements BackendSession {
  readonly you = 'you';
  readonly #events: BackendEvents;
  readonly #lastWords: LastWords;
  readonly #underWay = new Map<string, Draft>();
  readonly #channel: BroadcastChannel | undefined;
  #store: LogStore;
  #connection: Connection;
  #head: Head = emptyHead;

  constructor(log: string, store: LogStore, connection: Connection, events: BackendEvents) {
    this.#store = store;
    this.#connection = connection;
    this.#events = events;
    this.#lastWords = new LastWords(log, newId());
    // A log in memory is this tab's alone.
    if (connection.storage === 'kept') this.#channel = this.#listen(`interview-room/${log}`);
  }

  /** Reads what is there, and appends what the page before could not. */
  async start(): Promise<void> {
    this.#events.connection(this.#connection);
    if (this.#connection.storage === 'kept') await this.#takeLastWords();
    await this.#readTail();
  }

  append(drafts: readonly Omit<Draft, 'by'>[]): Promise<Entry[]> {
    return this.enter(drafts.map((draft) => ({ ...draft, by: this.you })));
  }

  /** Appends what others did too, as a bridge to a backend learns of it. One whose id is there already is not added again. */
  async enter(drafts: readonly Draft[]): Promise<Entry[]> {
    if (this.#connection.status === 'closed')
      throw new Error('The room was left: nothing can be added to it.');
    for (const draft of drafts) this.#underWay.set(draft.id, draft);
    const entries = await this.#write(drafts);
    for (const { id } of drafts) this.#underWay.delete(id);
    if (this.#underWay.size === 0) this.#lastWords.keep([]);
    await this.#arrived(entries);
    this.#tell({ grown: true });
    return entries;
  }

  cast(kind: string, body: unknown): void {
    this.#tell({ cast: { by: this.you, kind, body } });
  }

  read(): Promise<Entry[]> {
    return this.#store.read();
  }

  async compact(draft: Omit<Draft, 'by'>, through: number): Promise<boolean> {
    const entry = await this.#store.compact({ ...draft, by: this.you }, through);
    if (!entry) return false;
    await this.#arrived([entry]);
    this.#tell({ grown: true });
    return true;
  }

  lastWords(): void {
    // A room that was asked to be kept in memory leaves nothing behind; one whose disk is full may still find a corner.
    if (this.#connection.reason !== 'asked') this.#lastWords.keep([...this.#underWay.values()]);
  }

  async leave(): Promise<void> {
    this.#channel?.close();
    this.#store.close();
    this.#connect({ ...this.#connection, status: 'closed' });
  }

  async #takeLastWords(): Promise<void> {
    const { drafts, forget } = this.#lastWords.read();
    if (drafts.length > 0) await this.#write(drafts);
    if (this.#connection.storage === 'kept') forget();
  }

  async #write(drafts: readonly Draft[]): Promise<Entry[]> {
    try {
      return await this.#store.append(drafts);
    } catch (error) {
      if (this.#connection.storage === 'memory') throw error;
      await this.#fallBack(error);
      return this.#store.append(drafts);
    }
  }

  /** The disk is full or gone: go on in memory from where the log stood, and say so. */
  async #fallBack(error: unknown): Promise<void> {
    const entries = await this.#readAll();
    if (this.#connection.storage === 'memory') return;
    this.#store = new MemoryLogStore(entries, entries.at(-1) ?? this.#head);
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.#connect({ ...this.#connection, storage: 'memory', reason: full ? 'full' : 'failed' });
  }

  async #readAll(): Promise<Entry[]> {
    try {
      return await this.#store.read();
    } catch {
      return [];
    }
  }

  #connect(connection: Connection): void {
    this.#connection = connection;
    this.#events.connection(connection);
  }

  /** Hands on own entries at once if they follow on what was handed on; else what other tabs wrote between comes first. */
  async #arrived(entries: readonly Entry[]): Promise<void> {
    const fresh = entries.filter(({ seq }) => seq > this.#head.seq);
    if (fresh.every(({ seq }, index) => seq === this.#head.seq + 1 + index)) this.#handOn(fresh);
    else await this.#readTail();
  }

  async #readTail(): Promise<void> {
    this.#handOn(await this.#store.read(this.#head.seq));
  }

  #handOn(entries: readonly Entry[]): void {
    const fresh = entries.filter(({ seq }) => seq > this.#head.seq);
    const last = fresh.at(-1);
    if (!last) return;
    this.#head = last;
    this.#events.entries(fresh);
  }

  #listen(name: string): BroadcastChannel | undefined {
    if (typeof BroadcastChannel === 'undefined') return undefined;
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if ('cast' in data) this.#events.cast(data.cast);
      else if (this.#connection.storage === 'kept') this.#readTail().catch(() => undefined);
    };
    return channel;
  }

  #tell(message: Message): void {
    if (this.#connection.status !== 'closed') this.#channel?.postMessage(message);
  }
}
