import { expect } from 'chai';
import { createRunner, type Runner, type TestRequest } from './runner.js';
import { collect, type Collected } from './testing/collect.js';

const assetBase = '/packages/runtimes/dist/assets/';
const frames = (): number => document.querySelectorAll('iframe').length;
const file = (code: string): Record<string, string> => ({ 'main.js': code });

describe('runner', () => {
  let runner: Runner;
  const run = (code: string, more: object = {}): Promise<Collected> =>
    collect(runner.run({ language: 'javascript', files: file(code), ...more }));
  const test = (code: string, more: Partial<TestRequest>): Promise<Collected> =>
    collect(runner.test({ language: 'javascript', files: file(code), ...more }));
  before(() => (runner = createRunner({ assetBase })));
  after(() => runner.dispose());

  it('loads nothing before it is used, and tells how far it is', async () => {
    const other = createRunner({ assetBase: `${assetBase}?fresh` });
    expect(frames()).to.equal(0);
    other.dispose();
    const { events } = await run('');
    const phases = events.flatMap((event) => (event.type === 'progress' ? [event.phase] : []));
    expect([phases[0], phases.at(-1)]).to.deep.equal(['download', 'ready']);
    const loads = events.flatMap((event) =>
      event.type === 'progress' && event.phase === 'download' ? [event] : [],
    );
    expect(loads.at(-1)?.loaded).to.equal(loads.at(-1)?.total).and.to.be.greaterThan(1000);
  });

  it('boots Python without its snapshot, where that does not come', async () => {
    const { fetch } = globalThis;
    let refused = 0;
    globalThis.fetch = (input, init) => {
      if (!String(input).includes('snapshot')) return fetch(input, init);
      refused++;
      return Promise.reject(new TypeError('refused'));
    };
    const other = createRunner({ assetBase: `${assetBase}?without` });
    try {
      const { stdout } = await collect(
        other.run({ language: 'python', files: { 'main.py': 'print(6 * 7)' } }),
      );
      expect([stdout, refused]).to.deep.equal(['42\n', 1]);
    } finally {
      globalThis.fetch = fetch;
      other.dispose();
    }
  });

  it('does not load again what is warm, for any runner of the page', async () => {
    const other = createRunner({ assetBase });
    const { events, stdout } = await collect(
      other.run({ language: 'javascript', files: file('console.log(1)') }),
    );
    expect(stdout).to.equal('1\n');
    expect(events.some((event) => event.type === 'progress' && event.phase === 'download')).to.equal(false);
    expect(frames()).to.equal(1);
    other.dispose();
    expect(frames()).to.equal(1);
  });

  it('takes the only file there is for the entry', async () => {
    expect((await run('', { files: { 'other.js': 'console.log("other")' } })).stdout).to.equal('other\n');
  });

  it('stops by a signal that was given up before', async () => {
    expect((await run('', { signal: AbortSignal.abort() })).exit.outcome).to.equal('stopped');
  });

  it('stops what runs when its consumer leaves', async () => {
    for await (const event of runner.run({
      language: 'javascript',
      files: file('console.log(1); for (;;);'),
    })) {
      if (event.type === 'stdout') break;
    }
    expect((await run('console.log("free")')).stdout).to.equal('free\n');
  });

  it('refuses limits that are none', async () => {
    const refused = await run('', { limits: { wallMs: -1 } }).catch((error: Error) => error.message);
    expect(refused).to.match(/limits\.wallMs/);
  });

  it('judges calls, by value and by error, and goes on after each', async () => {
    const code = `export const add = (a, b) => a + b;
      export function failing(why) { throw new RangeError('not ' + why); }
      export class Box { #all = []; put(one) { this.#all.push(one); return this.#all.length; } all() { return this.#all; } }`;
    const { tests, summary, exit } = await test(code, {
      cases: [
        { call: 'add', args: [0.1, 0.2], expected: 0.3 },
        { call: 'add', args: [1, 1], expected: 3 },
        { call: 'failing', args: ['this'], error: { name: 'RangeError', message: 'this' } },
        { call: 'failing', args: ['that'], expected: 1 },
        { call: 'nobody', expected: 1 },
        {
          construct: 'Box',
          steps: [
            { call: 'put', args: [5], expected: 1 },
            { call: 'all', expected: [5] },
          ],
        },
      ],
    });
    const statuses = tests.map(({ name, status }) => `${name} ${status}`);
    expect(statuses, JSON.stringify(tests)).to.deep.equal([
      'add(0.1, 0.2) passed',
      'add(1, 1) failed',
      'failing("this") passed',
      'failing("that") error',
      'nobody() error',
      'Box(), put(5), all() passed',
    ]);
    expect(tests[1]).to.include({ expected: '3', actual: '2' });
    expect(summary).to.include({ total: 6, passed: 3, failed: 1, errored: 2, skipped: 0 });
    expect(exit).to.include({ outcome: 'error', exitCode: 1 });
  });

  it('judges programs by what they print, each from a fresh start', async () => {
    const code = `globalThis.runs = (globalThis.runs ?? 0) + 1;
      import fs from 'node:fs';
      const n = Number(fs.readFileSync(0, 'utf8'));
      if (n === 3) for (;;);
      console.log(n * 2, globalThis.runs);`;
    const { tests, exit, stdout } = await test(code, {
      cases: [
        { stdin: '1', stdout: '2 1\n' },
        { stdin: '2', stdout: '5 1', name: 'wrong' },
        { stdin: '3', stdout: '6 1' },
        { stdin: '4', stdout: '8 1 \n\n' },
      ],
      limits: { wallMs: 2000 },
    });
    expect(
      tests.map(({ status }) => status),
      JSON.stringify(tests),
    ).to.deep.equal(['passed', 'failed', 'error', 'passed']);
    expect(tests[1]).to.include({ name: 'wrong', expected: '5 1', actual: '4 1', output: '4 1\n' });
    expect(tests[2]?.message).to.include('time limit of 2 s');
    expect(exit.exitCode).to.equal(1);
    expect(stdout).to.equal('');
  });

  it('calls what never reported an error', async () => {
    const code = `export const good = () => 1; export const leave = () => process.exit(0); export const hang = () => { for (;;); };`;
    const early = await test(code, {
      cases: [
        { call: 'good', expected: 1 },
        { call: 'leave', expected: 1 },
        { call: 'good', expected: 1 },
      ],
    });
    expect(early.tests.length).to.equal(3);
    expect(early.tests[1]?.status).to.equal('error');
    expect(early.exit.exitCode).not.to.equal(0);
    const hung = await test(code, {
      cases: [
        { call: 'good', expected: 1 },
        { call: 'hang', expected: 1 },
        { call: 'good', expected: 1, name: 'last' },
      ],
      limits: { wallMs: 1500 },
    });
    expect(hung.tests.map(({ status }) => status)).to.deep.equal(['passed', 'error', 'error']);
    expect(hung.tests[2]?.message).to.match(/^Did not finish: the time limit of 1\.5 s/);
    expect(hung.exit.outcome).to.equal('timeout');
  });

  it('has words for no tests at all', async () => {
    const { summary, exit } = await test('', {});
    expect(summary?.total).to.equal(0);
    expect(exit).to.deep.include({ outcome: 'error', exitCode: 1 });
    expect(exit.error?.message).to.equal('There are no tests to run.');
  });

  it('stops tests, and keeps what has reported', async () => {
    const stop = new AbortController();
    const code = `export const good = () => 1; export const hang = () => { for (;;); };`;
    const cases = [
      { call: 'good', expected: 1 },
      { call: 'hang', expected: 1 },
      { stdin: '', stdout: '' },
    ];
    const stream = runner.test({ language: 'javascript', files: file(code), cases, signal: stop.signal });
    const { tests, exit } = await collect(stream, (event) => event.type === 'test' && stop.abort());
    expect(tests.map(({ status }) => status)).to.deep.equal(['passed', 'error', 'error']);
    expect(exit.outcome).to.equal('stopped');
  });

  it('checks types for the editor, in several files', async () => {
    const files = {
      'main.ts': `import { half } from './half';\nconst n: string = half(4);\nconsole.log(n);`,
      'half.ts': `export const half = (n: number): number => n / 2;`,
    };
    const found = await runner.check({ language: 'typescript', files });
    expect(found.map(({ path, line, severity }) => `${path}:${line} ${severity}`)).to.deep.equal([
      'main.ts:2 error',
    ]);
    expect(found[0]?.message).to.include("'number' is not assignable to type 'string'");
    expect(await runner.check({ language: 'python', files: { 'main.py': '' } })).to.deep.equal([]);
  });

  it('tells what can be had here, and why the rest cannot', async () => {
    const capabilities = await runner.capabilities();
    expect(capabilities.worker).to.deep.equal({ value: true });
    expect(capabilities.wasm).to.deep.equal({ value: true });
    for (const one of Object.values(capabilities)) {
      if (one.value === false || one.value === 'batch') expect(one.reason).to.be.a('string');
      else expect(one).to.have.all.keys('value');
    }
    expect(capabilities.stdin.value === 'interactive').to.equal(
      capabilities.jspi.value || capabilities.sharedMemory.value,
    );
  });

  it('is over when the program is, and is not held up by what the program leaves behind', async () => {
    const python = (code: string) =>
      collect(runner.run({ language: 'python', files: { 'main.py': code }, limits: { wallMs: 60_000 } }));
    const stuck = await python(
      'class Stuck:\n    def __del__(self):\n        while True: pass\nkept = Stuck()\nprint("done")',
    );
    expect([stuck.stdout, stuck.exit?.outcome]).to.deep.equal(['done\n', 'ok']);
    const next = await python('print("kept" in globals())');
    expect([next.stdout, next.exit?.outcome]).to.deep.equal(['False\n', 'ok']);
  });

  it('ends everything when it is disposed of', async () => {
    const other = createRunner({ assetBase: `${assetBase}./` });
    const running = collect(
      other.run({ language: 'javascript', files: file('console.log(1); for (;;);') }),
      (event) => {
        if (event.type === 'stdout') other.dispose();
      },
    );
    expect((await running).exit.outcome).to.equal('stopped');
    const after = await collect(other.run({ language: 'javascript', files: {} })).catch(
      (error: Error) => error.message,
    );
    expect(after).to.match(/disposed of/);
  });
});

describe('a test file that never ends being read', () => {
  it('is an error of its own, not silence', async () => {
    const runner = createRunner({ assetBase: '/packages/runtimes/dist/assets/' });
    const files = { 'main.js': '', 'a.test.js': 'for (;;);' };
    const seen: string[] = [];
    const request = { language: 'javascript', files, testFiles: ['a.test.js'], limits: { wallMs: 1500 } };
    for await (const event of runner.test(request)) {
      if (event.type === 'test') seen.push(`${event.status} ${event.name}`);
      if (event.type === 'exit') seen.push(event.outcome);
    }
    runner.dispose();
    expect(seen).to.deep.equal(['error a.test.js', 'timeout']);
  });
});
