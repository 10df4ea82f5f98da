import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { judge0Runner, pistonRunner, type RemoteRunner } from '@interview-room/backends/runners';
import type { RunRequest, TestCase } from '@interview-room/runtimes';
import { startJudge0 } from '../src/stand-ins/judge0/index.js';
import { startPiston } from '../src/stand-ins/piston/index.js';
import type { StandIn } from '../src/stand-ins/stand-in.js';
import { all, python } from './ran.js';

const services: Record<string, { start: () => Promise<StandIn>; runner: (url: string) => RemoteRunner }> = {
  'piston': { start: () => startPiston(), runner: (url) => pistonRunner({ url: `${url}/api/v2` }) },
  'piston in its bare form': {
    start: () => startPiston({ variant: 'bare' }),
    runner: (url) => pistonRunner({ url: `${url}/api/v2/piston` }),
  },
  'judge0': { start: () => startJudge0(), runner: (url) => judge0Runner({ url }) },
  'judge0 that answers at once': {
    start: () => startJudge0(),
    runner: (url) => judge0Runner({ url, wait: true }),
  },
};

for (const [name, { start, runner: make }] of Object.entries(services))
  describe(`a remote runner over ${name}`, () => {
    let service: StandIn;
    let runner: RemoteRunner;
    const isBare = name.includes('bare');
    before(async () => {
      service = await start();
      runner = make(service.url);
    });
    after(async () => {
      runner.dispose();
      await service.close();
    });

    it('finds the languages by the names that questions have for them', async () => {
      const found = await runner.discover();
      for (const [id, label] of [
        ['python', 'Python'],
        ['javascript', 'JavaScript'],
        ['c', 'C'],
      ])
        // prettier-ignore
        assert.equal(found.find((each) => each.id === id)?.label, label);
      assert.ok(found.every(({ id }) => /^[a-z0-9-]+$/.test(id)));
      assert.deepEqual(runner.languages(), found);
      assert.ok(!found.some(({ id }) => id === 'multi-file-program'));
    });

    it('runs a program of several files with input', async () => {
      const files = {
        'main.py': 'import lib\nprint("hello", lib.name(), input())',
        'lib.py': 'def name(): return "wörld 🎈"',
      };
      const { stdout, exit } = await all(runner.run({ language: 'python', files, stdin: 'typed\n' }));
      assert.equal(stdout, 'hello wörld 🎈 typed\n');
      assert.deepEqual([exit.outcome, exit.exitCode], ['ok', 0]);
    });

    it('says how a program failed', async () => {
      const { stdout, stderr, exit } = await all(runner.run(python('print(1)\nraise ValueError("no")')));
      assert.equal(stdout, '1\n');
      assert.match(stderr, /ValueError: no/);
      assert.deepEqual([exit.outcome, exit.exitCode], ['error', 1]);
    });

    it('says what did not compile', async () => {
      const { stderr, exit } = await all(
        runner.run({ language: 'c', files: { 'main.c': 'int main() { return nothing; }' } }),
      );
      assert.match(stderr, /nothing/);
      assert.equal(exit.outcome, 'error');
      if (!isBare) assert.equal(exit.error?.name, 'CompileError');
    });

    it('ends what takes too long, too much memory, or prints too much', async () => {
      const ends: [string, RunRequest][] = [
        ['memory', python('x = bytearray(900 * 1024 * 1024)\nprint(len(x))')],
        ['output-limit', python('print("x" * 5000)', { limits: { outputBytes: 1000 } })],
      ];
      if (!isBare) {
        ends.push(['timeout', python('while True: pass', { limits: { wallMs: 800 } })]);
        ends.push(['output-limit', python('while True: print("x" * 1000)', { limits: { wallMs: 8000 } })]);
      }
      for (const [outcome, request] of ends) {
        const { stdout, stderr, exit } = await all(
          runner.run({ ...request, limits: { memoryMb: 200, ...request.limits } }),
        );
        assert.equal(exit.outcome, outcome, stderr);
        assert.ok(stdout.length <= (request.limits?.outputBytes ?? 1_000_000));
        assert.notEqual(exit.exitCode, 0);
      }
    });

    it('stops when it is told to, and when nobody listens any more', async () => {
      const stop = new AbortController();
      const ran = all(
        runner.run(python('import time\ntime.sleep(60)', { signal: stop.signal, limits: { wallMs: 2000 } })),
      );
      setTimeout(() => stop.abort(), 300);
      assert.equal((await ran).exit.outcome, 'stopped');
      for await (const event of runner.run(
        python('import time\ntime.sleep(60)', { limits: { wallMs: 2000 } }),
      ))
        if (event.type === 'progress') break;
    });

    it('judges cases here: by output, and by calls in Python and JavaScript', async () => {
      const stdio: TestCase[] = [
        { stdin: '1 2', stdout: '3' },
        { stdin: '1 2', stdout: '4' },
      ];
      const sum = await all(
        runner.test({ ...python('print(sum(map(int, input().split())))'), cases: stdio }),
      );
      assert.deepEqual(sum.tests.map(({ status }) => status), ['passed', 'failed']); // prettier-ignore
      assert.deepEqual([sum.tests[1]?.expected, sum.tests[1]?.actual, sum.exit.outcome], ['4', '3', 'error']);
      const calls: TestCase[] = [
        { call: 'addTwo', args: [1, 2], expected: 3 },
        { call: 'addTwo', args: [1, 2], expected: 4 },
        { call: 'addTwo', args: ['a', null], error: true },
        {
          construct: 'Box',
          args: [5],
          steps: [
            { call: 'put', args: [2] },
            { call: 'sum', expected: 7 },
          ],
        },
        { call: 'absent', expected: 1 },
      ];
      const programs = {
        python: {
          'main.py':
            'def add_two(a, b):\n    print("adding")\n    return a + b\nclass Box:\n    def __init__(self, n): self.all = [n]\n    def put(self, n): self.all.append(n)\n    def sum(self): return sum(self.all)',
        },
        javascript: {
          'main.js':
            'function addTwo(a, b) {\n  console.log("adding");\n  if (b === null) throw new TypeError("no");\n  return a + b;\n}\nclass Box {\n  constructor(n) { this.all = [n]; }\n  put(n) { this.all.push(n); }\n  sum() { return this.all.reduce((a, b) => a + b); }\n}\n// end',
        },
        module: {
          'main.js':
            'import { plus } from "./lib.js";\nexport const addTwo = (a, b) => {\n  console.log("adding");\n  if (b === null) throw new TypeError("no");\n  return plus(a, b);\n};\nexport class Box {\n  all = [];\n  constructor(n) { this.put(n); }\n  put(n) { this.all.push(n); }\n  sum() { return this.all.reduce(plus); }\n}',
          'lib.js': 'export const plus = (a, b) => a + b;',
        },
      };
      for (const [language, files] of Object.entries(programs)) {
        const request = {
          language: language === 'module' ? 'javascript' : language,
          files: files as Record<string, string>,
          cases: calls,
        };
        const { tests, exit } = await all(runner.test(request));
        const statuses = tests.map(({ status }) => status);
        assert.deepEqual(
          statuses,
          ['passed', 'failed', 'passed', 'passed', 'error'],
          `${language} ${JSON.stringify(tests)}`,
        );
        assert.equal(tests[0]?.output?.trim(), 'adding');
        assert.equal(exit.exitCode, 1);
      }
      const ends = await all(
        runner.test({
          ...python('import os\ndef f(n):\n    if n: os._exit(3)\n    return n'),
          cases: [
            { call: 'f', args: [0], expected: 0 },
            { call: 'f', args: [1], expected: 1 },
          ],
        }),
      );
      assert.deepEqual(ends.tests.map(({ status }) => status), ['passed', 'error']); // prettier-ignore
    });

    it('refuses in words what it cannot do', async () => {
      const unknown = await all(runner.run({ language: 'klingon', files: { a: '' } }));
      assert.match(unknown.exit.error?.message ?? '', /no language "klingon"/);
      const files = await all(runner.test({ ...python(''), testFiles: ['test_main.py'] }));
      assert.match(files.exit.error?.message ?? '', /no test files \(test_main.py\)/);
      const calls = await all(
        runner.test({ language: 'c', files: { 'main.c': '' }, cases: [{ call: 'f' }] }),
      );
      assert.match(calls.exit.error?.message ?? '', /cannot call functions in C,/);
      assert.deepEqual([unknown, files, calls].map(({ exit }) => exit.outcome), ['crash', 'crash', 'crash']); // prettier-ignore
    });

    it('runs and judges all the same where each third request is answered with a page', async () => {
      const fresh = make(service.url);
      service.faults.html = 3;
      try {
        for (let n = 0; n < 4; n++) {
          const { stdout, exit } = await all(fresh.run(python(`print(${n})`)));
          assert.deepEqual([exit.outcome, stdout], ['ok', `${n}\n`], exit.error?.message);
        }
        const cases: TestCase[] = [
          { stdin: '1', stdout: '2' },
          { stdin: '2', stdout: '4' },
        ];
        const { tests, exit } = await all(fresh.test({ ...python('print(2 * int(input()))'), cases }));
        assert.deepEqual(tests.map(({ status }) => status), ['passed', 'passed'], exit.error?.message); // prettier-ignore
      } finally {
        service.faults.html = 0;
      }
    });

    it('survives pages of HTML, cut cables and a service that is gone', async () => {
      service.faults.html = 1;
      const fresh = make(service.url);
      const page = await all(fresh.run(python('print(1)')));
      service.faults.html = 0;
      assert.deepEqual([page.exit.outcome, page.exit.error?.name], ['crash', 'WireError']);
      assert.match(page.exit.error?.message ?? '', /not available|page/);
      assert.equal((await all(fresh.run(python('print(1)')))).stdout, '1\n');
      const cut = all(fresh.run(python('import time\ntime.sleep(2)')));
      setTimeout(() => service.cut(), 300);
      assert.match((await cut).exit.outcome, /ok|crash/);
      const gone = make('http://127.0.0.1:9');
      const { exit, tests } = await all(gone.test({ ...python(''), cases: [{ stdin: '', stdout: '' }] }));
      assert.match(exit.error?.message ?? '', /not reached/);
      assert.equal(tests.length, 0);
    });

    it('is not asked by pages from elsewhere', async () => {
      const reply = await fetch(`${service.url}/languages`, {
        headers: { origin: 'https://elsewhere.example' },
      });
      assert.equal(reply.status, 403);
    });
  });
