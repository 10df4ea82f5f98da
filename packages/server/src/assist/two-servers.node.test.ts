// One room at several servers has one assistant: what one of them is asked, told or answers holds at the others.
import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import type { LogEngine } from '../log/engine.js';
import { MemoryLogEngine } from '../log/memory.js';
import { NatsLogEngine } from '../log/nats.js';
import {
  answered,
  ask,
  bodies,
  callsOf,
  closeAll,
  log,
  openAll,
  question,
  refused,
  results,
  started,
  textOf,
} from '../testing/assist.js';
import { Client } from '../testing/client.js';
import { lagging } from '../testing/lagging.js';
import { natsMissing, NatsServer } from '../testing/nats.js';
import type { Say } from '../testing/provider.js';
import { until } from '../testing/until.js';
import type { World } from '../testing/world.js';

after(closeAll);

type Pair = readonly [LogEngine, LogEngine];

/** Two servers on two engines, and the model they share. */
async function two(script: (number: number) => Say, engines: Pair) {
  const { provider, worlds } = await openAll(
    script,
    {},
    engines.map((engine) => ({ engine })),
  );
  return { provider, worlds: worlds as [World, World] };
}

function haveOneAssistant(engines: () => Promise<Pair>): void {
  it('answers one question at a time, whichever of them is asked', async () => {
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    const { provider, worlds } = await two(
      (number) => ({ text: [`Answer ${number}.`], pace: () => held }),
      await engines(),
    );
    const [one, other] = worlds;
    const room = await started(one, 'consultant');
    const both = await Promise.all(
      worlds.map((world, index) => ask(world, room, question(`t${index}`, 'At once?'))),
    );
    const statuses = both.map(({ status }) => status);
    assert.deepEqual([...statuses].sort(), [200, 409]);
    const [first, second] = statuses[0] === 200 ? both : [...both].reverse();
    const { code, message } = await refused(second as Response);
    assert.deepEqual([code, message], ['busy', 'The assistant is answering. Wait, or stop it.']);
    assert.equal(second?.headers.get('retry-after'), '1');
    for (const world of worlds)
      assert.equal((await refused(await ask(world, room, question('more', 'And now?')))).code, 'busy');
    go();
    assert.equal(textOf(await answered(first as Response)), 'Answer 0.');
    assert.equal(provider.requests.length, 1);
    // Who hears of the end may ask at once, and elsewhere.
    const again = await answered(await ask(statuses[0] === 200 ? other : one, room, question('t2', 'Now?')));
    assert.equal(textOf(again), 'Answer 1.');
    const asked = bodies(await log(one, room), 'assist.asked').map(({ turn }) => turn);
    assert.deepEqual(asked, [statuses[0] === 200 ? 't0' : 't1', 't2']);
  });

  it('goes on at one with what the other began, at the level that holds', async () => {
    const { provider, worlds } = await two(
      (number) =>
        number < 3
          ? { calls: [{ name: 'read_file', input: { path: `${number}.py` } }] }
          : { text: ['I read all.'] },
      await engines(),
    );
    const room = await started(worlds[0], 'full-copilot');
    const interviewer = await Client.join(worlds[0], room.id, { token: room.tokens.interviewer });
    let frames = await answered(await ask(worlds[0], room, question('t', 'Read them.')));
    for (let step = 1; step <= 3; step++) {
      const [call = ''] = callsOf(frames);
      if (step === 3) await interviewer.append('assist.level', { level: 'consultant' });
      const outputs = [{ call, name: 'read_file', output: `text ${step}` }];
      frames = await answered(await ask(worlds[step % 2] as World, room, results('t', outputs)));
    }
    assert.equal(textOf(frames), 'I read all.');
    const [last] = provider.requests.slice(-1);
    for (const step of [1, 2, 3])
      assert.ok(last?.text.includes(`text ${step}`), `the result of step ${step}`);
    assert.deepEqual(
      provider.requests.map(({ body }) => body.tools?.length),
      [9, 9, 9, 4],
    );
    await interviewer.leave();
  });

  it('is let go when who asked goes away, and can be asked elsewhere', async () => {
    let first = true;
    const { provider, worlds } = await two(
      () => {
        const held = first;
        first = false;
        return { text: ['One.'], ...(held && { pace: () => new Promise<void>(() => {}) }) };
      },
      await engines(),
    );
    const room = await started(worlds[0], 'consultant');
    const control = new AbortController();
    await worlds[0].fetch(`/api/rooms/${room.id}/chat`, {
      method: 'POST',
      key: room.tokens.candidate,
      body: JSON.stringify(question('t1', 'Hello?')),
      signal: control.signal,
    });
    await until('the model to be asked', () => provider.requests.length === 1);
    control.abort();
    await until('the turn to be free', async () => {
      const response = await ask(worlds[1], room, question('t2', 'And now?'));
      return response.status === 200 && textOf(await answered(response)) === 'One.';
    });
  });
}

describe('the assistant of two servers on one log in memory', () => {
  haveOneAssistant(async () => {
    const engine = new MemoryLogEngine();
    return [engine, engine];
  });

  it('is not asked by a server that does not know yet what was turned at the other', async () => {
    const engine = new MemoryLogEngine();
    const behind = lagging(engine);
    const { provider, worlds } = await two(() => ({ text: ['Yes.'] }), [engine, behind.engine]);
    const room = await started(worlds[0], 'full-copilot');
    // The other has the room open, as it is now.
    const early = await Client.join(worlds[1], room.id, { token: room.tokens.observer });
    const interviewer = await Client.join(worlds[0], room.id, { token: room.tokens.interviewer });
    await interviewer.append('assist.level', { level: 'consultant' });
    const asking = ask(worlds[1], room, question('t', 'Good?'));
    await until('the turn to be taken', async () => (await engine.documents.list('answering')).length > 0);
    assert.equal(provider.requests.length, 0);
    behind.letThrough();
    assert.equal(textOf(await answered(await asking)), 'Yes.');
    assert.equal(provider.requests[0]?.body.tools?.length, 4);
    await interviewer.append('assist.level', { level: 'off' });
    assert.equal((await refused(await ask(worlds[1], room, question('u', 'Still?')))).code, 'off');
    await Promise.all([early.leave(), interviewer.leave()]);
  });

  it('is free again once a server that died while it answered is not believed any more', async () => {
    const engine = new MemoryLogEngine();
    const { worlds } = await two(() => ({ text: ['Yes.'] }), [engine, engine]);
    const room = await started(worlds[0], 'consultant');
    const note = (until: number) => ({
      work: null,
      since: 0,
      attempts: 1,
      due: 0,
      lease: { by: 'it', until },
    });
    await engine.documents.put('answering', room.id, note(Date.now() + 60_000));
    assert.equal((await refused(await ask(worlds[1], room, question('t', 'Good?')))).code, 'busy');
    await engine.documents.put('answering', room.id, note(Date.now() - 1));
    assert.equal(textOf(await answered(await ask(worlds[1], room, question('t', 'Good?')))), 'Yes.');
    assert.deepEqual(await engine.documents.list('answering'), []);
  });
});

describe('the assistant of two servers on NATS', { skip: natsMissing(), timeout: 60_000 }, () => {
  let nats: NatsServer;
  before(async () => {
    nats = await NatsServer.start();
  });
  after(async () => {
    await closeAll();
    await nats.stop();
  });
  const connect = () => NatsLogEngine.connect({ servers: nats.url });
  haveOneAssistant(async () => [await connect(), await connect()]);
});
