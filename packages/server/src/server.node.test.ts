import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { hashQuestion, newId, verify } from '@interview-room/core/protocol';
import { Hono } from 'hono';
import { MemoryLogEngine } from './log/memory.js';
import { openDatabase } from './log/sqlite-database.js';
import { SqliteLogEngine } from './log/sqlite.js';
import { createServer } from './server.js';
import { Client, type SocketClient } from './testing/client.js';
import { question } from './testing/question.js';
import { KEY, World } from './testing/world.js';

describe('a server on SQLite', () => {
  const dir = mkdtempSync(join(tmpdir(), 'interview-room-server-'));
  after(() => rmSync(dir, { recursive: true }));

  it('goes on after a restart where it was: tokens, rooms, places, and what was not acknowledged', async () => {
    const first = await World.open({ engine: new SqliteLogEngine({ dir }), limits: { snapshotEvery: 5 } });
    const room = await first.room();
    const client = await Client.join(first, room.id, { token: room.tokens.interviewer, name: 'Ines' });
    for (let index = 0; index < 12; index++) await client.append('chat.message', { text: `${index}` });
    const id = newId();
    const place = await client.append('chat.message', { text: 'twice' }, { id });
    await client.until((each) => each.seq === place);
    await first.close();
    await client.until((each) => each.closed);
    assert.equal(client.closed?.code, 1013);
    assert.equal(client.of('refused').at(-1)?.retry, true);

    const second = await World.open({ engine: new SqliteLogEngine({ dir }) });
    const after = client.seq;
    const again = await Client.join(second, room.id, { token: room.tokens.interviewer, name: 'Ines', after });
    assert.equal(again.welcome?.head.seq, place);
    assert.equal(await again.append('chat.message', { text: 'twice' }, { id }), place);
    assert.equal(await again.append('chat.message', { text: 'new' }), Number(place) + 1);
    await again.until((each) => each.entries.length === 1);
    assert.ok(verify([...client.entries, ...again.entries]).ok);
    await second.close();
  });

  it('says where a log is damaged, and serves all others', async () => {
    const first = await World.open({ engine: new SqliteLogEngine({ dir }) });
    const [bad, good] = [await first.room(), await first.room()];
    const client = await Client.join(first, bad.id, { token: bad.tokens.interviewer });
    const place = await client.append('chat.message', { text: 'as it was written' });
    await first.close();
    const db = openDatabase(dir);
    db.prepare(`UPDATE log SET text = replace(text, 'as it was', 'as it is')`).run();
    db.close();

    const second = await World.open({ engine: new SqliteLogEngine({ dir }) });
    for (const transport of ['socket', 'stream'] as const) {
      const refused = await Client.join(second, bad.id, { token: bad.tokens.interviewer }, transport);
      await refused.until((each) => each.closed);
      const frame = refused.of('refused')[0];
      assert.deepEqual([frame?.reason, frame?.retry], ['unavailable', false]);
      // A room finds the place in these words, and says it in its own.
      assert.match(frame?.message ?? '', new RegExp(`\\bis damaged at entry ${place}\\b`));
    }
    for (const path of ['', '/log']) {
      const told = await second.fetch(`/api/rooms/${bad.id}${path}`);
      assert.equal(told.status, 500);
      const { error } = (await told.json()) as { error: { code: string; message: string } };
      assert.equal(error.code, 'log-damaged');
      assert.match(error.message, new RegExp(`entry ${place}`));
    }
    const other = await Client.join(second, good.id, { token: good.tokens.interviewer });
    assert.equal(typeof (await other.append('chat.message', { text: 'fine' })), 'number');
    assert.equal((await second.fetch(`/api/rooms/${bad.id}`, { method: 'DELETE' })).status, 204);
    await second.close();
  });
});

