import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { collect, type Collected } from '../testing/collect.js';
import { createNodeRunner, type Runner, type RunEvent, type TestCase } from './index.js';

const secret = 'jwt-secret-93d1';
const linux = process.platform === 'linux';

/** The processes that this one has started, as /proc tells. */
function children(): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return parent === String(process.pid) && state !== 'Z' && commandOf(name).includes('main.mjs');
    } catch {
      return false;
    }
  });
}
const commandOf = (pid: string): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

const js = (code: string, more: object = {}) => ({
  language: 'javascript',
  files: { 'main.js': code },
  ...more,
});
const forever = `console.log('looping'); for (;;);`;

describe('a runner under Node', () => {
  let runner: Runner;
  before(() => {
    process.env['JWT_SECRET'] = secret;
    runner = createNodeRunner({ warm: ['python'] });
  });
  after(() => {
    delete process.env['JWT_SECRET'];
    runner.dispose();
  });

  it('tells what there is', async () => {
    assert.deepEqual(
      runner.languages().map(({ id }) => id),
      ['python', 'javascript', 'typescript'],
    );
    const { worker, wasm, stdin } = await runner.capabilities();
    assert.deepEqual([worker.value, wasm.value, stdin.value], [true, true, 'interactive']);
  });

  it('judges cases of every kind', async () => {
    const cases: TestCase[] = [
      { call: 'double', args: [21], expected: 42 },
      { call: 'double', args: [1], expected: 3 },
      { call: 'fail', error: { name: 'ValueError' } },
      { construct: 'Counter', steps: [{ call: 'up' }, { call: 'up', expected: 2 }] },
      { stdin: '5\n', stdout: '10\n' },
      { stdin: '6\n', stdout: '10\n' },
    ];
    const code = `
class Counter:
    n = 0
    def up(self):
        self.n += 1
        return self.n
def double(n): return n * 2
def fail(): raise ValueError('no')
if __name__ == '__main__':
    print(double(int(input())))
`;
    const { tests, summary } = await collect(
      runner.test({ language: 'python', files: { 'main.py': code }, cases }),
    );
    assert.deepEqual(
      tests.map(({ status }) => status),
      ['passed', 'failed', 'passed', 'passed', 'passed', 'failed'],
    );
    assert.deepEqual([summary?.passed, summary?.failed], [4, 2]);
  });

  it('runs test files', async () => {
    const files = {
      'main.ts': 'export const add = (a: number, b: number): number => a + b;',
      'main.test.ts': `import { expect, it } from 'vitest';\nimport { add } from './main';\nit('adds', () => expect(add(1, 2)).toBe(3));\nit('errs', () => expect(add(1, 2)).toBe(4));`,
    };
    const { tests } = await collect(
      runner.test({ language: 'typescript', files, testFiles: ['main.test.ts'] }),
    );
    assert.deepEqual(
      tests.map(({ name, status }) => [name, status]),
      [
        ['adds', 'passed'],
        ['errs', 'failed'],
      ],
    );
  });

  it('checks types', async () => {
    const remarks = await runner.check({
      language: 'typescript',
      files: { 'main.ts': 'const n: number = "x";' },
    });
    assert.match(remarks[0]?.message ?? '', /not assignable/);
  });

  it('asks for input line by line', async () => {
    async function* lines(): AsyncGenerator<string> {
      yield 'one';
      yield 'two';
    }
    const python = { language: 'python', files: { 'main.py': 'print(input(), input())' }, stdin: lines() };
    assert.equal((await collect(runner.run(python))).stdout, 'one two\n');
    const { stdout } = await collect(runner.run(js(`console.log(prompt(), prompt())`, { stdin: lines() })));
    assert.equal(stdout, 'one two\n');
  });

  it('has the parts of the platform that exercises use', async () => {
    const code = `
const url = new URL('../b?x=1#h', 'https://a.example:8080/c/d');
url.searchParams.append('y', 'ä b');
console.log(url.href, url.host, [...url.searchParams.keys()].join());
console.log(structuredClone(new Map([[1, { a: [new Date(0)] }]])).get(1).a[0].toISOString());
const controller = new AbortController();
controller.signal.addEventListener('abort', () => console.log('aborted'));
controller.abort();
console.log(btoa('hi'), atob('aGk='), new TextDecoder().decode(new TextEncoder().encode('ü😀')));
const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'));
console.log([...new Uint8Array(digest)].slice(0, 4).join());
console.log(await new Blob(['a', new Uint8Array([98])]).text(), typeof performance.now(), crypto.randomUUID().length);
try { structuredClone(() => {}); } catch (error) { console.log(error.name, error instanceof DOMException); }
queueMicrotask(() => console.log('micro')); setTimeout((a) => console.log('timer', a), 1, 'arg');
`;
    const { output, exit } = await collect(runner.run(js(code)));
    assert.equal(
      output,
      'https://a.example:8080/b?x=1&y=%C3%A4+b#h a.example:8080 x,y\n1970-01-01T00:00:00.000Z\naborted\naGk= hi ü😀\n186,120,22,191\nab number 36\nDataCloneError true\nmicro\ntimer arg\n',
    );
    assert.equal(exit.outcome, 'ok');
  });

  it('gives its processes neither environment nor arguments', { skip: !linux }, async () => {
    let looked = 0;
    const cases: TestCase[] = [{ call: 'f', expected: secret }];
    const files = {
      'main.js': `export const f = () => { const end = Date.now() + 300; while (Date.now() < end); };`,
    };
    for await (const event of runner.test({ language: 'javascript', files, cases })) {
      if (event.type !== 'progress' || event.phase !== 'ready') continue;
      for (const pid of children()) {
        const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
        assert.doesNotMatch(environment + commandOf(pid), new RegExp(`${secret}|JWT|PATH=`));
        looked++;
      }
    }
    assert.ok(looked > 0);
  });

  it('outlives the death of a process', { skip: !linux }, async () => {
    const events: RunEvent[] = [];
    for await (const event of runner.run({ language: 'javascript', files: { 'main.js': forever } })) {
      events.push(event);
      // The spare of before may be the one that runs: all but Python's are killed.
      if (event.type === 'stdout')
        for (const pid of children())
          if (!commandOf(pid).includes('python')) process.kill(Number(pid), 'SIGKILL');
    }
    const last = events.at(-1);
    assert.equal(last?.type === 'exit' && last.outcome, 'memory');
    assert.equal((await collect(runner.run(js('console.log(1)')))).stdout, '1\n');
  });

  it('ends a program whose memory grows in any way', async () => {
    const codes = [
      'const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));',
      'const all = []; for (;;) all.push(new Uint8Array(1 << 26).fill(1));',
      'const all = []; for (;;) all.push(new Uint8Array(new WebAssembly.Memory({ initial: 2000 }).buffer).fill(1));',
    ];
    for (const code of codes) {
      const { exit } = await collect(runner.run(js(code, { limits: { wallMs: 60_000, memoryMb: 200 } })));
      assert.deepEqual([exit.outcome, exit.exitCode], ['memory', 137], code);
    }
  });

  it('refuses results that its parent could not hold', async () => {
    const cases: TestCase[] = [{ call: 'f', expected: 1 }];
    const files = { 'main.js': `export const f = () => 'x'.repeat(3e7);` };
    const { tests } = await collect(runner.test({ language: 'javascript', files, cases }));
    assert.equal(tests[0]?.status, 'error');
    assert.match(tests[0]?.message ?? '', /too large/);
    const many = `import { it } from 'vitest'; for (let i = 0; i < 100; i++) it('t' + i, () => { throw new Error('x'.repeat(1e6) + i); });`;
    const end = await collect(
      runner.test({ language: 'javascript', files: { 'a.test.js': many }, testFiles: ['a.test.js'] }),
    );
    assert.equal(end.summary?.passed, 0);
    assert.ok(JSON.stringify(end.events).length < 3e8);
  });

  it('boots Python the long way where the snapshot does not fit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assets-'));
    cpSync(fileURLToPath(new URL('../../dist/assets', import.meta.url)), folder, { recursive: true });
    writeFileSync(join(folder, 'pyodide/snapshot.bin.gz'), gzipSync('no snapshot'));
    const other = createNodeRunner({ assetBase: folder });
    const { stdout } = await collect(other.run({ language: 'python', files: { 'main.py': 'print(6 * 7)' } }));
    assert.equal(stdout, '42\n');
    other.dispose();
    rmSync(folder, { recursive: true });
  });

  it('says what it misses', async () => {
    const other = createNodeRunner({ assetBase: '/nowhere' });
    const { exit } = await collect(other.run(js('')));
    assert.equal(exit.outcome, 'crash');
    assert.match(exit.error?.message ?? '', /\/nowhere\/javascript\.js/);
    other.dispose();
  });

  it('stops what is left', async () => {
    for await (const event of runner.run(js(forever))) if (event.type === 'stdout') break;
    assert.equal((await collect(runner.run(js('console.log(1)')))).stdout, '1\n');
  });
});

