// What an append costs, against the same bytes put into the same storage with nothing around them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyHead, newId, seal } from '@interview-room/core/protocol';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import Database from 'libsql';
import { tsImport } from 'tsx/esm/api';
import { MemoryLogEngine } from '../dist/log/memory.js';
import { NatsLogEngine } from '../dist/log/nats.js';
import { SqliteLogEngine } from '../dist/log/sqlite.js';

const rounds = 7;
const count = 1000;
const update = 'AQGk9cf1DgCEpPXH9Q4XAWEA'.repeat(4);
const draft = () => ({ id: newId(), by: 'ann', kind: 'doc.update', body: { update } });

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Math.round(value * 100) / 100;

/** Microseconds for each of many appends, one after another. */
async function time(append) {
  const start = performance.now();
  for (let i = 0; i < count; i++) await append();
  return ((performance.now() - start) * 1000) / count;
}

/** Measures two by turns, so that what else the machine does falls on both. */
async function compare(name, ours, bare, goal) {
  const times = { ours: [], bare: [] };
  for (let i = 0; i < rounds; i++) {
    times.bare.push(await time(bare));
    times.ours.push(await time(ours));
  }
  const [value, baseline] = [median(times.ours), median(times.bare)];
  return {
    name,
    unit: 'µs',
    value: round(value),
    baseline: round(baseline),
    ratio: round(value / baseline),
    n: rounds * count,
    ...(goal && { goal }),
  };
}

function bareSqlite(dir) {
  const db = new Database(join(dir, 'bare.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec('CREATE TABLE entries (seq INTEGER PRIMARY KEY, text TEXT, hash TEXT)');
  const insert = db.prepare('INSERT INTO entries (text, hash) VALUES (?, ?)');
  const { text, entry } = seal(draft(), emptyHead, Date.now());
  return { db, append: async () => insert.run(text, entry.hash) };
}

async function sqlite(emit) {
  const dir = mkdtempSync(join(tmpdir(), 'interview-room-bench-'));
  const bare = bareSqlite(dir);
  for (const durability of ['process', 'power']) {
    const engine = new SqliteLogEngine({ dir: join(dir, durability), durability });
    const append = () => engine.append('room', [draft()]);
    emit(
      await compare(
        `append, SQLite (outlives the ${durability})`,
        append,
        bare.append,
        durability === 'process' ? '<= 50' : undefined,
      ),
    );
    await engine.close();
  }
  await opening(emit, join(dir, 'process'));
  bare.db.close();
  rmSync(dir, { recursive: true, force: true });
}

/** How long it takes to check a log of many entries before it is first used. */
async function opening(emit, dir) {
  const engine = new SqliteLogEngine({ dir });
  const start = performance.now();
  const { seq } = await engine.head('room');
  const value = performance.now() - start;
  emit({
    name: 'check a whole log, SQLite',
    unit: 'µs an entry',
    value: round((value * 1000) / seq),
    n: seq,
  });
  await engine.close();
}

async function nats(emit) {
  const { NatsServer, natsMissing } = await tsImport('../src/testing/nats.ts', import.meta.url);
  if (natsMissing()) return console.error(`append, NATS: left out, ${natsMissing()}`);
  const server = await NatsServer.start();
  const connection = await connect({ servers: server.url });
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'BARE', subjects: ['bare'] });
  const { text } = seal(draft(), emptyHead, Date.now());
  const client = jetstream(connection);
  const engine = await NatsLogEngine.connect({ servers: server.url });
  const ours = () => engine.append('room', [draft()]);
  emit(await compare('append, NATS JetStream', ours, () => client.publish('bare', text)));
  await engine.close();
  await connection.close();
  await server.stop();
}

async function memory(emit) {
  const engine = new MemoryLogEngine();
  let head = emptyHead;
  const bare = async () => (head = seal(draft(), head, Date.now()).entry);
  emit(await compare('append, memory, against sealing alone', () => engine.append('room', [draft()]), bare));
}

export async function log(emit) {
  await memory(emit);
  await sqlite(emit);
  await nats(emit);
}
