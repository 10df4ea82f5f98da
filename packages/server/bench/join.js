// How long it takes to join a room in which 20,000 things happened, against reading them as one JSON file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { Room, nativeBackend } from '@interview-room/core';
import { newId } from '@interview-room/core/protocol';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SqliteLogEngine } from '../dist/log/sqlite.js';
import { load, median, round } from './lib/figures.js';
import { start } from './lib/process.js';
import { enter, openRoom } from './lib/room.js';

const ENTRIES = 20_000;
const ROUNDS = 5;

/** Typing, with a jump to another place now and then, and some of it taken back. */
function edits(count) {
  const doc = new Y.Doc();
  const updates = [];
  doc.on('update', (update) => updates.push(Buffer.from(update).toString('base64')));
  const text = doc.getText('file:main.py');
  for (let i = 0, at = 0; i < count; i++) {
    if (i % 40 === 0) at = (i * 7919) % (text.length + 1);
    if (i % 10 === 9 && at > 0) text.delete(--at, 1);
    else text.insert(at++, i % 30 === 29 ? '\n' : 'x');
  }
  return updates.slice(0, count);
}

/** Fills a room's log behind the server's back, and writes the same entries into one file. */
async function fill(dir, room) {
  const engine = new SqliteLogEngine({ dir });
  const drafts = edits(ENTRIES).map((update) => ({
    id: newId(),
    by: 'ann',
    kind: 'doc.update',
    body: { update },
  }));
  for (let at = 0; at < drafts.length; at += 500) await engine.append(room, drafts.slice(at, at + 500));
  const log = await engine.read(room, 0);
  writeFileSync(path(dir, 'log.json'), `[${log.map(({ text }) => text).join(',')}]`);
  await engine.close();
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const readFile = (dir) => () => JSON.parse(readFileSync(path(dir, 'log.json'), 'utf8'));

/** By the room of core, which takes the snapshot. */
const bySnapshot =
  (server, { id, tokens }) =>
  async () => {
    const room = await Room.join({
      backend: nativeBackend({ url: server.url, WebSocket }),
      session: id,
      token: tokens.candidate,
    });
    await room.leave();
  };

/** By all entries, each edit applied. */
const byEntries = (server, room) => async () => {
  const doc = new Y.Doc();
  const whole = { resolve: () => undefined };
  const arrived = new Promise((resolve) => (whole.resolve = resolve));
  const socket = await enter(server, room, 'candidate', (text) => {
    const { entries = [] } = JSON.parse(text);
    doc.transact(() => {
      for (const { kind, body } of entries)
        if (kind === 'doc.update') Y.applyUpdate(doc, Buffer.from(body.update, 'base64'));
    });
    if (entries.at(-1)?.seq >= ENTRIES) whole.resolve();
  });
  await arrived;
  socket.removeAllListeners('close').terminate();
};

export async function join(emit) {
  const first = await start('ours');
  const { dir } = first;
  const room = await openRoom(first);
  await first.stop({ keep: true });
  await fill(dir, room.id);
  const server = await start('ours', { dir });
  // The first who comes has the log read and checked, and the snapshot made.
  const cold = await timed(bySnapshot(server, room));
  const ways = { file: readFile(dir), snapshot: bySnapshot(server, room), entries: byEntries(server, room) };
  const took = { file: [], snapshot: [], entries: [] };
  for (let turn = 0; turn < ROUNDS; turn++)
    for (const [name, way] of Object.entries(ways)) took[name].push(await timed(way));
  await server.stop();
  const baseline = median(took.file);
  const figure = (name, value) => ({
    name: `join a room with ${ENTRIES} entries, ${name}`,
    unit: 'ms',
    value: round(value),
    baseline: round(baseline),
    ratio: round(value / baseline),
    against: 'the entries read and parsed as one JSON file',
    load: load(),
  });
  emit({ ...figure('with a snapshot', median(took.snapshot)), n: ROUNDS });
  emit({ ...figure('by all of its entries, applied', median(took.entries)), n: ROUNDS });
  emit({ ...figure('the first since the server was started', cold), n: 1 });
}
