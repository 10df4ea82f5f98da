/*
 * A process that writes to a log until it is killed, and prints each number that was acknowledged:
 * `node --import tsx log-writer.ts sqlite <dir> <room>`.
 */
import { writeSync } from 'node:fs';

import { SqliteLogEngine } from '../src/log/sqlite.js';
import { draft } from './drafts.js';

const [, place = '', room = ''] = process.argv.slice(2);
const engine = new SqliteLogEngine({ dir: place });
for (let i = 0; ; i++) {
  const ids = [`${process.pid}-${i}`, `${process.pid}-${i}+`];
  await engine.append(
    room,
    ids.map((id) => draft(id, id)),
  );
  writeSync(1, `${ids.join('\n')}\n`);
}
