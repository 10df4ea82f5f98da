import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { verify, type Room } from './index.js';
import { MemoryKeep } from './log/keep-memory.js';
import { aSeed, seeded, Stage } from './testing/stage.js';
import type { StandIn } from './testing/stand-in.js';

describe('a room on a backend, by chance', () => {
  let stage: Stage;
  let server: StandIn;
  beforeEach(async () => {
    stage = new Stage();
    ({ server } = stage);
    await server.start();
  });
  afterEach(() => stage.close());
  const join: Stage['join'] = (...args) => stage.join(...args);
  const arrived: Stage['arrived'] = (room) => stage.arrived(room);
  const same: Stage['same'] = (...all) => stage.same(...all);
  const until: Stage['until'] = (done) => stage.until(done);

  it('is open again after hours offline in which thousands of edits were made, by oneself and by others', async () => {
    const random = seeded(aSeed());
    const [ann, ben] = [await join('ann', { random }), await join('ben', { random })];
    ann.workspace.create('a.py', '');
    await same(ann, ben);
    const start = server.entries.length;
    server.admit = ({ token }) => (token === 'ann' ? 'unavailable' : undefined);
    server.cut();
    await until(() => ben.connection.status === 'open' && ann.connection.status === 'offline');
    for (let edit = 0; edit < 3000; edit++) {
      const room = edit % 3 === 0 ? ben : ann;
      const text = room.workspace.text('a.py');
      const at = Math.floor(random() * (text.length + 1));
      if (random() < 0.2 && text.length > at) text.delete(at, 1);
      else text.insert(at, String.fromCodePoint(97 + Math.floor(random() * 26)));
      if (edit % 50 === 0) await sleep(0);
      if (edit % 100 === 0) stage.clock.turn(360_000);
    }
    const waiting = ann.connection.remote?.unsent ?? 0;
    assert.ok(waiting > 0 && waiting < 100, `${waiting} wait`);
    server.admit = () => undefined;
    await arrived(ann);
    await arrived(ben);
    await same(ann, ben);
    assert.ok(verify(server.entries).ok);
    const mine = server.entries.slice(start).filter(({ by }) => by === 'ann').length;
    assert.ok(mine < 100, `${mine} entries`);
    assert.equal(ann.connection.remote?.resumed?.sent, mine);
  });

  it('ends with the same text for all, over sockets and streams, whatever fails on the way', async () => {
    const random = seeded(aSeed());
    const all: Room[] = [];
    for (const [n, token] of ['ann', 'ben', 'cleo', 'dan'].entries())
      all.push(await join(token, { random, transport: n % 2 ? 'stream' : 'socket' }));
    const faults = [
      () => server.cut(),
      () => (server.deaf = !server.deaf),
      () => (server.mute = !server.mute),
      () => (server.twice = !server.twice),
      () => (server.alter = (entries) => (random() < 0.2 ? entries.slice(1) : entries)),
      () => stage.clock.turn(60_000),
      async () => {
        await server.stop();
        await server.start();
      },
    ];
    for (let step = 0; step < 600; step++) {
      const room = all[Math.floor(random() * all.length)] ?? assert.fail();
      const text = room.workspace.text('a.py');
      const at = Math.floor(random() * (text.length + 1));
      text.insert(at, ['x', 'é', 'e\u0301', '\r\n', 'ab\n'][Math.floor(random() * 5)] ?? '');
      if (random() < 0.3 && text.length > 4) text.delete(Math.floor(random() * (text.length - 3)), 3);
      if (random() < 0.1) void room.append('chat.message', { text: String(step) });
      else if (random() < 0.05) room.workspace.text(`file ${step}`).insert(0, 'new');
      if (random() < 0.06) await faults[Math.floor(random() * faults.length)]?.();
      if (random() < 0.3) await sleep(1);
      stage.clock.turn(random() * 200);
    }
    [server.deaf, server.mute, server.twice] = [false, false, false];
    server.alter = (entries) => entries;
    server.cut();
    for (const room of all) await arrived(room);
    await same(...all);
    for (const room of all) assert.deepEqual(room.state.chat, all[0]?.state.chat);
    assert.ok(verify(server.entries).ok);
    const fresh = await join('eve');
    assert.deepEqual(fresh.workspace.files(), all[0]?.workspace.files());
  });

  it('keeps what was written over any number of kills, and it arrives once', async () => {
    const random = seeded(aSeed());
    const keep = new MemoryKeep();
    const options = { keep: async () => keep, random };
    let [wanted, n] = ['', 0];
    for (let life = 0; life < 12; life++) {
      server.mute = false;
      const ann = await join('ann', options);
      const text = ann.workspace.text('a.py');
      assert.equal(text.toString(), wanted);
      server.mute = random() < 0.5;
      for (let edit = Math.floor(random() * 30); edit > 0; edit--) {
        const at = Math.floor(random() * (text.length + 1));
        const letter = String.fromCodePoint(97 + Math.floor(random() * 26));
        text.insert(at, letter);
        if (random() < 0.2) void ann.append('chat.message', { text: String(++n) }).catch(() => undefined);
        if (random() < 0.3) await sleep(random() * 5);
        if (random() < 0.1) server.cut();
        stage.clock.turn(random() * 300);
      }
      wanted = text.toString();
      await ann.workspace.settled();
      stage.kill(ann);
    }
    server.mute = false;
    const ann = await join('ann', options);
    await arrived(ann);
    assert.equal(ann.workspace.files()['a.py'] ?? '', wanted);
    assert.deepEqual(ann.state.chat.map(({ text }) => Number(text)), Array.from({ length: n }, (_, i) => i + 1)); // prettier-ignore
    const ben = await join('ben');
    await same(ann, ben);
    assert.ok(verify(server.entries).ok);
  });
});
