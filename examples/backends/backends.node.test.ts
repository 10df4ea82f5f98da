// Both minimal backends against the kit, as their README says that it goes.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runSuite, suites, tableOf } from '@interview-room/conformance';
import {
  audienceOf,
  canonicalJson,
  kinds,
  may,
  mayCast,
  mayEnter,
  roles,
  stages,
} from '@interview-room/core/protocol';

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

/** Starts one, asks the kit, and gives what it prints above and below the checks: the table of parts, and the summary. */
async function printedOf(command: string, args: string[]): Promise<string> {
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
    const [, parts] = tableOf(report).split('\n\n');
    return `${parts}\n\n${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`;
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

/** What a line of Python says of each value, in the folder of the backend. */
async function inPython(expression: string, values: readonly unknown[]): Promise<unknown[]> {
  const file = join(scratch, 'values.json');
  writeFileSync(file, JSON.stringify(values));
  const program = `import json, sys, protocol as p
for value in json.load(open(sys.argv[1], encoding="utf-8")): print(json.dumps(${expression}))`;
  const { stdout } = await run('python3', ['-c', program, file], {
    cwd: here('python'),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** Numbers of every size, each written otherwise by somebody. */
function numbers(): number[] {
  const edges = [0, -0, 0.1, 1e21, 1e-6, 1e-7, 123456789012345680000, 5e-324, 2 ** 53, 1.5e300, -2.5e-9, 100];
  const spread = Array.from({ length: 400 }, (_, at) => Math.sin(at + 1) * 10 ** (at / 8 - 25));
  return [...edges, ...spread];
}

describe('minimal backends', () => {
  const [, written] = /^```\n(session [^]*?)\n```$/m.exec(readFileSync(here('README.md'), 'utf8')) ?? [];

  it('in Node, the kit passes', { timeout: 60_000 }, async () => {
    assert.equal(await printedOf(process.execPath, [here('node/server.js')]), written);
  });

  it('in Python, JSON is written and rules are read as in core', { timeout: 60_000 }, async (test) => {
    if (!(await run('python3', ['--version']).catch(() => undefined)))
      return test.skip('There is no python3.');
    const values = [
      ...numbers(),
      true,
      null,
      [],
      {},
      { 'b': [1], '\ufb33': 'é\u2028\u0007"', '😀': {}, 'a': '' },
    ];
    assert.deepEqual(await inPython('p.canonical(value)', values), values.map(canonicalJson));

    const read = (text: string) => JSON.parse(text) as unknown;
    const table = readFileSync(fileURLToPath(import.meta.resolve('@interview-room/core/roles.json')), 'utf8');
    assert.deepEqual(read(readFileSync(here('python/roles.json'), 'utf8')), read(table));

    const names = [
      ...Object.keys(kinds),
      'acme.badge',
      'Acme.x',
      'acme',
      'room.x',
      'chat.x',
      '',
      '__class__',
    ];
    const asked = roles.flatMap((role) =>
      stages.flatMap((stage) =>
        names.map((kind) => [role, stage, { kind, body: { stage: 'started' } }] as const),
      ),
    );
    const allowed = asked.map(
      ([role, stage, { kind }]) =>
        may(role, stage, kind) && (kind !== 'stage.changed' || mayEnter(role, stage, 'started')),
    );
    assert.deepEqual(await inPython('p.why_not(*value) is None', asked), allowed);
    const casts = asked.map(([role, , { kind }]) => [role, kind] as const);
    assert.deepEqual(
      await inPython('p.may_cast(*value)', casts),
      casts.map(([role, kind]) => mayCast(role, kind)),
    );
    assert.deepEqual(
      await inPython('p.rule_of(value).get("audience")', names),
      names.map((kind) => audienceOf(kind) ?? null),
    );
  });

  it('in Python, the kit passes', { timeout: 300_000 }, async (test) => {
    const found = await python();
    if ('missing' in found) {
      console.log(`Not tested: the backend in Python. ${found.missing}`);
      return test.skip(found.missing);
    }
    assert.equal(await printedOf(found.command, [here('python/server.py')]), written);
  });
});
