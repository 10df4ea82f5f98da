// The commands as the documentation has them, in a copy of this repository: nothing is fetched from a registry.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
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
