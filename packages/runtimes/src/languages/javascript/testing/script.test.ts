import { expect } from 'chai';
import { test } from '../../../../test/javascript/engine.js';

const solution = { 'f.js': 'export const f = (x) => x + 1, later = async (x) => x + 1;' };
const judged = async (spec: string, files: Record<string, string> = solution): Promise<string[]> =>
  (await test({ ...files, 'f.test.js': spec })).tests.map(({ name, status }) => `${status} ${name}`);

describe('a file of asserts is one test', () => {
  const files: Record<string, [spec: string, status: string]> = {
    'console.assert that holds': [
      `import { f } from './f'; const testF = () => { console.assert(f(1) === 2) }; testF()`,
      'passed',
    ],
    'console.assert that fails': [
      `import { f } from './f'; console.assert(f(1) === 3); console.assert(true)`,
      'failed',
    ],
    'assert that holds': [
      `const assert = require('node:assert'); const { f } = require('./f'); function test() { assert.deepEqual(f(1), 2) } test()`,
      'passed',
    ],
    'assert that fails': [
      `import assert from 'assert'; import { f } from './f'; assert(f(1) === 3)`,
      'failed',
    ],
    'async, and fails': [
      `import assert from 'assert/strict'; import { later } from './f'; (async () => { assert.equal(await later(1), 3) })()`,
      'failed',
    ],
    'never called': [`import { f } from './f'; const testF = () => { console.assert(f(1) === 2) }`, 'error'],
    'ends early': [`console.assert(true); process.exit(0); console.assert(false)`, 'error'],
    'nothing': [`// nothing`, 'error'],
  };
  for (const [what, [spec, status]] of Object.entries(files))
    it(what, async () => expect(await judged(spec)).to.deep.equal([`${status} f.test.js`]));

  it('unless it stands among the tests to be used: a helper, data', async () => {
    const files = {
      'f.js': '',
      'f.test.js': `import { three } from './lib/helpers'; import rows from './rows.json'; test('adds', () => expect(three(1)).toBe(rows.three))`,
      'lib/helpers.js': `import assert from 'assert'; export const three = (n) => { assert(n === 1); return 3; }`,
      'rows.json': '{"three": 3}',
      'more.js': `describe('more', () => { it('fails', () => expect(1).toBe(2)) })`,
      'script.js': 'console.assert(1 === 2)',
    };
    const told = async (...paths: string[]): Promise<string[]> =>
      (await test(files, [], 20_000, paths)).tests.map(({ name, status }) => `${status} ${name}`);
    expect(await told('f.test.js', 'lib/helpers.js', 'rows.json')).to.deep.equal(['passed adds']);
    expect(await told('f.test.js', 'more.js', 'script.js')).to.deep.equal([
      'passed adds',
      'failed more > fails',
      'failed script.js',
    ]);
    expect(await told('rows.json')).to.deep.equal(['error rows.json']);
  });

  it('which the program cannot turn', async () => {
    const spec = `import './f'; import assert from 'assert'; console.assert(1 === 2); assert(true)`;
    const cheat = {
      'f.js': `import assert from 'assert'; console.assert = () => {}; globalThis.console = { assert() {} }; assert.equal = () => {}`,
    };
    expect(await judged(spec, cheat)).to.deep.equal(['failed f.test.js']);
    expect(
      await judged(`import './f'; import assert from 'assert'; assert.equal(1, 2)`, cheat),
    ).to.deep.equal(['failed f.test.js']);
  });
});

describe('kits', () => {
  it("node:test hands a context, and a file's own name may have spaces", async () => {
    const spec = `import test, { it } from 'node:test'; import assert from 'node:assert'; import { f } from './my dir/f (1)';
it('b', (t) => { assert.equal(t.name, 'b') }); test('sub', async (t) => { await t.test('in', () => assert.equal(1, 2)) }); it('z', () => f())`;
    const { tests } = await test({
      'my dir/f (1).js': `export const f = () => { throw new Error('x') }`,
      'f.test.js': spec,
    });
    expect(tests.map(({ status }) => status)).to.deep.equal(['passed', 'failed', 'failed']);
    expect(tests[2]?.message).to.include('my dir/f (1).js:1:');
  });

  it("vitest's assert and types are there", async () => {
    const spec = `import { it, assert, expectTypeOf } from 'vitest'; it('a', () => { assert.equal(1, 1); expectTypeOf(1).not.toEqualTypeOf() })`;
    expect(await judged(spec)).to.deep.equal(['passed a']);
  });
});
