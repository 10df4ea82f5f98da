import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { openBackend } from '@interview-room/backends';
import { Room } from '@interview-room/core';
import { createServer, MemoryLogEngine } from '@interview-room/server';
import { WebSocket } from 'ws';
import { Probe } from '../../backends/src/auto/probe.js';
import { findDialect } from '../../backends/src/auto/signs.js';
import { startCodeInterviewAgent } from '../src/stand-ins/code-interview-agent/index.js';
import { startInterviewLm } from '../src/stand-ins/interviewlm/index.js';
import { json, page, serve, type Reply, type Routes } from '../src/stand-ins/serve.js';
import type { StandIn } from '../src/stand-ins/stand-in.js';

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
const rows: Row[] = [
  ['our own server', native, 'native'],
  ['an AI interviewer', () => startCodeInterviewAgent({ variant: 'v1' }), 'code-interview-agent v1'],
  ['an AI interviewer without ids', () => startCodeInterviewAgent({ variant: 'v2' }), 'code-interview-agent v2'],
  ['an AI interviewer that wants a key', of({ 'GET /api/v1/interview': () => json(401, { detail: 'Not authenticated' }) }), 'code-interview-agent v1'],
  ['interviews over streams', () => startInterviewLm(), 'interviewlm'],
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
        assert.ok(probe.requests <= 7);
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
      assert.equal(first?.level, 'info');
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
