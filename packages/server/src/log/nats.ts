import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';
import type { Draft, Head, Sealed } from '@interview-room/core/protocol';
import type { CastListener, EngineOptions, EntriesListener, LogEngine, Snapshot } from './engine.js';
import { Feeds } from './follow.js';
import { NatsDocuments } from './nats-documents.js';
import { Names } from './nats-names.js';
import { NatsRoom } from './nats-room.js';
import { NatsStreams } from './nats-stream.js';
import { Snapshots } from './snapshots.js';

const SWEEP_EVERY = 10_000;
const IDLE = 300_000;
const GOODBYE = 2000;

export interface NatsOptions extends EngineOptions {
  /** Addresses of the servers, `nats://host:port`. */
  servers: string | string[];
  /** Into how many streams the rooms are spread. The same for all processes, and for as long as the logs are kept. */
  shards?: number | undefined;
  /** On how many servers of a cluster each stream is kept. */
  replicas?: number | undefined;
  /** What the names of streams, subjects and buckets begin with. */
  prefix?: string | undefined;
  /** Whatever else the connection needs, such as credentials. */
  connection?: NodeConnectionOptions | undefined;
}

/** Logs in NATS JetStream, for any number of server processes. */
export class NatsLogEngine implements LogEngine {
  #rooms = new Map<string, NatsRoom>();
  #feeds: Feeds;
  #snapshots: Snapshots;
  #sweep: NodeJS.Timeout;

  private constructor(
    private readonly connection: NatsConnection,
    private readonly names: Names,
    private readonly streams: NatsStreams,
    readonly documents: NatsDocuments,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#feeds = new Feeds((...asked) => this.read(...asked), onError);
    this.#snapshots = new Snapshots(documents);
    this.#sweep = setInterval(() => this.#sweepRooms(), SWEEP_EVERY).unref();
    this.#watch().catch(onError);
  }

  static async connect(options: NatsOptions): Promise<NatsLogEngine> {
    const { servers, shards = 8, replicas = 1, prefix = 'IR', onError = console.error } = options;
    const connection = await connect({ maxReconnectAttempts: -1, ...options.connection, servers });
    try {
      const names = new Names(prefix, shards);
      const streams = await NatsStreams.open(connection, names, replicas);
      const documents = await NatsDocuments.open(streams, names, replicas);
      return new NatsLogEngine(connection, names, streams, documents, onError);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  append(room: string, drafts: readonly Draft[]): Promise<Sealed[]> {
    return this.#room(room).append(drafts);
  }

  read(room: string, after: number, limit = Infinity): Promise<Sealed[]> {
    return this.#room(room).read(after, limit);
  }

  head(room: string): Promise<Head> {
    return this.#room(room).head();
  }

  subscribe(room: string, after: number, listener: EntriesListener): Promise<() => void> {
    return this.#feeds.follow(room, after, listener);
  }

  cast(room: string, text: string): void {
    this.connection.publish(this.names.casts(room), text);
  }

  async onCast(room: string, listener: CastListener): Promise<() => void> {
    const callback = (_: unknown, message: { string(): string }) => listener(message.string());
    const subscription = this.connection.subscribe(this.names.casts(room), { callback });
    await this.connection.flush();
    return () => subscription.unsubscribe();
  }

  saveSnapshot(room: string, name: string, snapshot: Snapshot): Promise<void> {
    return this.#snapshots.save(room, name, snapshot);
  }

  loadSnapshot(room: string, name: string): Promise<Snapshot | undefined> {
    return this.#snapshots.load(room, name);
  }

  async deleteRoom(room: string): Promise<void> {
    this.#feeds.end(room);
    await this.#room(room).delete();
    await this.#snapshots.delete(room);
  }

  async ready(): Promise<boolean> {
    try {
      await this.streams.manager.streams.info(this.names.stream(0));
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    this.#feeds.end();
    await Promise.all([...this.#rooms.values()].map((room) => room.close()));
    // A server that is gone would be waited for.
    await Promise.race([this.connection.drain().catch(() => {}), sleep(GOODBYE, undefined, { ref: false })]);
    await this.connection.close();
  }

  #room(name: string): NatsRoom {
    const known = this.#rooms.get(name);
    if (known) return known;
    const room = new NatsRoom(this.streams, this.names, name, {
      written: (sealed) => this.#feeds.publish(name, sealed),
      gone: () => this.#feeds.end(name),
      failed: this.onError,
    });
    this.#rooms.set(name, room);
    return room;
  }

  /** After the connection was lost, much may have been missed. */
  async #watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'reconnect') for (const name of this.#rooms.keys()) this.#feeds.refresh(name);
    }
  }

  /** What the server should have told and did not is found, and rooms that nobody uses are let go. */
  #sweepRooms(): void {
    for (const [name, room] of this.#rooms) {
      if (this.#feeds.has(name)) this.#feeds.refresh(name);
      else if (!room.busy && Date.now() - room.used > IDLE) this.#letGo(name, room);
    }
  }

  #letGo(name: string, room: NatsRoom): void {
    this.#rooms.delete(name);
    room.close().catch(this.onError);
  }
}
