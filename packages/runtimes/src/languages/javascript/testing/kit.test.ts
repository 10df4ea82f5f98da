import { expect } from 'chai';
import { outcomes, test } from '../../../../test/javascript/engine.js';

const jest = `import { describe, expect, test, xtest, jest } from '@jest/globals';
import { leap } from './leap';
describe('leap', () => {
  test('ok', () => { expect(leap(4)).toBe(true) });
  test('bad', () => {
    expect({ a: [1, 2] }).toEqual({ a: [1, 3] });
  });
  xtest('later', () => {});
  test.todo('more');
  test.each([[1, 2, 3], [2, 2, 4]])('%i + %i = %i', (a, b, c) => expect(a + b).toBe(c));
  test.each\`a | b
  \${1} | \${'x'}
  \`('row $a $b', ({ a, b }) => { expect([a, b]).toEqual([1, 'x']) });
  test('throws', () => { expect(() => { throw new RangeError('boo') }).toThrow('boo'); expect(() => { throw new RangeError('x') }).toThrowError(RangeError) });
  test('promises', async () => { await expect(Promise.reject(new Error('q'))).rejects.toThrow('q'); await expect(Promise.resolve(3)).resolves.toBe(3) });
  test('done', (done) => { setTimeout(done, 2) });
  test('own error', () => { null.foo });
  test('slow', async () => { await new Promise(() => {}) }, 30);
  test('matchers', () => { expect({ a: 1, b: 'xyz' }).toEqual({ a: expect.any(Number), b: expect.stringContaining('y') }); expect([1, 2]).toEqual(expect.arrayContaining([2])); expect(0.1 + 0.2).toBeCloseTo(0.3); expect({ a: { b: 2 } }).toHaveProperty('a.b', 2) });
  test('fn', () => { const f = jest.fn().mockReturnValue(4); expect(f(1)).toBe(4); expect(f).toBeCalledWith(1); expect(f).lastCalledWith(1); expect(f.mock.calls).toEqual([[1]]) });
  test('spy', () => { const s = jest.spyOn(console, 'log').mockImplementation(() => {}); leap(8); expect(s).toHaveBeenCalledWith('year', 8); s.mockRestore() });
  test('timers', () => { jest.useFakeTimers().setSystemTime(new Date('2020-01-01')); const f = jest.fn(); setTimeout(f, 1000); jest.advanceTimersByTime(999); expect(f).not.toHaveBeenCalled(); jest.advanceTimersByTime(1); expect(f).toHaveBeenCalled(); expect(new Date().getUTCFullYear()).toBe(2020); jest.useRealTimers() });
  test('inline', () => { expect({ a: 1 }).toMatchInlineSnapshot(\`
    {
      "a": 1,
    }
  \`) });
  test('other inline', () => { expect({ a: 1 }).toMatchInlineSnapshot('{}') });
  test('stored', () => { expect({ a: 1 }).toMatchSnapshot() });
  test('count', () => { expect.assertions(2); expect(1).toBe(1) });
  test.failing('must fail', () => { expect(1).toBe(2) });
  test('extend', () => { expect.extend({ toBeEven(n) { return { pass: n % 2 === 0, message: () => n + ' is odd' } } }); expect(2).toBeEven(); expect(3).toBeEven() });
});`;
const passes = [
  'ok',
  '1 + 2 = 3',
  '2 + 2 = 4',
  'row 1 x',
  'throws',
  'promises',
  'done',
  'matchers',
  'fn',
  'spy',
  'timers',
  'inline',
  'must fail',
];

