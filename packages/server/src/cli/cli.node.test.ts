import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
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
