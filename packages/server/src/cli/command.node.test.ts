import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from '../testing/client.js';
import { KEY, World } from '../testing/world.js';

const command = fileURLToPath(new URL('../../bin/interview-room-server.js', import.meta.url));

describe('interview-room-server', { timeout: 60_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'interview-room-bin-'));
  after(() => rmSync(data, { recursive: true }));

  async function start() {
    const child = spawn(process.execPath, [command, '--port', '0', '--data', data], {
      env: { ...process.env, API_KEY: KEY },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let logged = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (logged += text));
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const url = /http:\S+/.exec(line)?.[0] ?? '';
    const world = Object.assign(Object.create(World.prototype) as World, { url });
    return { child, world, logged: () => logged };
  }

  it('tells those who are there to come again when it is stopped, and loses nothing when it is killed', async () => {
    const first = await start();
    const room = await first.world.room({ candidate: { name: 'Ada Lovelace' } });
    const token = room.tokens.interviewer;
    const client = await Client.join(first.world, room.id, { token });
    const place = await client.append('chat.message', { text: 'What I wrote' });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await start();
    const again = await Client.join(second.world, room.id, { token, after: Number(place) - 1 });
    await again.until(({ seq }) => seq === place);
    second.child.kill('SIGTERM');
    const [code] = (await once(second.child, 'exit')) as [number];
    assert.equal(code, 0);
    await again.until(({ closed }) => closed);
    assert.equal(again.closed?.code, 1013);
    assert.ok(first.logged().includes(room.id));
    for (const secret of ['What I wrote', 'Lovelace', token, KEY])
      assert.ok(!first.logged().includes(secret));
    for (const line of first.logged().trim().split('\n')) assert.ok(JSON.parse(line));
  });

  it('says in one sentence what is missing to ask a model, opens nothing and ends', async () => {
    const folder = join(data, 'not-yet');
    const rows: [env: Record<string, string>, said: string][] = [
      [{ OPENAI_API_KEY: 'sk-1' }, 'OPENAI_MODEL is missing: which model is to be asked?'],
      [{ ANTHROPIC_API_KEY: 'sk-2' }, 'ANTHROPIC_MODEL is missing: which model is to be asked?'],
      [{ OPENAI_MODEL: 'small' }, 'OPENAI_MODEL needs OPENAI_API_KEY or OPENAI_BASE_URL.'],
    ];
    for (const [env, said] of rows) {
      const child = spawn(process.execPath, [command, '--port', '0', '--data', folder], { env });
      let [told, printed] = ['', ''];
      child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
      child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
      const [code] = (await once(child, 'close')) as [number];
      assert.deepEqual([code, told, printed], [1, `${said}\n`, '']);
    }
    assert.equal(existsSync(folder), false);
  });
});
