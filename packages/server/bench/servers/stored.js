// A bare relay that first puts what it hands on into a SQLite file, and does nothing else: the least that an entry which
// is written before it is relayed can cost.
import { join } from 'node:path';
import Database from 'libsql';
import { relay } from './relay.js';

const db = new Database(join(process.argv[2], 'stored.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = NORMAL');
db.exec('CREATE TABLE entries (seq INTEGER PRIMARY KEY, text BLOB NOT NULL)');
const insert = db.prepare('INSERT INTO entries (text) VALUES (?)');
relay((data) => insert.run([data]));
