import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { Room, type SocketConstructor } from '@interview-room/core';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { Frames, presences } from '../src/stand-ins/yjs/frames.js';
import { startHocuspocus, startYWebsocket } from '../src/stand-ins/yjs/index.js';

const MANY = 10_000;
const starts = { 'y-websocket': startYWebsocket, 'hocuspocus': startHocuspocus };

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

/** Frames of every kind: whole, cut short, with bytes turned, of other rooms, of nobody, and of very many people. */
function* hostile(dialect: string, room: string): Generator<Uint8Array | string> {
  const random = seeded(dialect.length);
  const upTo = (n: number) => Math.floor(random() * n);
  const frames = new Frames(dialect === 'hocuspocus');
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < 300; n++) {
    doc.getText(`text${n % 7}`).insert(0, `${n}`);
    doc
      .getMap('files')
      .set(['__proto__', '../../etc', '', 'python/x.py', '/'][n % 5] ?? '', upTo(2) ? { n } : 'file:x');
  }
  const state = () =>
    ['{', 'null', '[]', '{"user":3}', '{"user":{"name":"<b>"},"cursor":{"anchor":{"type":{"client":1e99}}}}', `{"user":{"name":"P${upTo(1e6)}"}}`][upTo(6)] ?? ''; // prettier-ignore
  const known: (() => Uint8Array)[] = [
    () => frames.sync(room, 'update', updates[upTo(updates.length)] ?? new Uint8Array()),
    () =>
      frames.sync(
        room,
        'step2',
        Uint8Array.from({ length: upTo(60) }, () => upTo(256)),
      ),
    () =>
      frames.sync(
        room,
        'step1',
        Uint8Array.from({ length: upTo(60) }, () => upTo(256)),
      ),
    () => frames.sync('another', 'update', new Uint8Array([0, 0])),
    () => frames.awareness(room, presences([{ client: upTo(2 ** 31), clock: upTo(9), state: state() }])),
    () =>
      frames.awareness(
        room,
        Uint8Array.from({ length: 20 }, () => upTo(256)),
      ),
    () => frames.status(room, upTo(2) === 0),
    () => frames.auth(room, 2 + upTo(9), 'readonly'),
  ];
  const crowd = Array.from({ length: 300 }, (_, client) => ({
    client,
    clock: 1,
    state: `{"user":{"name":"C${client}"}}`,
  }));
  yield frames.awareness(room, presences(crowd));
  for (let n = 0; n < MANY; n++) {
    const whole = known[upTo(known.length)]?.() ?? new Uint8Array();
    const at = upTo(4);
    if (at === 0) yield whole.slice(0, upTo(whole.length));
    else if (at === 1 && whole.length > 0) {
      whole[upTo(whole.length)] = upTo(256);
      yield whole;
    } else if (n % 50 === 0) yield '{"type":"text"}';
    else yield whole;
  }
}

describe('Yjs servers that say whatever they like', () => {
  const ends: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  for (const [dialect, start] of Object.entries(starts))
    it(
      `${dialect}: nothing of it throws, grows for ever, or ends the room`,
      { timeout: 60_000 },
      async () => {
        const thrown: unknown[] = [];
        const note = (error: unknown) => thrown.push(error);
        process.on('unhandledRejection', note);
        process.on('uncaughtException', note);
        try {
          const server = await start();
          ends.push(() => server.close());
          const backend = await openBackend(dialect, {
            url: server.url,
            WebSocket: WebSocket as unknown as SocketConstructor,
            storage: 'memory',
          });
          const room = await Room.join({ backend, session: 'hostile', name: 'Ann', role: 'candidate' });
          ends.push(() => room.leave());
          let told = 0;
          for (const frame of hostile(dialect, 'hostile')) {
            server.say(frame);
            if (++told % 500 === 0) await sleep(1);
          }
          room.workspace.text('python/main.py').insert(0, 'still here');
          // What is broken is joined anew: the room goes on.
          for (let tries = 0; tries < 500 && room.connection.status !== 'open'; tries++) await sleep(20);
          assert.equal(room.connection.status, 'open');
          assert.ok(room.workspace.files()['python/main.py']?.includes('still here'));
          assert.ok(room.state.people.length <= 100, `${room.state.people.length} people`);
          const { recent = [] } = room.offers.notices ?? {};
          assert.ok(recent.length > 0 && recent.length <= 1000, `${recent.length} notices`);
          assert.deepEqual(thrown, []);
        } finally {
          process.off('unhandledRejection', note);
          process.off('uncaughtException', note);
        }
      },
    );
});
