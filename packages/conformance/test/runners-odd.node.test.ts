import { strict as assert } from 'node:assert';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import {
  chooseRunner,
  judge0Runner,
  pistonRunner,
  serverRunner,
  type RemoteRunner,
} from '@interview-room/backends/runners';
import type { LanguageInfo, Runner, TestCase } from '@interview-room/runtimes';
import { all, python } from './ran.js';

describe('a service that answers whatever it likes', () => {
  let server: Server;
  let url = '';
  let answer: (path: string, response: ServerResponse) => void;
  before(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => answer(request.url ?? '', response));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const json = (response: ServerResponse, body: unknown, status = 200, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  const isLanguages = (path: string) => /runtimes|languages/.test(path);
  const languages = (path: string) =>
    path.includes('runtimes')
      ? [{ language: 'python', version: '3.10.0', aliases: ['py'] }]
      : [{ id: 71, name: 'Python (3.8.1)' }];

  it('is asked more slowly where that is what it wants, and not for ever', async () => {
    let refusals = 2;
    answer = (path, response) => {
      if (isLanguages(path)) return void json(response, languages(path));
      if (refusals-- > 0)
        return void json(response, { message: 'Requests limited to 1 per 200ms' }, 429, {
          'retry-after': '0',
        });
      json(response, { run: { stdout: 'ok\n', stderr: '', output: 'ok\n', code: 0, signal: null } });
    };
    const runner = pistonRunner({ url });
    assert.equal((await all(runner.run(python('')))).stdout, 'ok\n');
    refusals = 100;
    const { exit } = await all(runner.run(python('')));
    assert.deepEqual([exit.outcome, exit.error?.message.startsWith('That was too often.')], ['crash', true]);
  });

  it('loses looks for a result, and not the result; it never looks for ever', async () => {
    let lost = 5;
    let looks = 0;
    answer = (path, response) => {
      if (isLanguages(path)) return void json(response, languages(path));
      if (!path.startsWith('/submissions/')) return void json(response, { token: 't' }, 201);
      looks++;
      if (lost-- > 0) return void response.destroy();
      json(response, { stdout: btoa('there\n'), status: { id: 3 }, exit_code: 0 });
    };
    const runner = judge0Runner({ url });
    const { stdout, exit } = await all(runner.run(python('')));
    assert.deepEqual([stdout, exit.outcome], ['there\n', 'ok'], exit.error?.message);
    [lost, looks] = [Infinity, 0];
    const never = await all(runner.run(python('')));
    assert.match(never.exit.error?.message ?? '', /not reached/);
    assert.ok(looks <= 6, `${looks} looks`);
  });

  it('tells an outcome by what newer ones say of it', async () => {
    let run: object = {};
    answer = (path, response) => void json(response, isLanguages(path) ? languages(path) : { run });
    const runner = pistonRunner({ url });
    const ends: [object, string][] = [
      [{ code: null, signal: 'SIGKILL', status: 'TO' }, 'timeout'],
      [{ code: null, signal: 'SIGKILL', status: 'OL' }, 'output-limit'],
      [{ code: 1, signal: null, status: 'RE' }, 'error'],
      [{ code: null, signal: 'SIGSEGV', status: 'SG' }, 'error'],
      [{ code: 1, stderr: 'MemoryError\n' }, 'memory'],
      [{ code: null, signal: 'SIGKILL' }, 'memory'],
      [{ code: 0, output: 'all in one' }, 'ok'],
      [{ status: 'XX', code: 1 }, 'crash'],
    ];
    for (const [said, outcome] of ends) {
      run = said;
      assert.equal((await all(runner.run(python('')))).exit.outcome, outcome, JSON.stringify(said));
    }
  });

  it('never throws, never hangs, and ends in an exit with words', async () => {
    const random = seeded(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const odd = (depth = 0): unknown =>
      pick<() => unknown>([
        () => null,
        () => random() * 1e9 - 5e8,
        () => pick(['', '<html>', 'SIGKILL', '__proto__', '🎈', 'x'.repeat(3000), '%%%', 'AAAA']),
        () => random() > 0.5,
        () => (depth > 2 ? [] : Array.from({ length: 3 }, () => odd(depth + 1))),
        () =>
          depth > 2
            ? {}
            : Object.fromEntries(
                Array.from({ length: 4 }, () => [
                  pick([
                    'run',
                    'compile',
                    'stdout',
                    'stderr',
                    'code',
                    'signal',
                    'status',
                    'id',
                    'token',
                    'language',
                    'version',
                    'name',
                    'exit_code',
                    'compile_output',
                    'message',
                    'constructor',
                  ]),
                  odd(depth + 1),
                ]),
              ),
      ])();
    answer = (path, response) => {
      const status = pick([200, 200, 200, 200, 201, 204, 301, 400, 401, 404, 413, 418, 422, 500, 503]);
      if (isLanguages(path) && random() < 0.9) return void json(response, languages(path));
      if (random() < 0.05) return void response.destroy();
      const text = JSON.stringify(
        path.includes('submissions') && random() < 0.7
          ? {
              token: 't',
              status: { id: 3 + Math.floor(random() * 14) },
              stdout: odd(),
              stderr: odd(),
              exit_code: odd(2),
            }
          : odd(),
      );
      const cut = random() < 0.2 ? text.slice(0, random() * text.length) : text;
      // Asked again at once, or this would take minutes.
      const type = pick(['application/json', 'text/html', 'text/plain']);
      response.writeHead(status, { 'content-type': type, 'retry-after': '0' });
      response.end(status === 204 ? undefined : cut);
    };
    const outcomes = new Set<string>();
    for (let n = 0; n < 600; n++) {
      const runner = n % 2 ? pistonRunner({ url }) : judge0Runner({ url, wait: true });
      const request = { ...python('def f(): pass'), limits: { outputBytes: 2000 } };
      const cases: TestCase[] = [{ call: 'f' }, { stdin: '', stdout: 'x' }];
      const { exit, stdout, stderr } = await all(
        n % 5 ? runner.run(request) : runner.test({ ...request, cases }),
      );
      if (exit.outcome === 'crash') assert.ok(exit.error?.message);
      assert.ok(stdout.length + stderr.length <= 2000);
      outcomes.add(exit.outcome);
      runner.dispose();
    }
    for (const each of ['ok', 'error', 'crash', 'output-limit']) assert.ok(outcomes.has(each), each);
  });
});

describe('10,000 answers of anything', () => {
  const random = seeded(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const odd = () => pick<unknown>([null, -1, 1e308, [], {}, '', '%%%', 'AAAA', '<html>', true, '\u0000💥', [[[]]], '__proto__', 'x'.repeat(900)]); // prettier-ignore
  const cut = (text: string) => (random() < 0.2 ? text.slice(0, Math.floor(random() * text.length)) : text);
  const reply = (body: unknown): Response =>
    new Response(cut(JSON.stringify(body)), {
      status: pick([200, 200, 200, 201, 400, 401, 404, 413, 422, 429, 500, 502, 503]),
      headers: { 'content-type': pick(['application/json', 'text/html', 'x/y']), 'retry-after': '0' },
    });
  const request = { ...python('print(1)'), limits: { outputBytes: 500 } };

  for (const [name, make, ask, answer] of [
    ['Piston', (options: Options) => pistonRunner(options), '/execute', () => ({ run: pick([odd(), { stdout: odd(), stderr: odd(), output: odd(), code: pick([0, 1, odd()]), signal: pick([null, 'SIGKILL', odd()]), status: odd(), message: odd() }]), compile: pick([undefined, odd(), { code: odd(), stderr: odd() }]) })], // prettier-ignore
    ['Judge0', (options: Options) => judge0Runner({ ...options, wait: true }), '/submissions', () => ({ token: pick(['', 't', odd()]), status: pick([odd(), { id: pick([3, 4, 5, 6, 8, 11, 13, 14, 99, odd()]) }]), stdout: odd(), stderr: odd(), compile_output: odd(), message: odd(), exit_code: odd(), memory: odd() })], // prettier-ignore
  ] as const)
    it(`of ${name} end each in an exit, within the bounds of a program`, async () => {
      let answers = 0;
      const asked: typeof fetch = (input) => {
        answers++;
        const path = String(input);
        if (/runtimes|languages/.test(path)) return Promise.resolve(Response.json(languagesAt(path)));
        // A result that is asked for comes, so that nothing is waited for.
        if (/submissions\/./.test(path)) return Promise.resolve(Response.json({ status: { id: 13 } }));
        return Promise.resolve(path.includes(ask) ? reply(answer()) : reply(odd()));
      };
      const runner = make({ url: 'http://127.0.0.1:9', fetch: asked });
      await runner.discover();
      while (answers < 10_000)
        await Promise.all(
          Array.from({ length: 200 }, async () => {
            const { exit, stdout, stderr } = await all(runner.run(request));
            assert.ok(stdout.length + stderr.length <= 500);
            if (exit.outcome === 'crash') assert.ok(exit.error?.message);
          }),
        );
      runner.dispose();
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });

  it('of a backend that streams end in one exit, and no more of its tests are taken than there can be', async () => {
    const event = () => ({
      type: pick(['stdout', 'stderr', 'test', 'test', 'progress', 'summary', odd()]),
      text: pick(['', '', '', 'y']),
      name: odd(),
      status: pick(['passed', odd()]),
      phase: odd(),
      total: odd(),
      durationMs: odd(),
    });
    const frames = (count: number, make: () => object) =>
      Array.from({ length: count }, () => `data: ${cut(JSON.stringify(make()))}\n\n`).join('');
    for (const [count, make, outcome] of [
      [10_000, event, 'crash'],
      [12_000, () => ({ type: 'test', name: 'again', status: 'passed', durationMs: 0 }), 'output-limit'],
    ] as const) {
      // The end of a stream without an exit is a connection that broke; one with too much of it is ended.
      const answer: typeof fetch = () =>
        Promise.resolve(
          new Response(frames(count * (outcome === 'crash' ? 1 : 1.3), make), {
            headers: { 'content-type': 'text/event-stream' },
          }),
        );
      const runner = serverRunner({ url: 'http://127.0.0.1:9', room: 'r', token: 't', fetch: answer });
      const cases: TestCase[] = [{ stdin: '', stdout: '' }];
      const { exit, tests } = await all(runner.test({ ...request, limits: { outputBytes: 1e6 }, cases }));
      assert.equal(exit.outcome, outcome);
      assert.ok(tests.length <= 10_000, `${tests.length} tests`);
      runner.dispose();
    }
  });
});

type Options = { url: string; fetch: typeof fetch };
const languagesAt = (path: string): object[] =>
  path.includes('runtimes')
    ? [{ language: 'python', version: '3.10.0' }]
    : [{ id: 71, name: 'Python (3.8.1)' }];

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

describe('a runner of two', () => {
  const info = (id: string): LanguageInfo => ({
    id,
    label: id,
    version: '',
    extensions: [],
    entry: 'main',
    testing: [],
  });
  const runnerOf = (name: string, ids: string[], failing = false): Runner & Partial<RemoteRunner> => ({
    languages: () => (failing ? [] : ids.map(info)),
    capabilities: () => Promise.reject(new Error(name)),
    run: async function* () {
      yield { type: 'stdout', text: name };
      yield { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 0 };
    },
    test: async function* () {
      yield { type: 'stdout', text: name };
      yield { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 0 };
    },
    check: async () => [],
    dispose: () => undefined,
    ...(name === 'remote' && {
      tests: 'cases' as const,
      discover: async () => (failing ? Promise.reject(new Error('It is not reached.')) : ids.map(info)),
    }),
  });

  it('runs each program where the policy has it, and says where', async () => {
    const rows = [
      ['browser-first', 'python', 'browser'],
      ['browser-first', 'java', 'remote'],
      ['remote-first', 'python', 'remote'],
      ['remote-first', 'sql', 'browser'],
      ['browser', 'java', undefined],
      ['remote', 'sql', undefined],
    ] as const;
    for (const [policy, language, place] of rows) {
      const said: string[] = [];
      const runner = chooseRunner({
        browser: async () => runnerOf('browser', ['python', 'sql']),
        remote: runnerOf('remote', ['python', 'java']),
        policy,
        onRun: (where) => said.push(where),
      });
      const { stdout, where, exit } = await all(runner.run({ language, files: { main: '' } }));
      assert.deepEqual([stdout || undefined, where, said[0]], [place, place, place], `${policy} ${language}`);
      if (!place) assert.match(exit.error?.message ?? '', /no language/);
    }
  });

  it('knows the languages of both, and does without one that is not reached', async () => {
    const make = (failing: boolean) =>
      chooseRunner({
        browser: () => runnerOf('browser', ['python', 'sql']),
        remote: runnerOf('remote', ['python', 'java'], failing),
        policy: 'remote-first',
      });
    assert.deepEqual((await make(false).discover()).map(({ id }) => id), ['python', 'java', 'sql']); // prettier-ignore
    assert.deepEqual((await make(true).discover()).map(({ id }) => id), ['python', 'sql']); // prettier-ignore
    assert.equal((await all(make(true).run(python('')))).stdout, 'browser');
    assert.match(
      (await all(make(true).run({ language: 'java', files: { a: '' } }))).exit.error?.message ?? '',
      /not reached/,
    );
    const testFiles = ['test_main.py'];
    assert.equal((await all(make(false).test({ ...python(''), testFiles }))).stdout, 'browser');
  });
});
