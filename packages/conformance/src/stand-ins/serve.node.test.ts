import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { afterEach, test } from 'node:test';
import { WebSocket } from 'ws';
import { json, Reply, serve, Stream } from './serve.js';
import type { StandIn, StandInOptions } from './stand-in.js';

let standIn: StandIn;
const open = async (options: StandInOptions = {}) => {
  standIn = await serve('example', ['one', 'two'], options, (house) => ({
    http: {
      'GET /things/:id': ({ params, query }) => ({
        id: params['id'],
        q: query.get('q'),
        variant: house.variant,
      }),
      'PUT /files/*path': ({ params, body }) => json(201, { path: params['path'], body }),
      'GET /broken': () => {
        throw new Reply(410, 'gone');
      },
      'GET /events': () =>
        new Stream((line) => {
          line.send({ n: 1 }, 'first');
          line.send('two\nlines');
        }),
    },
    sockets: {
      '/ws/:id': ({ params }) =>
        params['id'] === 'none'
          ? new Reply(404)
          : (line) => line.onFrame((text) => line.send({ id: params['id'], heard: text })),
    },
  }));
  return standIn;
};
afterEach(() => standIn.close());

const get = async (path: string, init?: RequestInit) => {
  const reply = await fetch(standIn.url + path, init);
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
};
const socket = async (path = '/ws/a') => {
  const ws = new WebSocket(standIn.url.replace('http', 'ws') + path);
  await once(ws, 'open');
  return ws;
};
const next = async (ws: WebSocket) => String((await once(ws, 'message'))[0]);

test('routes: names, rests, queries, bodies, thrown replies, what there is not', async () => {
  await open({ variant: 'two' });
  assert.equal((await get('/things/a%20b?q=1')).text, '{"id":"a b","q":"1","variant":"two"}');
  const put = await get('/files/src/main.py', { method: 'PUT', body: '{"x":1}' });
  assert.deepEqual([put.status, put.text], [201, '{"path":"src/main.py","body":{"x":1}}']);
  assert.deepEqual(standIn.heard.at(-1), { what: 'PUT /files/src/main.py', body: { x: 1 } });
  assert.equal((await get('/broken')).status, 410);
  assert.equal((await get('/nowhere')).status, 404);
  await assert.rejects(
    serve('example', ['one'], { variant: 'x' }, () => ({ http: {} })),
    /has no variant "x"/,
  );
});

test('pages of any origin may ask, with cookies', async () => {
  await open();
  const { headers } = await get('/things/1', { headers: { origin: 'http://page.example' } });
  assert.equal(headers.get('access-control-allow-origin'), 'http://page.example');
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.equal((await get('/things/1', { method: 'OPTIONS' })).status, 204);
});

test('events: named, unnamed and of several lines', async () => {
  await open();
  const reply = await fetch(`${standIn.url}/events`);
  let text = '';
  const all = 'event: first\ndata: {"n":1}\n\ndata: two\ndata: lines\n\n';
  for await (const part of reply.body ?? []) {
    text += Buffer.from(part).toString();
    if (text.length >= all.length) break;
  }
  assert.equal(text, all);
});

test('sockets: what is said to all, what was heard, a refused upgrade', async () => {
  await open();
  const [one, two] = [await socket(), await socket()];
  const both = [next(one), next(two)];
  standIn.say({ type: 'hi' });
  assert.deepEqual(await Promise.all(both), ['{"type":"hi"}', '{"type":"hi"}']);
  one.send('ping');
  assert.equal(await next(one), '{"id":"a","heard":"ping"}');
  assert.deepEqual(standIn.heard.at(-1), { what: 'frame', body: 'ping' });
  const refused = new WebSocket(`${standIn.url.replace('http', 'ws')}/ws/none`);
  const [error] = (await once(refused, 'error')) as [Error];
  assert.match(error.message, /404/);
});

test('faults can be switched while it runs: html, drop, delay, cut', async () => {
  await open();
  standIn.faults.html = 2;
  assert.deepEqual([(await get('/things/1')).status, (await get('/things/1')).status], [200, 502]);
  standIn.faults.html = 0;
  standIn.faults.drop = 1;
  const struck = await socket();
  const first = next(struck);
  standIn.say('hi');
  assert.equal(await first, 'hi');
  await once(struck, 'close');
  standIn.faults.drop = 0;
  standIn.faults.delayMs = 20;
  const late = await socket();
  const got: string[] = [];
  late.on('message', (data) => got.push(String(data)));
  for (const each of ['1', '2', '3']) standIn.say(each);
  standIn.faults.delayMs = 0;
  standIn.say('4');
  while (got.length < 4) await once(late, 'message');
  assert.deepEqual(got, ['1', '2', '3', '4']);
  standIn.cut();
  await once(late, 'close');
});

test('it remembers the last 10,000 that it heard', async () => {
  await open();
  const ws = await socket();
  const all = new Promise<void>((done) =>
    ws.on('message', (data) => {
      if (String(data).includes('"10049"')) done();
    }),
  );
  for (let n = 0; n < 10_050; n++) ws.send(String(n));
  await all;
  assert.equal(standIn.heard.length, 10_000);
  assert.deepEqual(standIn.heard.at(-1), { what: 'frame', body: 10_049 });
});
