import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import type { BackendNotice } from '@interview-room/core';
import type { RunEvent, TestEvent } from '@interview-room/runtimes';
import { WebSocketServer } from 'ws';
import type { InterviewLmStandIn } from '../src/stand-ins/interviewlm/index.js';
import { terminalManner } from '../src/stand-ins/interviewlm/terminal.js';
import { open, until, visit } from './interviewlm-stage.js';

const FRAMES = 10_000;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
};
const picker =
  (next: () => number) =>
  <T>(values: readonly T[]): T =>
    values[Math.floor(next() * values.length)] as T;

/** Frames that are right, wrong, cut, of another stream, or none at all; `own` makes one that may be right. */
function hostile(
  own: (odd: () => unknown, pick: ReturnType<typeof picker>) => object,
  names = ['', '', '', 'connected', 'unheard-of', 'error', 'message', 'constructor'],
): string[] {
  const next = random(20_261_122);
  const pick = picker(next);
  const odd = () => pick<unknown>([null, -1, 1e308, [], {}, '', 'x', true, '💥', '\u0000', '\u001b[2J', { length: 7 }, [[[]]], '__proto__', 'y'.repeat(2_000)]); // prettier-ignore
  return Array.from({ length: FRAMES }, () => {
    const text = JSON.stringify(pick<() => unknown>([() => own(odd, pick), () => own(odd, pick), odd])());
    const name = pick(names);
    const whole = `${name && `event: ${name}\n`}data: ${text}\n\n`;
    return pick([
      whole,
      whole,
      whole,
      `data: ${text.slice(0, Math.floor(next() * text.length))}\n\n`,
      pick([':\n', '\n', 'data', 'data:\n\n', 'retry: 1\n\n', 'id: \u0000\n\n', '\ufeff', 'data: {}\n\n']),
    ]);
  });
}

/** Answers one request with frames, the first time; all else is as it is. */
function answering(path: RegExp, frames: readonly string[]): { fetch: typeof fetch; asked: () => number } {
  let asked = 0;
  const answer: typeof fetch = (input, init) => {
    if (!path.test(String(input)) || asked++ > 0) return fetch(input, init);
    return Promise.resolve(
      new Response(frames.join(''), { headers: { 'content-type': 'text/event-stream' } }),
    );
  };
  return { fetch: answer, asked: () => asked };
}

/** Someone who is fed that, and what they do not catch. */
async function suffer(standIn: InterviewLmStandIn, fetch?: typeof globalThis.fetch) {
  const threw: unknown[] = [];
  const note = (error: unknown) => threw.push(error);
  process.on('unhandledRejection', note);
  const guest = await visit(standIn, { ...(fetch && { fetch }) });
  cleanups.push(async () => {
    await guest.room.leave();
    process.off('unhandledRejection', note);
  });
  return { ...guest, threw };
}

const generic = (notices: readonly BackendNotice[]) =>
  notices.some(({ level, name }) => level === 'event' && name === 'unheard-of');

describe('a hostile terminal', () => {
  const own = (odd: () => unknown, pick: ReturnType<typeof picker>) => ({
    ...pick([{}, { connected: odd() }, { output: pick(['said\r\n', odd()]) }, { history: pick(['$ ', odd()]) }, { surprise: odd() }]), // prettier-ignore
    ...pick([{}, {}, { reconnect: false }, { done: null }]),
  });

  for (const way of ['pty', 'plain'] as const)
    it(`may stream 10,000 frames of anything over ${way}, and is typed into after that`, async () => {
      const standIn = await open({});
      Object.assign(terminalManner(standIn.world), { tunnel: false, pty: way === 'pty', input: 'stream' });
      const path = way === 'pty' ? /terminal\/pty$/ : /\/terminal$/;
      const { fetch } = answering(path, hostile(own));
      const { room, notices, threw } = await suffer(standIn, fetch);
      let shown = '';
      const statuses: string[] = [];
      const channel = room.offers.terminal?.open(
        { columns: 80, rows: 24 },
        { output: (text) => (shown = (shown + text).slice(-4000)), status: (each) => statuses.push(each) },
      );
      await until(() => statuses.filter((each) => each === 'open').length > 1, 'joined again');
      await until(() => (channel?.write('echo after all\r'), shown.includes('\nafter all')), 'the shell');
      assert.ok(generic(notices), 'what is unknown is told');
      assert.ok((room.offers.notices?.recent.length ?? 0) <= 500);
      assert.deepEqual(threw, []);
      if (channel) cleanups.push(() => channel.close());
    });

  it('may say 10,000 frames of anything over a tunnel, in text and in bytes', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    cleanups.push(() => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    server.on('connection', (socket) => {
      const next = random(3);
      const pick = picker(next);
      for (let n = 0; n < FRAMES; n++) {
        const bytes = Buffer.from(Array.from({ length: Math.floor(next() * 40) }, () => Math.floor(next() * 256))); // prettier-ignore
        socket.send(pick<Buffer | string>([bytes, Buffer.concat([Buffer.from('0'), bytes]), '', '0', '1{', '2[]', '\u0000', bytes.toString('latin1')])); // prettier-ignore
      }
      socket.send(Buffer.from('0the end of it'));
      socket.on('message', (frame) => socket.send(Buffer.concat([Buffer.from('0'), Buffer.from(String(frame as Buffer))]))); // prettier-ignore
    });
    const standIn = await open({});
    const tunnel = JSON.stringify({
      data: { tunnelUrl: `ws://127.0.0.1:${port}`, protocol: 'ws', port },
    });
    const answer: typeof fetch = (input, init) =>
      String(input).endsWith('terminal/tunnel')
        ? Promise.resolve(new Response(tunnel, { headers: { 'content-type': 'application/json' } }))
        : fetch(input, init);
    const { room, threw } = await suffer(standIn, answer);
    let shown = '';
    const channel = room.offers.terminal?.open(
      { columns: 80, rows: 24 },
      { output: (text) => (shown = (shown + text).slice(-4000)), status: () => undefined },
    );
    await until(() => shown.includes('the end of it'), 'all of it');
    channel?.write('typed');
    await until(() => shown.includes('0typed'), 'what is typed');
    assert.deepEqual(threw, []);
    if (channel) cleanups.push(() => channel.close());
  });
});

