import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { nativeBackend, Room, type Backend, type NativeOptions } from '../index.js';
import { MemoryKeep } from '../log/keep-memory.js';
import type { SocketConstructor } from '../transport/socket.js';
import { StandIn } from './stand-in.js';
import { VirtualClock } from './virtual-clock.js';

/** A backend, those who join it, and a time that passes as fast as a test likes. */
export class Stage {
  readonly server = new StandIn();
  clock = new VirtualClock();
  #rooms: Room[] = [];

  async close(): Promise<void> {
    await this.passing(Promise.all(this.#rooms.map((room) => room.leave())));
    await this.server.stop();
  }

  /** Waits until something is so; time passes meanwhile. */
  async until(done: () => unknown): Promise<void> {
    for (let tries = 0; !done(); tries++) {
      assert.ok(tries < 4000, `never: ${done.toString()}`);
      this.clock.turn(50);
      await sleep(2);
    }
  }

  /** Waits for something that takes time. */
  async passing<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    const end = () => (over = true);
    promise.then(end, end);
    await this.until(() => over);
    return promise;
  }

  /** The backend, as a page reaches it. */
  backend(options: Partial<NativeOptions> = {}): Backend {
    return nativeBackend({
      url: this.server.url,
      WebSocket: WebSocket as unknown as SocketConstructor,
      clock: this.clock,
      keep: async () => new MemoryKeep(),
      ...options,
    });
  }

  /** Joins as someone. */
  async join(
    token: string | (() => Promise<string>) = 'ann',
    options: Partial<NativeOptions> = {},
  ): Promise<Room> {
    const backend = this.backend(options);
    const room = await this.passing(Room.join({ backend, session: 'one', token }));
    this.#rooms.push(room);
    return room;
  }

  /** Someone's page is gone without a farewell: no timer of it runs any more, and its links break. */
  kill(room: Room): void {
    this.#rooms = this.#rooms.filter((each) => each !== room);
    this.clock = new VirtualClock();
    this.server.cut();
  }

  async leave(room: Room): Promise<void> {
    this.#rooms = this.#rooms.filter((each) => each !== room);
    await this.passing(room.leave());
  }

  /** All that someone wrote is in the log. */
  arrived(room: Room): Promise<void> {
    return this.until(() => room.connection.remote?.unsent === 0 && room.connection.status === 'open');
  }

  same(...all: Room[]): Promise<void> {
    return this.until(() => new Set(all.map((room) => JSON.stringify(room.workspace.files()))).size === 1);
  }
}

/** Chance that is the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed that is printed, so that a test can be run again with it: `SEED=42`. */
export function aSeed(): number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  return seed;
}
