// Both minimal backends against the kit, as their README says that it goes.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runSuite, suites, tableOf } from '@interview-room/conformance';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'backends-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts one, asks the kit, and gives its summary as the README has it. */
async function summaryOf(command: string, args: string[]): Promise<string> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, PORT: new URL(url).port };
  const server = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(server, 'exit');
  try {
    for (let tries = 0; !(await fetch(url).catch(() => undefined)); tries++) {
      assert.ok(tries < 300 && server.exitCode === null, `it does not listen: ${said}`);
      await sleep(100);
    }
    const settings = { 'session': 'demo', 'interviewer-token': 'grace', 'observer-token': 'olga' };
    const target = { url, dialect: 'native', variant: '', token: 'ada', settings };
    const report = await runSuite(suites['native'] ?? assert.fail(), target);
    assert.equal(report.failed, 0, tableOf(report));
    return `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`;
  } finally {
    server.kill();
    await ended;
  }
}

/** A Python that has what the server needs: this machine's, or one of its own from PyPI. */
async function python(): Promise<{ command: string } | { missing: string }> {
  const modules = 'import fastapi, uvicorn, websockets';
  if (await run('python3', ['-c', modules]).catch(() => undefined)) return { command: 'python3' };
  const command = join(scratch, 'venv', 'bin', 'python');
  try {
    await run('python3', ['-m', 'venv', join(scratch, 'venv')], { timeout: 60_000 });
    const args = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '-r', here('python/requirements.txt')];
    await run(command, args, { timeout: 150_000 });
    await run(command, ['-c', modules]);
    return { command };
  } catch (error) {
    return {
      missing: String((error as Error).message)
        .split('\n')
        .slice(0, 3)
        .join(' '),
    };
  }
}

describe('minimal backends', () => {
  const readme = readFileSync(here('README.md'), 'utf8');

  it('in Node, the kit passes', { timeout: 60_000 }, async () => {
    assert.ok(readme.includes(await summaryOf(process.execPath, [here('node/server.js')])));
  });

  it('in Python, the kit passes', { timeout: 300_000 }, async (test) => {
    const found = await python();
    if ('missing' in found) {
      console.log(`Not tested: the backend in Python. ${found.missing}`);
      return test.skip(found.missing);
    }
    assert.ok(readme.includes(await summaryOf(found.command, [here('python/server.py')])));
  });
});
