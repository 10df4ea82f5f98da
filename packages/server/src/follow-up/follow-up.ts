import { randomUUID } from 'node:crypto';
import type { StageChange } from '@interview-room/core/replay';
import { ConflictError, type Document, type Documents } from '../log/documents.js';

/** What is to be done about a change of stage; `index` is its place among those of its room. */
export type Handle = (room: string, index: number, changes: readonly StageChange[]) => Promise<void>;

export interface FollowUpOptions {
  documents: Documents;
  /** The changes of stage that a room has seen. */
  changesOf(room: string): Promise<readonly StageChange[]>;
  handle: Handle;
  onError(error: unknown, room: string): void;
  /** How long a process that began is believed to be at it, and the wait before others look after it. */
  leaseMs?: number | undefined;
}

/** How far what happened to a room was followed up. */
interface Progress {
  /** How many changes of stage. */
  handled: number;
  /** Whether no other can come. */
  over?: boolean;
  lease?: { by: string; until: number } | undefined;
}

const BUCKET = 'follow-up';

/**
 * Sees to it that each change of stage has its consequences once, whichever process wrote it and whatever became of that
 * process: how far a room was followed up is kept, and who was at it when it died is relieved.
 */
export class FollowUp {
  readonly #me = randomUUID();
  readonly #turns = new Map<string, Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(private readonly options: FollowUpOptions) {}

  /** A room's stage may have changed: by this process (`own`), or by another, which will see to it unless it dies. */
  look(room: string, own: boolean): void {
    if (this.#closed) return;
    if (own) void this.check(room);
    else this.#later(room);
  }

  /** A room is open here whose last process may have died half-way: looked after, if nobody else does it. */
  async opened(room: string, changes: readonly StageChange[]): Promise<void> {
    if (changes.length === 0 || this.#closed) return;
    const { handled } = progressOf(await this.options.documents.get(BUCKET, room));
    if (handled < changes.length) this.#later(room);
  }

  /** Does what is still to be done about a room. */
  check(room: string): Promise<void> {
    const before = this.#turns.get(room) ?? Promise.resolve();
    const turn = before.then(() => this.#check(room)).catch((error: unknown) => this.#failed(room, error));
    this.#turns.set(room, turn);
    return turn.finally(() => {
      if (this.#turns.get(room) === turn) this.#turns.delete(room);
    });
  }

  /** Looks after rooms that may have been left half-way, when the whole backend went down. */
  async sweep(rooms: AsyncIterable<string>): Promise<void> {
    for await (const room of rooms) {
      if (this.#closed) return;
      const { over } = progressOf(await this.options.documents.get(BUCKET, room));
      if (!over) await this.check(room);
    }
  }

  forget(room: string): Promise<void> {
    return this.options.documents.delete(BUCKET, room);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#turns.values());
  }

  async #check(room: string): Promise<void> {
    const { documents, changesOf, handle } = this.options;
    const changes = await changesOf(room);
    const found = await documents.get(BUCKET, room);
    const { handled, lease } = progressOf(found);
    if (handled >= changes.length || this.#closed) return;
    if (lease && lease.by !== this.#me && lease.until > Date.now()) return this.#later(room);
    const mine = { handled, lease: { by: this.#me, until: Date.now() + this.#leaseMs } };
    const revision = await this.#put(room, mine, found?.revision ?? 0);
    if (revision === undefined) return this.#later(room);
    for (let index = handled; index < changes.length; index++) await handle(room, index, changes);
    const over = changes.at(-1)?.stage === 'ended';
    await this.#put(room, { handled: changes.length, ...(over && { over }) }, revision);
  }

  /** The new revision; nothing if another process was first. */
  async #put(room: string, progress: Progress, revision: number): Promise<number | undefined> {
    try {
      return await this.options.documents.put(BUCKET, room, progress, revision);
    } catch (error) {
      if (error instanceof ConflictError) return;
      throw error;
    }
  }

  #failed(room: string, error: unknown): void {
    this.options.onError(error, room);
    this.#later(room);
  }

  #later(room: string): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.check(room);
    }, this.#leaseMs).unref();
    this.#timers.add(timer);
  }

  get #leaseMs(): number {
    return this.options.leaseMs ?? 10_000;
  }
}

const progressOf = (found: Document | undefined): Progress =>
  (found?.value as Progress | undefined) ?? { handled: 0 };
