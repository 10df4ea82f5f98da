import { emptyHead, type Draft, type Head, type Sealed } from '@interview-room/core/protocol';
import { Casts } from './casts.js';
import { Checkpoints } from './checkpoints.js';
import type { CastListener, EngineOptions, EntriesListener, LogEngine, Snapshot } from './engine.js';
import { Feeds } from './follow.js';
import { Snapshots } from './snapshots.js';
import { endOf, fileIn, openDatabase, placeOf, type Connection } from './sqlite-database.js';
import { SqliteDocuments } from './sqlite-documents.js';
import { LogStatements, SqliteLog } from './sqlite-log.js';
import { WalSync } from './wal-sync.js';

const MARK_EVERY = 1000;
const SWEEP_EVERY = 60_000;
const IDLE = 300_000;

export interface SqliteOptions extends EngineOptions {
  /** The folder of the file. */
  dir: string;
  /**
   * What an acknowledged entry outlives: the end of the process, its kill included (the disk follows within a tenth of a
   * second), or also a power cut, at the price of waiting for the disk.
   */
  durability?: 'process' | 'power' | undefined;
}

/** Logs in one SQLite file, for one server process. */
export class SqliteLogEngine implements LogEngine {
  readonly documents: SqliteDocuments;
  #db: Connection;
  #sql: LogStatements;
  #sync: WalSync;
  #checkpoints: Checkpoints;
  #logs = new Map<string, Promise<SqliteLog>>();
  /** Those of them that have been read, and are whole. */
  #whole = new Map<string, SqliteLog>();
  #unmarked = new Set<SqliteLog>();
  #marking: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout;
  #casts = new Casts();
  #feeds: Feeds;
  #snapshots: Snapshots;
  #durability: 'process' | 'power';
  #onError: (error: unknown) => void;

  constructor({ dir, durability = 'process', onError = console.error }: SqliteOptions) {
    this.#durability = durability;
    this.#onError = onError;
    this.#db = openDatabase(dir);
    this.#sql = new LogStatements(this.#db);
    this.#sync = new WalSync(fileIn(dir), onError);
    this.#checkpoints = new Checkpoints(fileIn(dir), onError);
    this.documents = new SqliteDocuments(this.#db, () => this.#sync.touch());
    this.#snapshots = new Snapshots(this.documents);
    this.#feeds = new Feeds((...asked) => this.read(...asked), onError);
    this.#sweep = setInterval(() => this.#sweepLogs().catch(onError), SWEEP_EVERY).unref();
  }

  async append(room: string, drafts: readonly Draft[]): Promise<Sealed[]> {
    const log = await this.#log(room, true);
    const { sealed, written } = log.append(drafts);
    this.#touch(log);
    if (this.#durability === 'power') await this.#sync.now();
    this.#feeds.publish(room, written);
    return sealed;
  }

  appendNow(room: string, drafts: readonly Draft[]): Sealed[] | undefined {
    const log = this.#whole.get(room);
    if (!log || this.#durability === 'power') return;
    const { sealed, written } = log.append(drafts);
    this.#touch(log);
    this.#feeds.publish(room, written);
    return sealed;
  }

  async read(room: string, after: number, limit = Infinity): Promise<Sealed[]> {
    return (await this.#log(room))?.read(after, limit) ?? [];
  }

  async head(room: string): Promise<Head> {
    return (await this.#log(room))?.head ?? emptyHead;
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
    this.#forget(room);
    this.#feeds.end(room);
    const row = this.#row(room);
    if (row) this.#erase(row.no);
    await this.#snapshots.delete(room);
    this.#sync.touch();
  }

  async ready(): Promise<boolean> {
    try {
      this.#sql.mark.run(0, 0, 0);
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    this.#feeds.end();
    clearTimeout(this.#marking);
    clearInterval(this.#sweep);
    this.#mark();
    await this.#sync.close();
    await this.#checkpoints.close();
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }

  /** A log, opened once; one that is damaged stays refused. */
  #log(room: string): Promise<SqliteLog> | undefined;
  #log(room: string, create: true): Promise<SqliteLog>;
  #log(room: string, create = false): Promise<SqliteLog> | undefined {
    const known = this.#logs.get(room);
    if (known) return known;
    if (create) this.#sql.addRoom.run(room);
    const row = this.#row(room);
    const opened = row && SqliteLog.open(this.#sql, room, row.no, row.seq);
    if (opened) this.#remember(room, opened);
    return opened;
  }

  #remember(room: string, opened: Promise<SqliteLog>): void {
    this.#logs.set(room, opened);
    const whole = (log: SqliteLog) => this.#logs.get(room) === opened && this.#whole.set(room, log);
    // One that is not whole is refused to whoever asks for it.
    opened.then(whole, () => undefined);
  }

  #forget(room: string): void {
    this.#logs.delete(room);
    this.#whole.delete(room);
  }

  #row(room: string): { no: number; seq: number } | undefined {
    return this.#sql.room.get(room) as { no: number; seq: number } | undefined;
  }

  #erase(no: number): void {
    const erase = () => {
      this.#sql.clear.run(placeOf(no, 0), endOf(no));
      this.#sql.deleteRoom.run(no);
    };
    this.#db.transaction(erase).immediate();
  }

  #touch(log: SqliteLog): void {
    this.#sync.touch();
    this.#checkpoints.touch();
    this.#unmarked.add(log);
    this.#marking ??= setTimeout(() => this.#markLater(), MARK_EVERY).unref();
  }

  #markLater(): void {
    this.#marking = undefined;
    try {
      this.#mark();
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Lets go of what is known of logs that nobody uses. One that is damaged stays known as such. */
  async #sweepLogs(): Promise<void> {
    for (const [room, opened] of this.#logs) {
      const log = await opened.catch(() => undefined);
      const idle = log && Date.now() - log.used > IDLE && !this.#unmarked.has(log);
      if (idle && !this.#feeds.has(room)) this.#forget(room);
    }
  }

  /** Notes how far the logs have come, so that an end that is cut off later is seen. */
  #mark(): void {
    const mark = () => {
      for (const { head, no } of this.#unmarked) this.#sql.mark.run(head.seq, no, head.seq);
    };
    this.#db.transaction(mark).immediate();
    this.#unmarked.clear();
  }
}
