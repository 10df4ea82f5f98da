import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { verify } from '@interview-room/core/protocol';
import type { LogEngine } from './log/engine.js';
import { MemoryLogEngine } from './log/memory.js';
import { NatsLogEngine } from './log/nats.js';
import { Client } from './testing/client.js';
import { lagging } from './testing/lagging.js';
import { natsMissing, NatsServer } from './testing/nats.js';
import { World } from './testing/world.js';

const ids = (client: Client) => client.entries.map((entry) => ('id' in entry ? entry.id : entry.hash));

/** Two servers over one store are one room. */
function areOne(engines: () => Promise<[LogEngine, LogEngine]>): void {
  it('are one room: entries, casts, joins, stages and the end', async () => {
    const [first, second] = await engines();
    const [one, two] = [await World.open({ engine: first }), await World.open({ engine: second })];
    const room = await one.room();
    const [here, there] = await Promise.all([
      Client.join(one, room.id, { token: room.tokens.candidate, name: 'Ada' }),
      Client.join(two, room.id, { token: room.tokens.candidate, name: 'Ada' }),
    ]);
    const interviewer = await Client.join(two, room.id, { token: room.tokens.interviewer });
    await here.append('stage.changed', { stage: 'started' });
    const many = Array.from({ length: 50 }, (_, index) => [here, there][index % 2] as Client);
    await Promise.all(many.map((client, index) => client.append('chat.message', { text: `${index}` })));
    const seq = await interviewer.append('chat.message', { text: 'last' });
    for (const client of [here, there, interviewer]) await client.until((each) => each.seq === seq);
    assert.deepEqual(ids(here), ids(there));
    assert.ok(verify(interviewer.entries).ok);
    const joins = interviewer.kinds.filter((kind) => kind === 'participant.joined');
    assert.equal(joins.length, 2);

    await here.send({ type: 'cast', kind: 'presence', body: { path: 'main.py' } });
    await interviewer.until((client) => client.of('cast').length > 0);
    await there.until((client) => client.of('cast').length > 0);
    await here.send({ type: 'ping', t: 1 });
    await here.until((client) => client.of('pong')[0]);
    assert.equal(here.of('cast').length, 0);

    await here.append('stage.changed', { stage: 'submitted' });
    await there.until((client) => client.kinds.filter((kind) => kind === 'stage.changed').length === 2);
    assert.equal(await there.append('hint.revealed', { index: 0 }), 'not-allowed');

    await one.fetch(`/api/rooms/${room.id}`, { method: 'DELETE' });
    for (const client of [here, there, interviewer]) {
      await client.until((each) => each.closed);
      assert.equal(client.closed?.code, 4410);
    }
    await one.close();
    await two.close();
  });
}

describe('two servers on one log in memory', () => {
  areOne(async () => {
    const engine = new MemoryLogEngine();
    return [engine, engine];
  });
});

describe('a server that is behind another', () => {
  it('takes those who come from the other for no further than they are, and misses nothing', async () => {
    const engine = new MemoryLogEngine();
    const behind = lagging(engine);
    const limits = { snapshotEvery: 10 };
    const [one, two] = [await World.open({ engine, limits }), await World.open({ engine: behind.engine })];
    const room = await one.room();
    const early = await Client.join(two, room.id, { token: room.tokens.observer });
    const client = await Client.join(one, room.id, { token: room.tokens.interviewer, name: 'Ines' });
    for (let index = 0; index < 20; index++) await client.append('chat.message', { text: `${index}` });
    const { seq } = await engine.head(room.id);
    await client.until((each) => each.seq === seq);
    await client.leave();

    const joining = { token: room.tokens.interviewer, name: 'Ines' };
    const resumed = await Client.join(two, room.id, { ...joining, after: seq });
    const late = await Client.join(two, room.id, { ...joining, snapshot: true });
    assert.ok((resumed.welcome?.head.seq ?? 0) >= seq);
    assert.ok((late.welcome?.head.seq ?? 0) >= (late.welcome?.snapshot?.seq ?? Infinity));
    const ahead = await Client.join(two, room.id, { ...joining, after: seq + 100 });
    await ahead.until(({ closed }) => closed);
    assert.equal(ahead.of('refused')[0]?.reason, 'malformed');

    behind.letThrough();
    const place = await resumed.append('chat.message', { text: 'last' });
    for (const each of [early, resumed, late]) await each.until((reader) => reader.seq === place);
    assert.equal(resumed.entries[0]?.seq, seq + 1);
    assert.ok(verify([...client.entries, ...resumed.entries]).ok && verify(early.entries).ok);
    await one.close();
    await two.close();
  });
});

describe('two servers on NATS', { skip: natsMissing(), timeout: 60_000 }, () => {
  let nats: NatsServer;
  before(async () => {
    nats = await NatsServer.start();
  });
  after(() => nats.stop());

  const connect = () => NatsLogEngine.connect({ servers: nats.url });
  areOne(async () => [await connect(), await connect()]);

  it('sign tokens by one secret, and one takes over from the other', async () => {
    const [one, two] = [
      await World.open({ engine: await connect() }),
      await World.open({ engine: await connect() }),
    ];
    const room = await one.room();
    const client = await Client.join(one, room.id, { token: room.tokens.interviewer });
    const place = await client.append('chat.message', { text: 'before' });
    await client.until(({ seq }) => seq === place);
    await one.close();
    await client.until(({ closed }) => closed);
    const again = await Client.join(two, room.id, { token: room.tokens.interviewer, after: client.seq });
    assert.equal(await again.append('chat.message', { text: 'after' }), Number(place) + 1);
    await again.until(({ seq }) => seq === Number(place) + 1);
    assert.ok(verify([...client.entries, ...again.entries]).ok);
    await two.close();
  });
});
