import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export type Connection = InstanceType<typeof Database>;
export type Statement = Database.Statement<unknown[]>;

/*
 * rooms.seq is a mark of how far a log has surely come, set now and then: what ends before it was cut. Entries lie in the
 * order of their log, without an index of their ids: ids are random, and to keep them sorted on the disk would cost as
 * much again as the entry. Documents take a new number with each write, so that a
 * revision is never used twice.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS rooms (
    no INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS entries (
    room INTEGER NOT NULL, seq INTEGER NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (room, seq)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS documents (
    revision INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    UNIQUE (bucket, key));
`;

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
  return connection;
}

/** Whether storage failed, and not what was asked of it. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(codeOf(error));

/** Whether another connection took the place in the log first. */
export const isTaken = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_CONSTRAINT');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