describe('test files', () => {
  it('of Jest run as they are, each reported with what it needs', async () => {
    const { tests, reports, result } = await test({
      'leap.js': `export const leap = (y) => { console.log('year', y); return y % 4 === 0 }`,
      'leap.spec.js': jest,
    });
    const by = (status: string): string[] =>
      tests.filter((one) => one.status === status).map((one) => one.name.replace('leap > ', ''));
    expect(reports[0]).to.deep.equal({ type: 'plan', names: tests.map((one) => one.name) });
    expect(by('passed')).to.deep.equal(passes);
    expect(by('skipped')).to.deep.equal(['later', 'more']);
    expect(by('failed')).to.deep.equal([
      'bad',
      'own error',
      'slow',
      'other inline',
      'stored',
      'count',
      'extend',
    ]);
    const found = (name: string) => tests.find((one) => one.name === `leap > ${name}`);
    expect(found('bad')).to.include({
      expected: '{\n  "a": [\n    1,\n    3,\n  ],\n}',
      actual: '{\n  "a": [\n    1,\n    2,\n  ],\n}',
    });
    expect(found('bad')?.message).to.match(/at leap\.spec\.js:6:\d+$/);
    expect(found('own error')?.message).to.match(/^TypeError: .*\n {4}at leap\.spec\.js:17:/);
    expect(found('slow')?.message).to.contain('longer than 30 ms');
    expect(found('stored')?.message).to.contain('use toMatchInlineSnapshot');
    expect(found('ok')?.output).to.equal('year 4\n');
    expect(result?.outcome).to.equal('ok');
  });

  it('of Vitest: hoisted mocks, context, hooks in order, an error of a promise', async () => {
    const { tests } = await test({
      'a.ts': `import { b } from './b'; export const add = (x: number, y: number): number => b() + x + y`,
      'b.ts': `export const b = () => 100; export const k = 9;`,
      'a.test.ts': `import { describe, it, expect, vi, beforeEach, afterEach, beforeAll, afterAll } from 'vitest';
import { add } from './a';
import * as b from './b';
const seven = vi.hoisted(() => ({ n: 7 }));
vi.mock('./b', async (original) => ({ ...(await original()), b: vi.fn(() => seven.n) }));
const log: string[] = [];
beforeAll(() => { log.push('all') }); beforeEach(() => { log.push('each') });
it('mocks', () => { expect(add(1, 2)).toBe(10); expect(b.k).toBe(9) });
it('context', ({ expect: own, task }) => { own(task.name).toBe('context') });
it.skipIf(true)('skipped', () => {});
describe('inner', () => {
  beforeEach(() => { log.push('inner') }); afterEach(() => { log.push('after inner') });
  it('hooks', () => { expect(log).toEqual(['all', 'each', 'each', 'each', 'inner']) });
});
describe('broken', () => { beforeEach(() => { throw new Error('hook') }); it('x', () => {}) });
it('actual', async () => { const real = await vi.importActual<typeof import('./b')>('./b'); expect(real.b()).toBe(100); expect(log.at(-1)).toBe('each') });
it('lost', async () => { void Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 5)) });`,
    });
    expect(tests.map((one) => `${one.status} ${one.name}`)).to.deep.equal([
      'passed mocks',
      'passed context',
      'skipped skipped',
      'passed inner > hooks',
      'error broken > x',
      'passed actual',
      'failed lost',
    ]);
  });

  it('of Vitest: what a test leaves to be done, whether it passes or fails', async () => {
    expect(
      await outcomes({
        'a.test.js': `import { it, expect, onTestFinished, onTestFailed, vitest } from 'vitest';
const log = [];
it('passes', () => { onTestFinished(() => { log.push('first') }); onTestFinished(async () => { log.push('last') }); onTestFailed(() => { log.push('never') }) });
it('fails', ({ onTestFailed: own }) => { own(() => { log.push('failed') }); throw new Error('no') });
it('tells', () => { expect(log).toEqual(['last', 'first', 'failed']); expect(vitest.isMockFunction(vitest.fn())).toBe(true) });
it('breaks', () => { onTestFinished(() => { throw new Error('left') }) });`,
      }),
    ).to.deep.equal(['passed passes', 'failed fails', 'passed tells', 'error breaks']);
  });

  it('of Jest before 29: its snapshots; and its other names for mocks', async () => {
    expect(
      await outcomes({
        'dep.js': 'exports.x = 1;',
        'a.test.js': `test('object', () => { expect({ a: [1], b: 'say "hi"' }).toMatchInlineSnapshot(\`
Object {
  "a": Array [
    1,
  ],
  "b": "say \\\\"hi\\\\"",
}
\`) });
test('other', () => { expect([1]).toMatchInlineSnapshot('Array [2]') });
test('mocks', async () => {
  jest.setMock('./dep', { x: 2 }); expect(require('./dep').x).toBe(2); jest.dontMock('./dep');
  await jest.isolateModulesAsync(async () => { expect((await import('./dep')).x).toBe(1) });
});`,
      }),
    ).to.deep.equal(['passed object', 'failed other', 'passed mocks']);
  });

  it('of CommonJS, of globals and of node:test', async () => {
    const { tests } = await test({
      'sum.js': 'function sum(a, b) { return a + b }\nmodule.exports = sum;',
      'dep.js': 'exports.x = 2',
      'sum.test.js': `const sum = require('./sum');\njest.mock('./dep', () => ({ x: 1 }));\ntest('adds', () => { expect(sum(1, 2)).toBe(3); expect(require('./dep').x).toBe(1) });`,
      'node.test.mjs': `import test from 'node:test'; import assert from 'node:assert'; import sum from './sum.js'; test('fails', () => { assert.strictEqual(sum(1, 2), 4) })`,
    });
    expect(tests.map((one) => `${one.status} ${one.name} ${one.expected ?? ''}`.trim())).to.deep.equal([
      'passed adds',
      'failed fails 4',
    ]);
  });

  it('that cannot be read, or have no test, are errors named after the file', async () => {
    const { tests } = await test({
      'a.js': 'export const x = ;',
      'a.test.js': `import { x } from './a'; test('x', () => {})`,
      'b.test.js': '1',
    });
    expect(tests.map((one) => `${one.status} ${one.name}`)).to.deep.equal([
      'error a.test.js',
      'error b.test.js',
    ]);
    expect(tests[0]?.message).to.match(/SyntaxError: .*';'\n {4}at a\.js:1:18/);
    expect(tests[1]?.message).to.contain('no test');
  });
});

