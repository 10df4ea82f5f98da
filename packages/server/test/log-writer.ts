/*
 * A process that writes to a log until it is killed, and prints each id that was acknowledged:
 * `node --import tsx log-writer.ts sqlite|nats <dir or url> <room>`.
 */
import { writeSync } from 'node:fs';
import { NatsLogEngine } from '../src/log/nats.js';
import { SqliteLogEngine } from '../src/log/sqlite.js';
import { draft } from './drafts.js';

const [kind, place = '', room = ''] = process.argv.slice(2);
const engine =
  kind === 'nats' ? await NatsLogEngine.connect({ servers: place }) : new SqliteLogEngine({ dir: place });
for (let i = 0; ; i++) {
  const ids = [`${process.pid}-${i}`, `${process.pid}-${i}+`];
  await engine.append(
    room,
    ids.map((id) => draft(id, id)),
  );
  writeSync(1, `${ids.join('\n')}\n`);
}
