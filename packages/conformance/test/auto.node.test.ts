import { strict as assert } from 'node:assert';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { openBackend } from '@interview-room/backends';
import { Room } from '@interview-room/core';
import { createServer, MemoryLogEngine } from '@interview-room/server';
import { WebSocket } from 'ws';
import { Probe } from '../../backends/src/auto/probe.js';
import { findDialect } from '../../backends/src/auto/signs.js';
import { startCodeInterviewAgent } from '../src/stand-ins/code-interview-agent/index.js';
import { standIns } from '../src/stand-ins/index.js';
import { startInterviewLm, type Manner } from '../src/stand-ins/interviewlm/index.js';
import { json, page, serve, type Reply, type Routes } from '../src/stand-ins/serve.js';
import type { StandIn } from '../src/stand-ins/stand-in.js';
import { startHocuspocus, startYWebsocket } from './yjs-servers.js';

const closes: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close();
});
const kept = async <Each extends { close(): Promise<unknown> }>(started: Promise<Each>): Promise<Each> => {
  const each = await started;
  closes.push(() => each.close());
  return each;
};

const of = (http: Routes['http'], missing?: () => Reply) => (): Promise<StandIn> =>
  serve('any', ['any'], {}, () => ({ http, ...(missing && { missing }) }));
const express = () => page(404, 'Cannot GET that');
const unknown = () => json(404, { error: 'Session not found' });
const session = { id: 's', createdAt: '2026-01-01', code: '', language: 'python' };

async function native(): Promise<{ url: string; close(): Promise<unknown> }> {
  const server = await createServer({ apiKeys: ['k'], grading: false, engine: new MemoryLogEngine() });
  return { url: await server.listen(0), close: () => server.close() };
}

type Row = [
  what: string,
  start: () => Promise<{ url: string; close(): Promise<unknown> }>,
  found: string | undefined,
];

/** What is found of each stand-in. Where variants answer alike, the default is taken; runners are no rooms. */
const found: Readonly<Record<string, string | undefined>> = {
  'code-interview-agent v1': 'code-interview-agent v1',
  'code-interview-agent v2': 'code-interview-agent v2',
  'interviewlm current': 'interviewlm',
  'interviewlm legacy': 'interviewlm',
  'interviewlm proposed': 'interviewlm proposed',
  'interviewlm streamed': 'interviewlm',
  'relay impl': 'relay impl',
  'relay docs': 'relay docs',
  'relay flat': 'relay flat',
  'agent-runtime current': 'agent-runtime',
  'agent-runtime older': 'agent-runtime',
  'y-websocket v2': 'y-websocket',
  'hocuspocus v3': 'hocuspocus',
  'judge0 ce': undefined,
  'piston v2': undefined,
  'piston bare': undefined,
};
const standInRows = Object.entries(standIns).flatMap(([dialect, { variants, start }]) =>
  variants.map((variant): Row => [`the stand-in ${dialect} ${variant}`, () => start({ variant }), found[`${dialect} ${variant}`]]),
); // prettier-ignore

/** Interviews that run, of a variant that words its errors so. */
const interviews =
  (variant: string, errors: Manner['errors'], begun = true) =>
  async () => {
    const standIn = await startInterviewLm({ variant });
    standIn.world.manner.errors = errors;
    if (begun) for (const id of ['probe', 'some-room']) standIn.world.interview(id).initialise(Date.now());
    return standIn;
  };
const interviewRows = (['plain', 'coded', 'wrapped'] as const).flatMap((errors): Row[] => [
  [`a file tree to watch, ${errors} errors`, interviews('proposed', errors), 'interviewlm proposed'],
  [`a file tree to watch, not begun, ${errors} errors`, interviews('proposed', errors, false), 'interviewlm proposed'],
  [`interviews that run, ${errors} errors`, interviews('current', errors), 'interviewlm'],
  [`interviews that have not begun, ${errors} errors`, interviews('current', errors, false), 'interviewlm'],
]); // prettier-ignore
const signedOut = () => json(401, { error: 'Unauthorized' });

const rows: Row[] = [
  ...interviewRows,
  ['a file tree to watch, of a person not signed in', of({ 'GET /api/interview/:id/questions': signedOut, 'GET /api/interview/:id/files/watch': signedOut }, express), 'interviewlm proposed'],
  ['interviews whose every path is for who is signed in', of({ 'GET /api/interview/*rest': signedOut }, express), 'interviewlm'],
  ['our own server', native, 'native'],
  ...standInRows,
  ['a y-websocket', () => startYWebsocket(), 'y-websocket'],
  ['a Hocuspocus', () => startHocuspocus(), 'hocuspocus'],
  ['an AI interviewer that wants a key', of({ 'GET /api/v1/interview': () => json(401, { detail: 'Not authenticated' }) }), 'code-interview-agent v1'],
  ['interviews over streams, of a person not signed in', of({ 'GET /api/interview/:id/questions': () => json(401, { error: 'Unauthorized' }) }, express), 'interviewlm'],
  ['a pad', of({ 'GET /sessions/:id': () => session }, express), 'relay impl'],
  ['a pad without that session', of({ 'GET /sessions/:id': unknown }, express), 'relay impl'],
  ['a pad whose other answers are JSON too', of({ 'GET /sessions/:id': unknown }), 'relay impl'],
  ['a pad as its documents have it', of({ 'GET /session/:id': unknown }, express), 'relay docs'],
  ['long tasks', of({ 'GET /tasks': () => ({ tasks: [], total_tasks: 0 }) }, () => json(404, { detail: 'Not Found' })), 'agent-runtime'],
  ['nothing of all that', of({}), undefined],
  ['a page for every path', of({ 'GET /*rest': () => page(200, 'hello') }), undefined],
  ['an object for every path', of({ 'GET /*rest': () => ({ ok: true, error: 'x', sessionId: 1, tasks: [], total_tasks: 0 }) }), undefined],
]; // prettier-ignore

