import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { nativeBackend, Room, verify } from '@interview-room/core';
import { WebSocket } from 'ws';
import { SqliteLogEngine } from './log/sqlite.js';
import { createServer } from './server.js';
import { until } from './testing/until.js';
import { KEY, World } from './testing/world.js';

const PATH = 'python/main.py';

describe('rooms of the core on this server', { timeout: 60_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'interview-room-core-'));
  after(() => rmSync(dir, { recursive: true }));

  const enter = (url: string, session: string, token: string, transport: 'socket' | 'stream') => {
    const backend = nativeBackend({ url, transport, WebSocket: WebSocket as never });
    return Room.join({ backend, session, token, name: transport });
  };
  const text = (room: Room) => room.workspace.text(PATH).toString();

  it('are one text over sockets and streams, through a restart of the server, and from a snapshot', async () => {
    const limits = { snapshotEvery: 20 };
    const world = await World.open({ engine: new SqliteLogEngine({ dir }), limits });
    const { id, tokens } = await world.room();
    const ines = await enter(world.url, id, tokens.interviewer, 'socket');
    ines.workspace.seed({ [PATH]: 'def two_sum(a, t): pass\n' });
    await ines.append('stage.changed', { stage: 'started' });
    const ada = await enter(world.url, id, tokens.candidate, 'stream');
    await until('the stage has come', () => ada.state.stage.now === 'started' && text(ada).length > 0);
    const write = (from: number, to: number) => {
      for (let index = from; index < to; index++) {
        ada.workspace.text(PATH).insert(0, `a${index} `);
        ines.workspace.text(PATH).insert(text(ines).length, ` i${index}`);
      }
    };
    write(0, 30);
    await until('both have the same text', () => text(ada) === text(ines) && text(ada).includes('i29'));

    await world.close();
    write(30, 60);
    const server = await createServer({
      engine: new SqliteLogEngine({ dir }),
      apiKeys: [KEY],
      grading: false,
      limits,
    });
    await server.listen(Number(new URL(world.url).port));
    await until('both have the same text again', () => text(ada) === text(ines) && text(ada).includes('i59'));
    for (let index = 0; index < 60; index++)
      for (const word of [`a${index} `, ` i${index}`]) assert.ok(text(ada).includes(word), word);

    await ines.append('note.added', { note: 'n', text: 'Private' });
    for (let index = 0; index < 20; index++) await ada.append('chat.message', { text: `${index}` });
    const owen = await enter(world.url, id, tokens.observer, 'socket');
    await until('who comes late has it too', () => text(owen) === text(ada) && owen.state.chat.length === 20);
    assert.equal(owen.state.notes.length, 0);
    assert.equal(ines.state.notes.length, 1);
    assert.deepEqual(
      owen.state.people.map(({ role }) => role),
      ['interviewer', 'candidate', 'observer'],
    );
    const log = await server.context.engine.read(id, 0);
    assert.ok(verify(log.map(({ entry }) => entry)).ok);
    assert.equal(new Set(log.map(({ entry }) => entry.id)).size, log.length);
    for (const room of [ada, ines, owen]) await room.leave();
    await server.close();
  });
});