describe('cases', () => {
  it('call functions by any spelling, classes step by step, and say what JSON cannot', async () => {
    const source = `function twoSum(n, t) { console.log('called'); return [n.indexOf(t), 0] }
const odd = () => [NaN, undefined, new Map([[1, 2]]), new Set([1]), 10n, new Uint8Array(2), { a: { b: 1 } }];
class Stack { #a = []; push(x) { return this.#a.push(x) } pop() { if (!this.#a.length) throw new RangeError('empty'); return this.#a.pop() } }
const later = async () => 5;`;
    const { reports } = await test({ 'main.js': source }, [
      { call: 'two_sum', args: [[1, 2], 2] },
      { call: 'odd', args: [] },
      {
        construct: 'Stack',
        args: [],
        steps: [
          { call: 'push', args: [4] },
          { call: 'pop', args: [] },
          { call: 'pop', args: [] },
        ],
      },
      { call: 'nope', args: [] },
      { call: 'later', args: [] },
    ]);
    const results = reports.flatMap((one) => (one.type === 'case' ? [one] : []));
    expect(results[0]).to.deep.include({ results: [{ value: [1, 0] }], output: 'called\n' });
    expect(results[1]?.results[0]).to.deep.equal({
      value: [
        { $: 'NaN' },
        { $: 'undefined' },
        { $: 'repr', text: 'Map(1) { 1 => 2 }' },
        [1],
        { $: 'repr', text: '10n' },
        [0, 0],
        { a: { b: 1 } },
      ],
    });
    expect(results[2]?.results.slice(0, 2)).to.deep.equal([{ value: 1 }, { value: 4 }]);
    expect(results[2]?.results[2]).to.have.nested.include({
      'error.name': 'RangeError',
      'error.path': 'main.js',
      'error.line': 3,
    });
    expect(results[3]?.results[0]).to.have.nested.property(
      'error.message',
      'There is no function nope in main.js.',
    );
    expect(results[4]?.results[0]).to.deep.equal({ value: 5 });
  });

  it('find a method of Solution in TypeScript', async () => {
    const { reports } = await test(
      { 'main.ts': 'class Solution { addTwo(a: number, b: number): number { return a + b } }' },
      [{ call: 'add_two', args: [1, 2] }],
    );
    expect(reports.at(-1)).to.deep.include({ results: [{ value: 3 }] });
  });
});
