import type { Sealed } from '@interview-room/core/protocol';
import type { EntriesListener, LogEngine } from './engine.js';

const PIECE = 500;

type Read = LogEngine['read'];

/**
 * One who follows a log. What is written reaches it directly as long as nothing is missing in between; else it reads
 * the log from where it stands until nothing is left, and what is written meanwhile only asks it to look once more.
 */
class Follower {
  #pulling = false;
  #again = false;
  #stopped = false;

  constructor(
    private readonly room: string,
    private cursor: number,
    private readonly listener: EntriesListener,
    private readonly read: Read,
  ) {}

  stop(): void {
    this.#stopped = true;
  }

  /** Takes what was just written; says whether the log has to be read instead. */
  offer(entries: readonly Sealed[]): boolean {
    if (this.#pulling) this.#again = true;
    if (this.#pulling || this.#stopped) return false;
    const fresh = entries.filter(({ entry }) => entry.seq > this.cursor);
    const missing = fresh[0] !== undefined && fresh[0].entry.seq > this.cursor + 1;
    if (!missing) this.#give(fresh);
    return missing;
  }

  async pull(): Promise<void> {
    this.#again = true;
    if (this.#pulling) return;
    this.#pulling = true;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#readOn();
      }
    } finally {
      this.#pulling = false;
    }
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const piece = await this.read(this.room, this.cursor, PIECE);
      if (piece.length === 0 || this.#stopped) return;
      this.#give(piece);
    }
  }

  #give(entries: readonly Sealed[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.cursor = last.entry.seq;
    this.listener(entries);
  }
}

/** All who follow the logs of an engine. */
export class Feeds {
  #followers = new Map<string, Set<Follower>>();

  constructor(
    private readonly read: Read,
    private readonly onError: (error: unknown) => void,
  ) {}

  async follow(room: string, after: number, listener: EntriesListener): Promise<() => void> {
    const follower = new Follower(room, after, listener, this.read);
    const followers = this.#followers.get(room) ?? new Set();
    this.#followers.set(room, followers.add(follower));
    const stop = () => this.#remove(room, follower);
    try {
      await follower.pull();
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  /** Hands on what was written. */
  publish(room: string, entries: readonly Sealed[]): void {
    for (const follower of this.#followers.get(room) ?? []) {
      if (follower.offer(entries)) this.#pull(follower);
    }
  }

  /** Has all who follow a room look into its log, for something may have been missed. */
  refresh(room: string): void {
    for (const follower of this.#followers.get(room) ?? []) this.#pull(follower);
  }

  has(room: string): boolean {
    return this.#followers.has(room);
  }

  /** Ends what follows a room, or everything. */
  end(room?: string): void {
    for (const each of room === undefined ? [...this.#followers.keys()] : [room]) {
      for (const follower of this.#followers.get(each) ?? []) follower.stop();
      this.#followers.delete(each);
    }
  }

  #pull(follower: Follower): void {
    follower.pull().catch(this.onError);
  }

  #remove(room: string, follower: Follower): void {
    follower.stop();
    const followers = this.#followers.get(room);
    followers?.delete(follower);
    if (followers?.size === 0) this.#followers.delete(room);
  }
}
