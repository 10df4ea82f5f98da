import { setTimeout as sleep } from 'node:timers/promises';
import { open, type Draft, type Head, type Sealed } from '@interview-room/core/protocol';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { seal } from './check.js';
import { LogCorruptError } from './engine.js';
import type { Names } from './nats-names.js';
import { encode, Joiner, type Stored } from './nats-records.js';
import { isStale, toStored, type NatsStreams } from './nats-stream.js';
import { NatsTail } from './nats-tail.js';

/** How long an append is tried. */
const PATIENCE = 15_000;
/** How many calls go into one message. */
const CALLS = 256;

interface Call {
  drafts: readonly Draft[];
  resolve(sealed: Sealed[]): void;
  reject(error: unknown): void;
}

/** Who hears what happens to a room's log. */
export interface RoomEvents {
  written(sealed: readonly Sealed[]): void;
  gone(): void;
  failed(error: unknown): void;
}

/**
 * One room's log in its stream. Every message says which one must be the last before it, so that of two processes that
 * write at once one is refused, reads what the other wrote, and tries again. Calls that come while one is on its way
 * go together into the next.
 */
export class NatsRoom {
  used = Date.now();
  #tail: NatsTail;
  #place: ReturnType<Names['of']>;
  #live: Subscription;
  #loaded = false;
  #broken: LogCorruptError | undefined;
  #closing = false;
  #queue: Call[] = [];
  #flushing: Promise<void> | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(
    private readonly streams: NatsStreams,
    names: Names,
    private readonly room: string,
    private readonly events: RoomEvents,
  ) {
    this.#tail = new NatsTail(room);
    this.#place = names.of(room);
    const callback = (_: unknown, message: Msg) => this.#hear(message);
    this.#live = streams.connection.subscribe(this.#place.stored, { callback });
  }

  append(drafts: readonly Draft[]): Promise<Sealed[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ drafts, resolve, reject });
      this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    });
  }

  async read(after: number, limit: number): Promise<Sealed[]> {
    await this.refresh();
    return after < this.#tail.head.seq ? this.#readAfter(after, limit) : [];
  }

  async head(): Promise<Head> {
    await this.refresh();
    return this.#tail.head;
  }

  /** Reads what others have written meanwhile. */
  refresh(): Promise<void> {
    this.used = Date.now();
    const next = this.#refreshing.then(() => this.#readOn());
    this.#refreshing = next.catch(() => {});
    return next;
  }

  /** Whether an append is under way. */
  get busy(): boolean {
    return this.#flushing !== undefined;
  }

  /** Takes the log away, and tells the other processes. */
  async delete(): Promise<void> {
    await this.streams.purge(this.#place.stream, this.#place.subject);
    this.streams.connection.publish(this.#place.stored);
    this.#forget();
  }

  /** Lets what is under way end, but tries nothing again. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#flushing;
    this.#live.unsubscribe();
  }

  #hear(message: Msg): void {
    const seq = Number(message.headers?.get('Nats-Sequence') ?? 0);
    if (seq === 0) return this.#forget();
    if (!this.#loaded || seq <= this.#tail.last) return;
    const stored = toStored(seq, message.headers, message.data);
    if (stored.expected !== this.#tail.last) this.refresh().catch(this.events.failed);
    else this.#attempt(() => this.#take(stored));
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.events.failed(error);
    }
  }

  #forget(): void {
    const known = this.#tail.last > 0;
    this.#tail = new NatsTail(this.room);
    this.#broken = undefined;
    if (known) this.events.gone();
  }

  async #readOn(): Promise<void> {
    if (this.#broken) throw this.#broken;
    const { stream, subject } = this.#place;
    const tail = this.#tail;
    const known = tail.last;
    const last = await this.streams.last(stream, subject);
    if ((last?.seq ?? 0) < known && tail === this.#tail) this.#forget();
    if (last && last.seq > this.#tail.last) await this.#takeUpTo(last);
    this.#loaded = true;
  }

  async #takeUpTo(last: Stored): Promise<void> {
    if (last.expected === this.#tail.last) return this.#take(last);
    const { stream, subject } = this.#place;
    const messages = this.streams.read(stream, subject, this.#tail.last + 1, last.seq);
    for await (const message of messages) this.#take(message);
  }

  #take(message: Stored): void {
    if (message.seq <= this.#tail.last) return;
    if (message.expected === 0) this.#forget();
    try {
      const sealed = this.#tail.take(message);
      if (sealed.length > 0) this.events.written(sealed);
    } catch (error) {
      if (error instanceof LogCorruptError) this.#broken = error;
      throw error;
    }
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) {
      const calls = this.#queue.splice(0, CALLS);
      try {
        await this.#write(calls);
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
  }

  async #write(calls: Call[]): Promise<void> {
    const end = Date.now() + PATIENCE;
    for (let tries = 1; ; tries++) {
      try {
        if (!this.#loaded || tries > 1) await this.refresh();
        return await this.#tryWrite(calls);
      } catch (error) {
        if (error instanceof LogCorruptError || this.#closing || Date.now() > end) throw error;
        await sleep(Math.random() * (isStale(error) ? 5 * Math.min(tries, 10) : 500));
      }
    }
  }

  async #tryWrite(calls: Call[]): Promise<void> {
    if (this.#broken) throw this.#broken;
    const fresh = this.#sealNew(calls.flatMap(({ drafts }) => drafts));
    if (fresh.size > 0) await this.#publish([...fresh.values()]);
    const answers = await Promise.all(calls.map(({ drafts }) => this.#answer(drafts, fresh)));
    for (const [index, call] of calls.entries()) call.resolve(answers[index] ?? []);
  }

  #sealNew(drafts: readonly Draft[]): Map<string, Sealed> {
    const fresh = new Map<string, Sealed>();
    let head = this.#tail.head;
    for (const draft of drafts) {
      if (this.#tail.ids.has(draft.id) || fresh.has(draft.id)) continue;
      const sealed = seal(draft, head);
      head = sealed.entry;
      fresh.set(draft.id, sealed);
    }
    return fresh;
  }

  /** The message's id is that of what it holds and of its place: sent twice, it is stored once. */
  async #publish(sealed: readonly Sealed[]): Promise<void> {
    const payloads = encode(sealed, this.streams.size);
    const id = `${this.#place.subject} ${sealed.at(-1)?.entry.hash}`;
    let expected = this.#tail.last;
    for (const [index, data] of payloads.entries()) {
      const part = payloads.length > 1 ? `${index + 1}/${payloads.length}` : '';
      const message = { expected, part, data };
      const seq = await this.streams.write(this.#place.subject, message, `${id} ${part}`);
      if (this.#tail.last === expected) this.#take({ ...message, seq });
      expected = seq;
    }
  }

  #answer(drafts: readonly Draft[], fresh: Map<string, Sealed>): Promise<Sealed[]> {
    return Promise.all(drafts.map(async ({ id }) => fresh.get(id) ?? this.#known(id)));
  }

  async #known(id: string): Promise<Sealed> {
    const [sealed] = await this.#readAfter((this.#tail.ids.get(id) ?? 0) - 1, 1);
    if (!sealed) throw new Error('The log was deleted meanwhile.');
    return sealed;
  }

  async #readAfter(after: number, limit: number): Promise<Sealed[]> {
    const recent = this.#tail.recent(after, limit);
    if (recent) return recent;
    const { stream, subject } = this.#place;
    const joiner = new Joiner();
    const found: Sealed[] = [];
    const from = this.#tail.placeOf(after + 1);
    for await (const message of this.streams.read(stream, subject, from, this.#tail.last)) {
      const lines = joiner.add(message)?.lines ?? [];
      const entries = lines.map(({ text, hash }) => ({ text, entry: open(text, hash) }));
      found.push(...entries.filter(({ entry }) => entry.seq > after));
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }
}
