import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { serverRunner, type RemoteRunner } from '@interview-room/backends/runners';
import { World, type Made } from '../../server/src/testing/world.js';
import { all, python } from './ran.js';

describe('a remote runner over the reference backend', () => {
  let world: World;
  let room: Made;
  let runner: RemoteRunner;
  before(async () => {
    world = await World.open({ execute: { concurrency: 1 } });
    room = await world.room();
    runner = serverRunner({ url: world.url, room: room.id, token: () => room.tokens.interviewer });
  });
  after(async () => {
    runner.dispose();
    await world.close();
  });
  const javascript = (text: string, more: object = {}) => ({
    language: 'javascript',
    files: { 'main.js': text },
    ...more,
  });

  it('runs with input and tells the end', async () => {
    assert.ok((await runner.discover()).some(({ id }) => id === 'python'));
    const { stdout, exit } = await all(runner.run(python('print("hello", input())', { stdin: 'you' })));
    assert.equal(stdout, 'hello you\n');
    assert.equal(exit.outcome, 'ok');
    const broken = await all(runner.run(javascript('throw new RangeError("no");')));
    assert.deepEqual([broken.exit.outcome, broken.exit.error?.name, broken.exit.error?.line], ['error', 'RangeError', 1]); // prettier-ignore
  });

  it('tests by cases and by test files', async () => {
    const test = {
      'main.js': 'export const f = () => 1;',
      't.test.js': 'import { f } from "./main.js";\nit("is one", () => expect(f()).toBe(1));',
    };
    const cases = [
      { call: 'f', expected: 2 },
      { stdin: '', stdout: '' },
    ];
    const { tests, exit } = await all(
      runner.test({ language: 'javascript', files: test, testFiles: ['t.test.js'], cases }),
    );
    assert.deepEqual(tests.map(({ status }) => status).sort(), ['failed', 'passed', 'passed']); // prettier-ignore
    assert.equal(exit.outcome, 'error');
  });

  it('keeps to limits and stops', async () => {
    const late = await all(runner.run(javascript('setInterval(() => {}, 10)', { limits: { wallMs: 500 } })));
    assert.equal(late.exit.outcome, 'timeout');
    const bomb = await all(runner.run(javascript('for (;;) console.log("x".repeat(1000));', { limits: { outputBytes: 10_000 } }))); // prettier-ignore
    assert.equal(bomb.exit.outcome, 'output-limit');
    assert.ok(bomb.stdout.length <= 10_100);
    const stop = new AbortController();
    const ran = all(runner.run(javascript('setInterval(() => {}, 10)', { signal: stop.signal })));
    setTimeout(() => stop.abort(), 200);
    assert.equal((await ran).exit.outcome, 'stopped');
  });

  it('says in words why nothing runs', async () => {
    const rows: [string, RegExp, string?][] = [
      [room.tokens.observer, /does not allow|observers/],
      ['forged', /does not know who/],
      [room.tokens.interviewer, /no language "klingon"/, 'klingon'],
    ];
    for (const [token, words, language = 'javascript'] of rows) {
      const other = serverRunner({ url: world.url, room: room.id, token });
      const { exit } = await all(other.run({ language, files: { 'main.js': '' } }));
      assert.equal(exit.outcome, 'crash');
      assert.match(exit.error?.message ?? '', words);
      other.dispose();
    }
  });
});