describe('which dialect a backend speaks', () => {
  for (const [what, start, expected] of rows)
    for (const room of ['', 'some-room'])
      it(`${what}${room && ', asked for a room'}: ${expected ?? 'is not known'}`, async () => {
        const { url } = await kept(start());
        const probe = new Probe({ base: url, WebSocket: WebSocket as never });
        const { dialect, variant = '' } = (await findDialect(probe, room)) ?? {};
        assert.equal(dialect && `${dialect} ${variant}`.trim(), expected);
        assert.ok(probe.reached);
        assert.ok(probe.requests <= 9);
      });

  it('is asked with nothing that changes anything', async () => {
    const standIn = await kept(startCodeInterviewAgent({ variant: 'v2' }));
    await findDialect(new Probe({ base: standIn.url, WebSocket: WebSocket as never }), '');
    assert.ok(
      standIn.heard.every(({ what }) => /^(GET|UPGRADE) /.test(what)),
      JSON.stringify(standIn.heard),
    );
    assert.equal(standIn.agents(), 0);
  });

  it('every stand-in has its row', () => {
    const all = Object.entries(standIns).flatMap(([name, { variants }]) => variants.map((each) => `${name} ${each}`));
    assert.deepEqual(all.filter((each) => !(each in found)), []);
  }); // prettier-ignore

  it('is known by the first frame of the room where a page may not see the answers', async () => {
    const { url } = await kept(startYWebsocket());
    const blocked = () => Promise.reject(new TypeError('Failed to fetch'));
    const probe = new Probe({ base: url, WebSocket: WebSocket as never, fetch: blocked });
    assert.equal((await findDialect(probe, 'some-room'))?.dialect, 'y-websocket');
  });

  it('is given up in time where nothing is ever answered', async () => {
    const silent = createHttpServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((done) => silent.once('listening', done));
    closes.push(async () => (silent.closeAllConnections(), silent.close()));
    const base = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const probe = new Probe({ base, WebSocket: WebSocket as never, patienceMs: 100 });
    assert.equal(await findDialect(probe, 'some-room'), undefined);
    assert.equal(probe.reached, false);
    assert.ok(probe.requests < 3, 'after the time is up nothing more is asked');
  });

  it('is found out without the token, which goes where the dialect wants it and nowhere else', async () => {
    const asked: string[] = [];
    const stranger = createHttpServer((request, response) => {
      asked.push(JSON.stringify([request.url, request.headers]));
      response.writeHead(404).end();
    });
    stranger.on('upgrade', (request, socket) => {
      asked.push(JSON.stringify([request.url, request.headers]));
      socket.destroy();
    });
    await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
    closes.push(async () => (stranger.closeAllConnections(), stranger.close()));
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/?key=of-the-page`;
    const backend = await openBackend('auto', { url, WebSocket: WebSocket as never, storage: 'memory' });
    await assert.rejects(Room.join({ backend, session: 'a', name: 'Ann', token: 'very-secret' }));
    assert.ok(asked.length >= 7);
    assert.ok(asked.every((each) => !/very-secret|of-the-page|authorization|cookie/i.test(each)), asked.join('\n'));
  }); // prettier-ignore
});

describe('a room whose dialect is "auto"', () => {
  const join = async (url: string) => {
    const own = { url, WebSocket: WebSocket as never, storage: 'memory', random: () => 0 } as const;
    return Room.join({ backend: await openBackend('auto', own), session: '', name: 'Ann' });
  };

  for (const variant of ['v1', 'v2'])
    it(`is joined, and told what was found: ${variant}`, async () => {
      const standIn = await kept(startCodeInterviewAgent({ variant }));
      const room = await join(`${standIn.url}/?mode=challenging`);
      closes.push(() => room.leave());
      const [first] = room.offers.notices?.recent ?? [];
      assert.equal(first?.level, 'event', 'for the record: nothing that stands before a candidate');
      assert.match(first?.text ?? '', new RegExp(`code-interview-agent \\(${variant}\\)`));
      assert.equal(room.connection.status, 'open');
    });

  it('says what to do where nothing was found', async () => {
    const { url } = await kept(of({})());
    await assert.rejects(join(url), {
      name: 'JoinRefusedError',
      reason: 'protocol',
      retry: false,
      message: /dialect=/,
    });
  });

  it('says so where nobody is there, and that it may be tried again', async () => {
    const gone = await of({})();
    await gone.close();
    await assert.rejects(join(gone.url), { name: 'JoinRefusedError', reason: 'unavailable', retry: true });
  });
});
