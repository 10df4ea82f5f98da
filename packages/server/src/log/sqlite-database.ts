import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export type Connection = InstanceType<typeof Database>;
export type Statement = Database.Statement<unknown[]>;

/*
 * rooms.seq is a mark of how far a log has surely come, set now and then: what ends before it was cut. Entries lie in the
 * order of their log, under one number made of the room's and their own: that is the shortest way into the file. There is
 * no index of their ids: ids are random, and to keep them sorted on the disk would cost as much again as the entry.
 * Documents take a new number with each write, so that a
 * revision is never used twice.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS rooms (
    no INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS log (place INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS documents (
    revision INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    UNIQUE (bucket, key));
`;

/** One more than the most entries that a room's log can have in the file. */
const SPAN = 2 ** 26;

/** The number under which an entry lies: exact for as many rooms as a file will ever see. */
export function placeOf(room: number, seq: number): number {
  const place = room * SPAN + seq;
  if (seq < SPAN && Number.isSafeInteger(place)) return place;
  throw new RangeError(`The file has no place for entry ${seq} of room ${room}.`);
}

/** The number after those of all the entries of a room. */
export const endOf = (room: number): number => (room + 1) * SPAN;

/** The file in a folder, made if it is not there. */
export const fileIn = (dir: string): string => join(dir, 'rooms.sqlite');

/**
 * A commit is in the operating system's hands when it returns (WAL), but not yet on the disk (synchronous=NORMAL), see
 * `WalSync`. The file takes in the WAL by `Checkpoints`; here only where that cannot follow, so that the WAL has an end.
 */
export function openDatabase(dir: string): Connection {
  mkdirSync(dir, { recursive: true });
  const connection = new Database(fileIn(dir));
  connection.pragma('busy_timeout = 5000');
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = NORMAL');
  connection.pragma('wal_autocheckpoint = 16000');
  connection.exec(schema);
  if (hasOldEntries(connection)) connection.transaction(moveEntries).immediate(connection);
  return connection;
}

const hasOldEntries = (connection: Connection): boolean =>
  connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'entries'").get() !== undefined;

/** Earlier versions kept entries under two numbers. */
function moveEntries(connection: Connection): void {
  // Another process may have moved them meanwhile.
  if (!hasOldEntries(connection)) return;
  connection.exec(`
    INSERT INTO log (place, text, hash) SELECT room * ${SPAN} + seq, text, hash FROM entries;
    DROP TABLE entries;
  `);
}

/** Whether storage failed, and not what was asked of it. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(codeOf(error));

/** Whether another connection took the place in the log first. */
export const isTaken = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_CONSTRAINT');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
