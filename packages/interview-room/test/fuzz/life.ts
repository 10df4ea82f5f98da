import { setImmediate as immediately } from 'node:timers/promises';
import { nativeBackend, Room } from '@interview-room/core';
import { WebSocket } from 'ws';
import { MemoryKeep } from '../../../core/src/log/keep-memory.js';
import type { Keep, Kept, KeptDraft, News } from '../../../core/src/log/keep.js';
import { VirtualClock } from '../../../core/src/testing/virtual-clock.js';
import type { SocketConstructor } from '../../../core/src/transport/socket.js';

/** What a browser keeps of a room, and what of it outlives the tab that wrote it. */
export class Disk {
  readonly kept = new MemoryKeep();
}

/** A tab's way to its disk. Each thing takes a moment, and nothing of what the tab had not yet done is done when it dies. */
class DiskOf implements Keep {
  constructor(
    private readonly disk: Disk,
    private readonly dead: AbortSignal,
  ) {}

  load(): Promise<Kept> {
    return this.#do(() => this.disk.kept.load());
  }
  add(drafts: readonly KeptDraft[]): Promise<void> {
    return this.#do(() => this.disk.kept.add(drafts));
  }
  take(tab: string): Promise<readonly KeptDraft[]> {
    return this.#do(() => this.disk.kept.take(tab));
  }
  merge(ids: readonly string[], draft: KeptDraft): Promise<boolean> {
    return this.#do(() => this.disk.kept.merge(ids, draft));
  }
  commit(news: News): Promise<void> {
    return this.#do(() => this.disk.kept.commit(news));
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    await immediately();
    return this.dead.aborted ? new Promise(() => undefined) : structuredClone(await work());
  }
}

/** Where a tab is, and how it gets to the backend. */
export interface Place {
  readonly url: string;
  readonly session: string;
  readonly transport: 'socket' | 'stream';
  readonly disk: Disk;
  token(): Promise<string>;
}

/** One life of a tab: from when the room is joined to when it is killed, in a time of its own. */
export class Life {
  readonly clock = new VirtualClock();
  readonly #death = new AbortController();
  readonly #sockets = new Set<WebSocket>();
  room!: Room;

  static async begin({ url, session, transport, disk, token }: Place): Promise<Life> {
    const life = new Life();
    const { signal } = life.#death;
    const backend = nativeBackend({
      url,
      transport,
      clock: life.clock,
      WebSocket: life.#socket(),
      fetch: (input, init) =>
        fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
      keep: async () => new DiskOf(disk, signal),
    });
    life.room = await life.passing(Room.join({ backend, session, token }));
    return life;
  }

  /** It is gone at once: nothing is sent or kept any more. */
  kill(): void {
    this.#death.abort();
    for (const socket of this.#sockets) {
      [socket.onmessage, socket.onclose] = [null, null];
      socket.terminate();
    }
  }

  /** Time passes, and what it brings about happens. */
  async spend(ms: number): Promise<void> {
    for (let spent = 0; spent < ms; spent += 30_000) {
      this.clock.turn(Math.min(30_000, ms - spent));
      await immediately();
    }
  }

  /** Waits, while time passes. */
  async passing<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    const end = () => (over = true);
    promise.then(end, end);
    while (!over) await this.moment();
    return promise;
  }

  async moment(): Promise<void> {
    this.clock.turn(50);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }

  #socket(): SocketConstructor {
    const sockets = this.#sockets;
    return class extends WebSocket {
      constructor(url: string) {
        super(url);
        sockets.add(this);
      }
    } as unknown as SocketConstructor;
  }
}
