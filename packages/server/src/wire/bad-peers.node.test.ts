import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { newId } from '@interview-room/core/protocol';
import { WebSocket } from 'ws';
import { Client, SocketClient } from '../testing/client.js';
import { World, type Made } from '../testing/world.js';

describe('peers that do not keep to the wire', () => {
  let world: World;
  let room: Made;
  before(async () => {
    world = await World.open({
      limits: { helloMs: 300, pingMs: 200, frameBytes: 20_000, bufferBytes: 200_000 },
    });
    room = await world.room();
  });
  after(() => world.close());

  const join = async (role: keyof Made['tokens'] = 'interviewer') =>
    (await Client.join(world, room.id, { token: room.tokens[role] })) as SocketClient;

  /** A socket that has said nothing yet. */
  async function raw(): Promise<SocketClient> {
    const client = new SocketClient(world, room.id, { token: room.tokens.candidate });
    await once(client.socket, 'open');
    return client;
  }

  async function refusedWith(client: Client, reason: string, code: number): Promise<void> {
    await client.until((each) => each.closed);
    assert.deepEqual([client.of('refused').at(-1)?.reason, client.closed?.code], [reason, code]);
    assert.ok(client.of('refused').at(-1)?.message);
  }

  it('are told what is wrong with a frame', async () => {
    const broken: (string | Buffer)[] = [
      '',
      '{',
      'null',
      '[]',
      '{"type":7}',
      '{"type":"append","entries":[]}',
      '{"type":"hello","protocol":[1],"client":"a","after":-1}',
      Buffer.from('{"type":"ping","t":1}'),
    ];
    for (const frame of broken) {
      const client = await join('candidate');
      client.socket.send(frame);
      await refusedWith(client, 'malformed', 4400);
    }
  });

  it('say hello first, and once', async () => {
    const early = await raw();
    await early.send({ type: 'ping', t: 1 });
    await refusedWith(early, 'malformed', 4400);
    const twice = await join();
    await twice.send({ type: 'hello', protocol: [1], client: 'b', after: 0, token: room.tokens.candidate });
    await refusedWith(twice, 'malformed', 4400);
  });

  it('say hello in time', async () => {
    await refusedWith(await raw(), 'protocol', 4400);
  });

  it('may send on while they are being welcomed', async () => {
    const client = await raw();
    void client.send({
      type: 'hello',
      protocol: [1],
      client: client.id,
      after: 0,
      token: room.tokens.interviewer,
    });
    const place = client.append('chat.message', { text: 'at once' });
    assert.equal(typeof (await place), 'number');
  });

  it('send no more at once than is said', async () => {
    const large = await join();
    await large.send({ type: 'ping', t: 1, pad: 'x'.repeat(20_000) });
    await refusedWith(large, 'too-large', 4413);
    const huge = await join();
    await huge.send({ type: 'ping', t: 1, pad: 'x'.repeat(200_000) });
    await huge.until((each) => each.closed);
    assert.equal(huge.closed?.code, 1009);
    const many = await join();
    const entries = Array.from({ length: 257 }, () => ({ id: newId(), kind: 'a.b', body: 1 }));
    await many.send({ type: 'append', entries });
    await refusedWith(many, 'too-large', 4413);
  });

  it('send ten thousand frames and are cut off, and the others do not notice', async () => {
    const [flood, other] = [await join('candidate'), await join()];
    for (let t = 0; t < 10_000; t++) flood.socket.send(`{"type":"ping","t":${t}}`);
    await refusedWith(flood, 'rate', 4429);
    assert.ok(flood.of('pong').length < 1000);
    assert.equal(typeof (await other.append('chat.message', { text: 'still here' })), 'number');
  });

  it('send too often by POST and are told so', async () => {
    const frames = Array.from({ length: 100 }, (_, t) => ({ type: 'ping', t }));
    const body = { token: room.tokens.observer, client: 'c', frames };
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () =>
        (await world.post(`/api/rooms/${room.id}/frames`, body, '')).json(),
      ),
    );
    assert.ok(JSON.stringify(answers).includes('"reason":"rate"'));
  });

  it('send more characters than is said and are told so, by either transport', async () => {
    const small = await World.open({ limits: { frameBytes: 1000, bytesPerSecond: 100 } });
    const { id, tokens } = await small.room();
    const flood = (await Client.join(small, id, { token: tokens.candidate })) as SocketClient;
    const pad = 'x'.repeat(900);
    for (let t = 0; t < 10; t++) flood.socket.send(JSON.stringify({ type: 'ping', t, pad }));
    await refusedWith(flood, 'rate', 4429);
    const post = async (more: string): Promise<string | undefined> => {
      const body = { token: tokens.observer, client: 'c', frames: [{ type: 'ping', t: 1, pad: more }] };
      const answer = (await (await small.post(`/api/rooms/${id}/frames`, body, '')).json()) as {
        frames: { type: string; reason?: string }[];
      };
      return answer.frames[0]?.reason ?? answer.frames[0]?.type;
    };
    assert.equal(await post('x'.repeat(1500)), 'too-large');
    const answers: (string | undefined)[] = [];
    for (let times = 0; times < 10; times++) answers.push(await post('x'.repeat(300)));
    assert.deepEqual([answers[0], answers.at(-1)], ['pong', 'rate']);
    await small.close();
  });

  it('send bodies by POST that are none', async () => {
    for (const body of ['', '[]', '{', '{"client":"a","frames":[]}', '{"client":"a","frames":[3]}']) {
      const path = `/api/rooms/${room.id}/frames`;
      const answer = await world.fetch(path, { method: 'POST', body, key: '' });
      const { frames } = (await answer.json()) as { frames: { type: string; reason: string }[] };
      assert.ok(['malformed', 'token-missing'].includes(frames[0]?.reason ?? ''), body);
    }
    const long = await world.fetch(`/api/rooms/${room.id}/frames`, {
      method: 'POST',
      body: 'x'.repeat(70_000),
      key: '',
    });
    assert.equal(long.status, 413);
  });

  it('send what goes too deep', async () => {
    const client = await join();
    const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`;
    client.socket.send(`{"type":"append","entries":[{"id":"deep","kind":"acme.badge","body":${deep}}]}`);
    assert.equal(await client.outcome('deep'), 'malformed');
    client.socket.send(`{"type":"cast","kind":"acme.badge","body":${deep}}`);
    await refusedWith(client, 'malformed', 4400);
  });

  it('fill a log no further than it may be filled', async () => {
    const small = await World.open({ limits: { roomEntries: 7 } });
    const made = await small.room();
    const client = await Client.join(small, made.id, { token: made.tokens.interviewer });
    assert.equal(await client.append('chat.message', { text: 'six' }), 6);
    assert.equal(await client.append('chat.message', { text: 'seven' }), 7);
    assert.equal(await client.append('chat.message', { text: 'eight' }), 'too-large');
    assert.equal((await small.post(`/api/rooms/${made.id}/end`, {})).status, 200);
    await small.close();
  });

  it('that forge who they are are written down as who they are', async () => {
    const client = await join('candidate');
    const entry = {
      id: newId(),
      kind: 'chat.message',
      body: { text: 'I' },
      by: 'room',
      seq: 1,
      at: 0,
      role: 'interviewer',
    };
    await client.send({ type: 'append', entries: [entry] });
    const seq = await client.outcome(entry.id);
    const [written] = await world.server.context.engine.read(room.id, Number(seq) - 1, 1);
    assert.equal(written?.entry.by, client.welcome?.you);
    assert.ok((written?.entry.at ?? 0) > 0);
  });

  it('that went without a word are dropped', async () => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/api/rooms/${room.id}/socket`, {
      autoPong: false,
    });
    const [code] = (await once(socket, 'close')) as [number];
    assert.ok([1006, 4400].includes(code));
    const client = new SocketClient(world, room.id, { token: room.tokens.observer });
    await client.open();
    (client.socket as WebSocket & { _autoPong: boolean })._autoPong = false;
    client.socket.removeAllListeners('ping');
    await client.until((each) => each.closed);
    assert.equal(client.closed?.code, 1006);
  });

  it('come to addresses that are none', async () => {
    for (const path of ['/', '/api/rooms', `/api/rooms/${room.id}`, '/api/rooms/%E0%A4%A/socket']) {
      const socket = new WebSocket(world.url.replace('http', 'ws') + path);
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('close', resolve));
    }
    assert.equal((await world.fetch('/health')).status, 200);
  });

  it('whose token ends while they are there are told to bring another', async () => {
    const { tokens } = world.server.context;
    const token = await tokens.mint({ sub: 'brief', room: room.id, role: 'observer' }, 1);
    const client = await Client.join(world, room.id, { token });
    await refusedWith(client, 'token-expired', 4401);
  });
});