describe('turns', () => {
  it('come one after another, and can be left', async () => {
    const runner = createNodeRunner({ concurrency: 1 });
    const order: string[] = [];
    const one = (name: string, signal?: AbortSignal) =>
      collect(runner.run(js(`console.log('${name}')`, signal ? { signal } : {})), (event) => {
        if (event.type === 'exit' || (event.type === 'progress' && event.phase === 'ready'))
          order.push(`${name} ${event.type}`);
      });
    const left = new AbortController();
    const runs = [one('a'), one('b', left.signal), one('c')];
    left.abort();
    const [, b, c] = await Promise.all(runs);
    assert.equal(b?.exit.outcome, 'stopped');
    assert.equal(c?.stdout, 'c\n');
    const own = order.filter((name) => !name.startsWith('b'));
    assert.deepEqual(own, ['a progress', 'a exit', 'c progress', 'c exit']);
    runner.dispose();
    await assert.rejects(collect(runner.run(js(''))), /disposed/);
  });

  it('end with the runner', { skip: !linux }, async () => {
    const runner = createNodeRunner({ concurrency: 1 });
    const ends: Promise<Collected>[] = [];
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 2; i++)
        ends.push(collect(runner.run(js(forever)), (event) => event.type === 'stdout' && resolve()));
    });
    assert.ok(children().length > 0);
    runner.dispose();
    for (const { exit } of await Promise.all(ends)) assert.equal(exit.outcome, 'stopped');
    while (children().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('let a process end that has only idle ones', async () => {
    const index = fileURLToPath(new URL('./index.ts', import.meta.url));
    const code = `import { createNodeRunner } from ${JSON.stringify(index)};
const runner = createNodeRunner({ warm: ['python'] });
for await (const event of runner.run({ language: 'javascript', files: { 'main.js': 'console.log(1)' } })) if (event.type === 'stdout') console.log(event.text);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    const [exitCode] = await once(child, 'close');
    assert.deepEqual([exitCode, text.trim()], [0, '1']);
  });
});