describe('the API', () => {
  it('makes rooms, says how they are, ends and deletes them', async () => {
    const world = await World.open({ publicUrl: 'https://rooms.example/ir/' });
    const made = await world.room({ totalMinutes: 40, candidate: { name: 'Ada', extraTime: 50 } });
    assert.equal(
      made.links['candidate'],
      `https://rooms.example/ir/room/${made.id}#token=${made.tokens.candidate}`,
    );
    const client = await Client.join(world, made.id, { token: made.tokens.candidate, name: 'Mallory' });
    assert.equal(client.welcome?.name, 'Ada');
    const room = (await (await world.fetch(`/api/rooms/${made.id}`)).json()) as Record<string, unknown>;
    assert.equal(room['stage'], 'waiting');
    assert.equal(room['entries'], 5);
    assert.deepEqual(room['question'], { id: 'two-sum', title: 'Two sum', hash: hashQuestion(question) });
    const list = (await (await world.fetch('/api/rooms?limit=1')).json()) as {
      rooms: { id: string }[];
      next: string;
    };
    assert.deepEqual([list.rooms[0]?.id, list.next], [made.id, made.id]);
    const ended = await (await world.post(`/api/rooms/${made.id}/end`, {})).json();
    assert.equal((ended as { stage: string }).stage, 'ended');
    assert.equal(await client.append('chat.message', { text: 'too late' }), 'not-allowed');
    const log = await (await world.fetch(`/api/rooms/${made.id}/log`)).text();
    assert.equal(log.trim().split('\n').length, 6);
    assert.ok(log.includes('"question.secret"') && log.includes('"totalMs":2400000'));
    assert.equal((await world.fetch(`/api/rooms/${made.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await world.fetch(`/api/rooms/${made.id}`)).status, 404);
    assert.equal(
      (await world.fetch(`/api/rooms/${made.id}/log`, { key: made.tokens.interviewer })).status,
      404,
    );
    await world.close();
  });

  it('gives a candidate as much extra time as their room takes, and says what is too much', async () => {
    const world = await World.open();
    const room = await world.room({ candidate: { extraTime: 400 } });
    const client = await Client.join(world, room.id, { token: room.tokens.candidate });
    assert.equal(client.welcome?.role, 'candidate');
    await client.leave();
    const candidate = { extraTime: 401 };
    for (const [path, asked] of [
      ['/api/rooms', { question, options: { candidate } }],
      [`/api/rooms/${room.id}/tokens`, { role: 'candidate', ...candidate }],
    ] as const)
      assert.equal((await world.post(path, asked)).status, 422, path);
    await world.close();
  });

  it('keeps questions, and says of those that are none where they are wrong', async () => {
    const world = await World.open();
    const wrong = await world.post('/api/questions', {
      ...question,
      title: '',
      languages: { python: { entry: 3 } },
    });
    assert.equal(wrong.status, 422);
    const { error } = (await wrong.json()) as { error: { code: string; problems: { path: string }[] } };
    assert.equal(error.code, 'question');
    assert.ok(error.problems.some(({ path }) => path === 'title'));
    assert.equal((await world.post('/api/questions', question)).status, 201);
    const { questions } = (await (await world.fetch('/api/questions')).json()) as { questions: unknown };
    assert.deepEqual(questions, [{ id: 'two-sum', title: 'Two sum' }]);
    assert.equal((await world.post('/api/rooms', { questionId: 'two-sum' })).status, 201);
    assert.equal((await world.post('/api/rooms', { questionId: 'none' })).status, 404);
    for (const body of [{}, { question, questionId: 'two-sum' }, { question, more: 1 }])
      assert.equal((await world.post('/api/rooms', body)).status, 422);
    assert.equal((await world.fetch('/api/rooms', { method: 'POST', body: '{' })).status, 400);
    await world.close();
  });

  it('is for those with a key, and is told so in JSON', async () => {
    const world = await World.open({ limits: { bodyBytes: 1000, requestsPerSecond: 5 } });
    for (const key of ['', `${KEY}x`, 'x']) {
      const answer = await world.post('/api/rooms', { question }, key);
      assert.equal(answer.status, 401);
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'key');
    }
    assert.equal((await world.post('/api/rooms', { question: 'x'.repeat(2000) })).status, 413);
    const nothing = await world.fetch('/api/nothing');
    assert.equal(nothing.status, 404);
    assert.equal(((await nothing.json()) as { error: { code: string } }).error.code, 'not-found');
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async () => (await world.fetch('/api/rooms')).status),
    );
    assert.ok(statuses.includes(429));
    await world.close();
  });

  it('gives a log to one person no more often than is said', async () => {
    const world = await World.open({ limits: { requestsPerSecond: 5 } });
    const { id, tokens } = await world.room();
    const read = async (key: string) => (await world.fetch(`/api/rooms/${id}/log`, { key })).status;
    const statuses = await Promise.all(Array.from({ length: 10 }, () => read(tokens.candidate)));
    assert.ok(statuses.includes(200) && statuses.includes(429), statuses.join());
    assert.equal(await read(tokens.observer), 200, 'another person is not held up by it');
    await world.close();
  });

  it('gives fresh tokens of the same role for those that are good or ended lately, and for no others', async () => {
    const world = await World.open();
    const room = await world.room();
    const { tokens } = world.server.context;
    const refresh = (token: string, id = room.id) =>
      world.fetch(`/api/rooms/${id}/token`, { method: 'POST', key: token });
    const claims = { sub: 'ada', room: room.id, role: 'candidate', name: 'Ada', extraTime: 10 } as const;
    for (const ttl of [60, -3600]) {
      const answer = await refresh(await tokens.mint(claims, ttl));
      const { token } = (await answer.json()) as { token: string };
      const { exp, ...fresh } = await tokens.verify(token, room.id);
      assert.deepEqual(fresh, claims);
      assert.ok(exp > Date.now() / 1000 + 80_000);
    }
    assert.equal((await refresh(await tokens.mint(claims, -90_000))).status, 401);
    assert.equal((await refresh('nonsense')).status, 401);
    assert.equal((await refresh(room.tokens.candidate, (await world.room()).id)).status, 403);
    await world.close();
  });

  it('is described by a document that names each of its routes, and no other', async () => {
    const world = await World.open();
    const document = (await (await world.fetch('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, object>>;
      components: { schemas: Record<string, { properties?: object }> };
    };
    assert.equal(document.openapi, '3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = world.server.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/(room|sdk)/.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    assert.deepEqual(described.sort(), [...new Set(routes)].sort());
    const refs = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    assert.ok(refs.length > 10);
    for (const name of refs) assert.ok(document.components.schemas[name ?? '']?.properties, name);
    await world.close();
  });

  it('counts, and says whether it is well', async () => {
    const world = await World.open();
    const room = await world.room();
    const client = await Client.join(world, room.id, { token: room.tokens.interviewer });
    await client.append('doc.update', { update: '////' });
    const text = await (await world.fetch('/metrics')).text();
    for (const line of [
      'rooms 1',
      'peers 1',
      'refusals_total{reason="malformed"} 1',
      'append_seconds_count 1',
    ])
      assert.ok(text.includes(`interview_room_${line}`), line);
    assert.ok(!text.includes(room.id));
    assert.equal((await world.fetch('/ready')).status, 200);
    await world.close();
  });

  it('is alive but not ready while its log cannot be written to', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'interview-room-server-'));
    const world = await World.open({ engine: new SqliteLogEngine({ dir }) });
    const statuses = async () =>
      Promise.all(['/health', '/ready'].map(async (path) => (await world.fetch(path)).status));
    const other = openDatabase(dir);
    other.exec('BEGIN IMMEDIATE');
    assert.deepEqual(await statuses(), [200, 503], 'another holds the file');
    other.exec('ROLLBACK');
    other.close();
    assert.deepEqual(await statuses(), [200, 200]);
    await world.close();
    rmSync(dir, { recursive: true });
  });

  it('speaks to the web pages that are listed, and to its own', async () => {
    const world = await World.open({ origins: ['https://ats.example'] });
    const room = await world.room();
    const from = (origin: string) => world.fetch('/api/openapi.json', { headers: { Origin: origin } });
    const listed = await from('https://ats.example');
    assert.equal(listed.headers.get('access-control-allow-origin'), 'https://ats.example');
    assert.equal((await from('https://evil.example')).status, 403);
    assert.equal((await from(world.url)).status, 200);
    const { WebSocket } = await import('ws');
    const outcome = (origin: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${world.url.replace('http', 'ws')}/api/rooms/${room.id}/socket`, {
          origin,
        });
        socket.on('open', () => resolve(socket.close() ?? 'open'));
        socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      });
    assert.equal(await outcome('https://ats.example'), 'open');
    assert.equal(await outcome('https://evil.example'), 403);
    await world.close();
  });
});

