import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { HOW_TO_CONFIGURE } from '../assist/providers.js';
import { answered, ask, KEY, question, refused, started, textOf } from '../testing/assist.js';
import { ScriptedProvider } from '../testing/provider.js';
import { KEY as API, World } from '../testing/world.js';
import { help, readFlags, settings } from './flags.js';
import { main } from './main.js';

describe('the flags', () => {
  it('are all told by --help, with their variables', () => {
    for (const [name, { env }] of Object.entries(settings))
      assert.ok(help().includes(`--${name}`) && help().includes(env), name);
    for (const name of ['API_KEY', 'IR_SECRET', 'WEBHOOK_SECRET']) assert.ok(help().includes(name));
  });

  it('go before the environment, which goes before what is usual', () => {
    assert.equal(readFlags([], {}).port, '8787');
    assert.equal(readFlags([], { PORT: '1' }).port, '1');
    assert.equal(readFlags(['--port', '2'], { PORT: '1' }).port, '2');
    assert.equal(readFlags(['--port', '2'], {}).quiet, undefined);
    assert.throws(() => readFlags(['--prot', '2'], {}));
  });
});

/** A model's provider, and what of the environment leads to it. */
async function withProvider(test: TestContext) {
  const provider = await ScriptedProvider.open(() => ({ text: ['Hello.'] }));
  test.after(() => provider.close());
  const env = {
    API_KEY: API,
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: `${provider.url}/v1`,
    OPENAI_MODEL: 'small, large',
  };
  return { provider, env };
}

/** What the server at an address says of its models to a page of a room. */
async function roomAt(url: string) {
  const world = Object.assign(Object.create(World.prototype) as World, { url });
  const room = await started(world, 'consultant');
  const configuration = async () =>
    (
      await world.fetch(`/api/rooms/${room.id}/chat`, { key: room.tokens.candidate })
    ).json() as Promise<object>;
  return { world, room, configuration };
}

describe('the command', () => {
  const data = mkdtempSync(join(tmpdir(), 'interview-room-cli-'));
  after(() => rmSync(data, { recursive: true }));

  async function run(args: string[], env: Record<string, string> = {}) {
    const printed: string[] = [];
    const logged: string[] = [];
    const server = await main({
      args,
      env,
      print: (line) => printed.push(line),
      printError: (line) => logged.push(line),
    });
    return { server, printed, logged };
  }

  it('only tells, where it is asked what there is', async () => {
    const { server, printed } = await run(['--help']);
    assert.equal(server, undefined);
    assert.equal(printed.join(), help());
  });

  it('serves, and takes the key that it prints or is given', async () => {
    for (const env of [{}, { API_KEY: 'one,two' }] as Record<string, string>[]) {
      const { server, printed } = await run(['--port', '0', '--data', data], env);
      const url = /http:\S+/.exec(printed[0] ?? '')?.[0] ?? '';
      const key = /: (\S+)$/.exec(printed[1] ?? 'given: two')?.[1];
      const ask = (bearer: string) =>
        fetch(`${url}/api/rooms`, { headers: { Authorization: `Bearer ${bearer}` } });
      assert.equal((await ask(key ?? '')).status, 200);
      assert.equal((await ask('three')).status, 401);
      await server?.close();
    }
  });

  it('has the models that its environment names, and asks them with its key, which it tells nobody', async (test) => {
    const { provider, env } = await withProvider(test);
    const { server, printed, logged } = await run(['--port', '0', '--memory'], env);
    test.after(() => server?.close());
    const { world, room, configuration } = await roomAt(/http:\S+/.exec(printed[0] ?? '')?.[0] ?? '');
    assert.deepEqual(await configuration(), { configured: true, models: ['small', 'large'] });
    for (const turn of ['t1', 't2'])
      assert.equal(textOf(await answered(await ask(world, room, question(turn, 'Hi')))), 'Hello.');
    assert.equal(provider.requests[0]?.headers.authorization, `Bearer ${KEY}`);
    assert.ok(!JSON.stringify([printed, logged]).includes(KEY));
  });

  // The scripted provider takes 120 tokens for an answer.
  const bounds: [flags: string[], words: RegExp][] = [
    [['--assist-asks', '1', '--assist-room-asks', '9'], /^You ask too often/],
    [['--assist-room-asks', '1'], /^You ask too often/],
    [['--assist-tokens', '100'], /^This room has used all the tokens/],
    [['--assist-person-tokens', '100'], /^You have used all the tokens/],
    [['--assist-price', '9000,9000', '--assist-cost', '1'], /^This room has cost as much/],
    [['--assist-price', '9000,9000', '--assist-person-cost', '1'], /^You have spent as much/],
  ];
  for (const [flags, words] of bounds)
    it(`bounds what models are asked: ${flags.join(' ')}`, async (test) => {
      const { provider, env } = await withProvider(test);
      const { server, printed } = await run(['--port', '0', '--memory', ...flags], env);
      test.after(() => server?.close());
      const { world, room } = await roomAt(/http:\S+/.exec(printed[0] ?? '')?.[0] ?? '');
      await answered(await ask(world, room, question('t1', 'Hi')));
      assert.match((await refused(await ask(world, room, question('t2', 'Hi')))).message, words);
      assert.equal(provider.requests.length, 1);
    });

  it('has no model where its environment names none', async (test) => {
    const { server, printed } = await run(['--port', '0', '--memory'], { API_KEY: API });
    test.after(() => server?.close());
    const { configuration } = await roomAt(/http:\S+/.exec(printed[0] ?? '')?.[0] ?? '');
    assert.deepEqual(await configuration(), { configured: false, models: [], message: HOW_TO_CONFIGURE });
  });

  it('opens nothing where a setting is wrong', async () => {
    const folder = join(data, 'not-yet');
    const at = ['--data', folder, '--port'];
    await assert.rejects(run([...at, '0'], { OPENAI_API_KEY: KEY }), /^TypeError: OPENAI_MODEL is missing/);
    await assert.rejects(run([...at, 'x']), /--port/);
    assert.equal(existsSync(folder), false);
  });

  it('says what a setting may be', async () => {
    await assert.rejects(run(['--port', 'x', '--memory']), /--port is a whole number from 0 to 65535/);
    for (const limits of ['frames=1', 'idleMs', 'idleMs=0', 'idleMs=x'])
      await assert.rejects(run(['--limits', limits, '--memory', '--port', '0']), /limit/);
    const hook = ['--memory', '--port', '0', '--webhook-url'];
    await assert.rejects(run([...hook, 'https://a.example/']), /needs WEBHOOK_SECRET/);
    await assert.rejects(run([...hook, 'ftp://a.example/'], { WEBHOOK_SECRET: 'x' }), /https or http/);
    await assert.rejects(run(['--durability', 'x', '--data', data]), /--durability is/);
  });
});