describe('a hostile backend', () => {
  it('may say 10,000 things of who is stuck, and is quoted seldom', async () => {
    const own = (odd: () => unknown, pick: ReturnType<typeof picker>) => ({
      isStuck: pick([true, false, odd()]),
      message: pick(['Try a smaller case.', odd()]),
      indicators: pick([odd(), [{ type: odd(), severity: odd(), evidence: odd() }]]),
      expectedOutput: 'a hidden answer',
    });
    const standIn = await open({});
    const { fetch, asked } = answering(/\/assistance$/, hostile(own));
    const { room, notices, threw } = await suffer(standIn, fetch);
    await until(() => asked() > 1, 'listened to again');
    assert.equal(notices.filter(({ level }) => level === 'nudge').length, 1);
    assert.ok(generic(notices), 'what is unknown is told');
    assert.ok((room.offers.notices?.recent.length ?? 0) <= 500);
    assert.ok(!JSON.stringify(notices).includes('a hidden answer'));
    assert.deepEqual(threw, []);
  });

  it('may stream 10,000 results of tests: a bounded number is taken, and it ends', async () => {
    const own = (odd: () => unknown, pick: ReturnType<typeof picker>) => ({
      type: pick(['test_result', 'test_result', 'start', odd()]),
      name: pick(['a word', odd()]),
      passed: pick([true, false, odd()]),
      output: odd(),
      error: odd(),
      duration: odd(),
      totalTests: odd(),
    });
    const standIn = await open({ variant: 'streamed' });
    const { fetch } = answering(/run-tests$/, hostile(own, ['', 'test_result', 'unheard-of']));
    const { room, threw } = await suffer(standIn, fetch);
    const events: (TestEvent | RunEvent)[] = [];
    const request = { language: 'python', files: { 'solution.py': 'x = 1' } };
    for await (const event of room.offers.execution?.test?.(request) ?? []) events.push(event as TestEvent);
    assert.equal(events.at(-1)?.type, 'exit');
    const results = events.filter(({ type }) => type === 'test').length;
    assert.ok(results > 100 && results <= 1_000, `${results} results`);
    assert.deepEqual(threw, []);
  });

  it('may begin an event that has no end, or a reply: neither is held', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(256 * 1024));
    let given = 0;
    const endless = (type: string) =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull: (at) => {
            given += chunk.length;
            // Far beyond what is read of it.
            if (given > 200 * 1024 * 1024) at.close();
            else at.enqueue(given === chunk.length ? new TextEncoder().encode('data: ') : chunk);
          },
        }),
        { headers: { 'content-type': type } },
      );
    for (const type of ['text/event-stream', 'application/json']) {
      given = 0;
      const standIn = await open({ variant: 'streamed' });
      const answer: typeof fetch = (input, init) =>
        String(input).endsWith('run-tests') ? Promise.resolve(endless(type)) : fetch(input, init);
      const { room, threw } = await suffer(standIn, answer);
      const request = { language: 'python', files: { 'solution.py': 'x = 1' } };
      const events: (TestEvent | RunEvent)[] = [];
      for await (const event of room.offers.execution?.test?.(request) ?? []) events.push(event as TestEvent);
      const exit = events.at(-1);
      assert.equal(exit?.type === 'exit' && exit.outcome, 'crash', type);
      assert.ok(given < 40 * 1024 * 1024, `${type}: ${given} bytes were read`);
      assert.deepEqual(threw, []);
    }
  });
});
