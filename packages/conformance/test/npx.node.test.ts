// The commands as the documentation has them, in a copy of this repository: nothing is fetched from a registry.
import { strict as assert } from 'node:assert';
import { execFile, spawn } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));

for (const [args, said] of [
  [['@interview-room/conformance', '--list'], 'code-interview-agent'],
  [['-p', '@interview-room/core', 'interview-room-question', '--help'], 'validate'],
  [['interview-room-server', '--help'], '--data'],
] as const)
  test(`npx ${args.join(' ')}`, async () => {
    const env = { ...process.env, npm_config_yes: 'false', npm_config_offline: 'true' };
    const { stdout } = await promisify(execFile)('npx', args, { cwd: root, env });
    assert.ok(stdout.includes(said), stdout);
  });

test('a stand-in ends with the npx that started it', async () => {
  const bin = fileURLToPath(new URL('../bin/interview-room-conformance.js', import.meta.url));
  // As npx does it: by a shell, which is ended alone.
  const command = `"${process.execPath}" "${bin}" serve relay --port 0; true`;
  const env = { ...process.env, npm_command: 'exec' };
  const shell = spawn('sh', ['-c', command], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let said = '';
    for await (const part of shell.stdout) {
      said += String(part);
      if (said.includes('Ctrl+C')) break;
    }
    const [url = ''] = /http:\S+\d/.exec(said) ?? [];
    assert.equal((await fetch(`${url}/sessions`, { method: 'POST' })).status, 201);
    shell.kill();
    const isThere = () => fetch(url).then(() => true, () => false); // prettier-ignore
    for (let tries = 0; await isThere(); tries++) {
      assert.ok(tries < 50, 'It is still there.');
      await sleep(100);
    }
  } finally {
    endGroup(shell.pid);
  }
});

/** What is left of those that were started together. */
function endGroup(pid = 0): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}