describe('a server within another', () => {
  it('is mounted under a prefix, sockets and streams too', async () => {
    const server = await createServer({ engine: new MemoryLogEngine(), apiKeys: [KEY] });
    const outer = new Hono().get('/', (call) => call.text('ours')).route('/rooms', server.app);
    const http = createHttp(getRequestListener(outer.fetch));
    http.on('upgrade', (...asked) => server.upgrade(...asked) || asked[1].destroy());
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/rooms`;
    const world = Object.assign(Object.create(World.prototype) as World, { server, url });
    const room = await world.room();
    for (const transport of ['socket', 'stream'] as const) {
      const client = await Client.join(world, room.id, { token: room.tokens.interviewer }, transport);
      assert.equal(typeof (await client.append('chat.message', { text: 'Hello' })), 'number');
      await client.leave();
    }
    const page = await fetch(`${url}/room/${room.id}`);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self';/);
    assert.ok(!/<script(?![^>]* src=)/.test(await page.text()));
    assert.equal((await fetch(`${url}/room.js`)).status, 200);
    await server.close();
    http.closeAllConnections();
    http.close();
  });

  it('lets go of rooms that nobody is in, and opens them again', async () => {
    const world = await World.open({ limits: { idleMs: 50, snapshotEvery: 4 } });
    const room = await world.room();
    const client = (await Client.join(world, room.id, { token: room.tokens.interviewer })) as SocketClient;
    for (let index = 0; index < 6; index++)
      await client.append('note.added', { note: `${index}`, text: 'n' });
    await client.leave();
    while (world.server.context.rooms.count > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const again = await Client.join(world, room.id, { token: room.tokens.interviewer });
    const { hub, release } = await world.server.context.rooms.hold(room.id);
    assert.equal(hub.state.notes.length, 6);
    assert.equal(await again.append('note.added', { note: 'more', text: 'n' }), hub.head.seq);
    release();
    await world.close();
  });
});
