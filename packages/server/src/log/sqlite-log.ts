import { setImmediate as breathe } from 'node:timers/promises';
import { open, type Draft, type Entry, type Head, type Sealed } from '@interview-room/core/protocol';
import { ChainCheck, hashOf, seal } from './check.js';
import { LogCorruptError } from './engine.js';
import { endOf, isDamage, isTaken, placeOf, type Connection, type Statement } from './sqlite-database.js';

const PIECE = 1000;

interface Row {
  text: string;
  hash: string;
}

/** The statements of the logs, prepared once for all rooms. */
export class LogStatements {
  readonly read: Statement;
  readonly insert: Statement;
  readonly room: Statement;
  readonly addRoom: Statement;
  readonly mark: Statement;
  readonly clear: Statement;
  readonly deleteRoom: Statement;

  constructor(readonly db: Connection) {
    this.read = db.prepare('SELECT text, hash FROM log WHERE place > ? AND place < ? ORDER BY place LIMIT ?');
    this.insert = db.prepare('INSERT INTO log (place, text, hash) VALUES (?, ?, ?)');
    this.room = db.prepare('SELECT no, seq FROM rooms WHERE name = ?');
    this.addRoom = db.prepare('INSERT OR IGNORE INTO rooms (name) VALUES (?)');
    this.mark = db.prepare('UPDATE rooms SET seq = ? WHERE no = ? AND seq < ?');
    this.clear = db.prepare('DELETE FROM log WHERE place >= ? AND place < ?');
    this.deleteRoom = db.prepare('DELETE FROM rooms WHERE no = ?');
  }
}

/** One room's log in the file, known to be whole. */
export class SqliteLog {
  used = Date.now();
  #check: ChainCheck;
  #ids = new Map<string, number>();

  private constructor(
    private readonly sql: LogStatements,
    readonly no: number,
    room: string,
  ) {
    this.#check = new ChainCheck(room);
  }

  /** Reads the whole log once, in pieces between which others have their turn, and throws where it is not whole. */
  static async open(sql: LogStatements, room: string, no: number, mark: number): Promise<SqliteLog> {
    const log = new SqliteLog(sql, no, room);
    while (log.#takePiece().length === PIECE) await breathe();
    if (log.head.seq < mark) throw log.#check.fault('cut');
    return log;
  }

  get head(): Head {
    return this.#check.head;
  }

  read(after: number, limit: number): Sealed[] {
    this.used = Date.now();
    return this.#rows(after, limit).map(({ text, hash }, index) => {
      if (hashOf(text) !== hash) throw new LogCorruptError(this.#check.room, after + index + 1, 'hash');
      return { text, entry: open(text, hash) };
    });
  }

  /**
   * Writes what is not there yet, in one transaction. Where another process on the same file was first, its entries are
   * taken in before the next try.
   */
  append(drafts: readonly Draft[]): { sealed: Sealed[]; written: Sealed[] } {
    this.used = Date.now();
    for (;;) {
      try {
        return this.#write(drafts);
      } catch (error) {
        if (!isTaken(error) || this.#takePiece().length === 0) throw this.#named(error);
      }
    }
  }

  #write(drafts: readonly Draft[]) {
    const written = new Map<string, Sealed>();
    let head = this.head;
    const insert = (draft: Draft): Sealed => {
      const sealed = seal(draft, head);
      this.sql.insert.run([placeOf(this.no, sealed.entry.seq), sealed.text, sealed.entry.hash]);
      head = sealed.entry;
      written.set(draft.id, sealed);
      return sealed;
    };
    const write = () =>
      drafts.map((draft) => this.#known(draft.id) ?? written.get(draft.id) ?? insert(draft));
    const sealed = drafts.length === 1 ? write() : this.sql.db.transaction(write).immediate();
    for (const { entry } of written.values()) this.#pass(entry);
    return { sealed, written: [...written.values()] };
  }

  #known(id: string): Sealed | undefined {
    const seq = this.#ids.get(id);
    return seq === undefined ? undefined : this.read(seq - 1, 1)[0];
  }

  #pass(entry: Entry): void {
    this.#check.pass(entry);
    this.#ids.set(entry.id, entry.seq);
  }

  #takePiece(): Row[] {
    const rows = this.#rows(this.head.seq, PIECE);
    for (const { text, hash } of rows) this.#pass(this.#check.next(text, hash).entry);
    return rows;
  }

  #rows(after: number, limit: number): Row[] {
    try {
      const most = Number.isFinite(limit) ? limit : -1;
      return this.sql.read.all(placeOf(this.no, after), endOf(this.no), most) as Row[];
    } catch (error) {
      throw this.#named(error);
    }
  }

  #named(error: unknown): unknown {
    return isDamage(error) ? this.#check.fault('unreadable', error) : error;
  }
}
