import { expect } from 'chai';
import type { TestResultEvent } from '../../../events.js';
import { outcomes, test } from '../../../../test/javascript/engine.js';

const lines = (tests: TestResultEvent[]): string[] => tests.map((one) => `${one.status} ${one.name}`);
const spec = (text: string): Record<string, string> => ({
  'main.js': `let n = 0; export const next = () => ++n; export const never = () => 0;
    export const broken = () => { throw new RangeError('broken') };`,
  'a.test.js': `import { afterEach, describe, expect, it, vi } from 'vitest';\nimport { next, never, broken } from './main';\n${text}`,
});

describe('expect.poll', () => {
  it('asks until the assertion holds, or the time is up', async () => {
    const { tests } = await test(
      spec(`it('holds', async () => { await expect.poll(next, { interval: 1 }).toBe(5); expect(next()).toBe(6) });
it('of a promise', async () => { await expect.poll(async () => next(), { interval: 1 }).toBeGreaterThan(9) });
it('not', async () => { await expect.poll(next, { interval: 1 }).not.toBeLessThan(12) });
it('in the words of chai', async () => { await expect.poll(next, { interval: 1 }).to.be.above(15) });
it('throws at first', async () => { let n = 0; await expect.poll(() => { if (n++ < 3) throw new Error('early'); return 'late' }, { interval: 1 }).toBe('late') });
it('returned', () => expect.poll(next, { interval: 1 }).toBeGreaterThan(20));
it('under fake timers', async () => { vi.useFakeTimers(); await expect.poll(next, { interval: 1 }).toBeGreaterThan(25); vi.useRealTimers() });
it('late', async () => {
  await expect.poll(never, { interval: 1, timeout: 20, message: 'the answer' }).toBe(42);
});
it('broken', async () => { await expect.poll(broken, { interval: 1, timeout: 5 }).toBe(42) });
it('forgotten', () => { expect.poll(never).not.toBe(42) });
it('throwing', async () => { await expect.poll(broken).toThrow() });
it('promised', async () => { await expect.poll(async () => 1).resolves.toBe(1) });`),
    );
    expect(lines(tests)).to.deep.equal([
      'passed holds',
      'passed of a promise',
      'passed not',
      'passed in the words of chai',
      'passed throws at first',
      'passed returned',
      'passed under fake timers',
      'failed late',
      'failed broken',
      'failed forgotten',
      'failed throwing',
      'failed promised',
    ]);
    const found = Object.fromEntries(tests.map((one) => [one.name, one]));
    expect(found['late']).to.include({ expected: '42', actual: '0' });
    expect(found['late']?.message).to.match(
      /the answer: expected \+?0 to be 42.*asked for 20 ms\)\n {4}at a\.test\.js:11:\d+$/,
    );
    expect(found['broken']?.message).to.match(/^RangeError: broken\n {4}at .*main\.js:2/);
    expect(found['forgotten']?.message).to.match(/not\.toBe\(\) was not awaited[\s\S]*a\.test\.js:14/);
    expect(found['throwing']?.message).to.contain('vi.waitFor()');
    expect(found['promised']?.message).to.contain('.resolves');
  });

  it('looks for forged values each time', async () => {
    const { tests } = await test({
      'main.js': `export const answer = () => ({ asymmetricMatch: () => true });`,
      'a.test.js': `import { expect, it } from 'vitest'; import { answer } from './main';
it('forged', async () => { await expect.poll(answer, { interval: 1, timeout: 10 }).toEqual({ a: 1 }) });`,
    });
    expect(lines(tests)).to.deep.equal(['error forged']);
    expect(tests[0]?.message).to.contain('claims to be a matcher');
  });
});

describe('expect.soft', () => {
  it('goes on, and tells everything that failed', async () => {
    const { tests } = await test(
      spec(`let reached = '';
it('three', () => {
  expect.soft(1).toBe(2);
  expect.soft('a', 'letters').not.toEqual('a');
  expect.soft(3).toBe(3);
  reached = 'the end';
  expect(4).toBe(5);
});
it('reached', () => { expect(reached).toBe('the end') });
it('promises', async () => { await expect.soft(Promise.resolve(1)).resolves.toBe(2); await expect.soft(Promise.resolve(1)).resolves.toBe(3) });
it('own matchers', async () => {
  expect.extend({ toBeOdd: (n) => ({ pass: n % 2 === 1, message: () => n + ' is even' }), async toBeLate(n) { return { pass: false, message: () => n + ' is early' } } });
  expect.soft(2).toBeOdd(); await expect.soft(3).toBeLate(); expect.soft(5).toBeOdd();
});
it.fails('must fail', () => { expect.soft(1).toBe(2) });
it('context', ({ expect: own }) => { own.soft(1).toBe(2) });
it('count', () => { expect.assertions(2); expect.soft(1).toBe(1); expect.soft(2).toBe(2) });
describe('hooks', () => { afterEach(() => { expect.soft('after').toBe('before') }); it('x', () => { expect.soft(6).toBe(7) }) });
it('clean', () => { expect.soft(1).toBe(1) });`),
    );
    expect(lines(tests)).to.deep.equal([
      'failed three',
      'passed reached',
      'failed promises',
      'failed own matchers',
      'passed must fail',
      'failed context',
      'passed count',
      'failed hooks > x',
      'passed clean',
    ]);
    const message = (name: string): string => tests.find((one) => one.name === name)?.message ?? '';
    expect(tests[0]).to.include({ expected: '2', actual: '1' });
    expect(message('three')).to.match(
      /expected 1 to be 2.*\n.*test\.js:5:\d+\n\n.*letters.*\n.*test\.js:6:\d+\n\n.*expected 4 to be 5.*\n.*test\.js:9:\d+$/,
    );
    expect(message('promises')).to.match(/expected 1 to be 2[\s\S]*expected 1 to be 3/);
    expect(message('own matchers'))
      .to.match(/2 is even[\s\S]*3 is early/)
      .and.not.contain('5 is even');
    expect(message('hooks > x')).to.match(/expected 6 to be 7[\s\S]*expected 'after' to be 'before'/);
  });
});

it('asks no getter that a test did not ask', async () => {
  const { tests } = await test({
    'main.js': `export class Account { get balance() { return 1 } }
      export const counter = () => { let n = 0; return { get next() { return ++n } } };`,
    'a.test.js': `import { Account, counter } from './main.js';
      test('spied', () => { const own = new Account(); const spy = jest.spyOn(own, 'balance', 'get'); own.balance; expect(spy).toHaveBeenCalledTimes(1) });
      test('lazy', () => { const make = jest.fn(); const lazy = { get it() { return make() } }; expect(lazy).toBeDefined(); expect(make).not.toHaveBeenCalled() });
      test('counted', () => { const c = counter(); expect(c).toBeTruthy(); expect(c.next).toBe(1) });
      test('late', () => { expect({ get it() { return Promise.reject(new Error('late')) } }).toBeTruthy() });`,
  });
  expect(lines(tests)).to.deep.equal(['passed spied', 'passed lazy', 'passed counted', 'passed late']);
});

describe('toThrow', () => {
  const main = `export class Odd extends RangeError {} export const odd = () => { throw new Odd('odd') };
    export const caused = () => { throw new Error('odd', { cause: new Error('why') }) }; export const later = async () => odd();`;
  const tests = `
test('words', () => { expect(odd).toThrow(new Error('odd')); expect(odd).not.toThrow(new Error('even')); expect(() => 1).not.toThrow(new Error('odd')) });
test('promise', async () => { await expect(later()).rejects.toThrow(new Error('odd')) });
test('cause', () => { expect(caused).toThrow(new RangeError('odd', { cause: new TypeError('why') })) });
test('once', () => { let n = 0; expect(() => { n++; odd() }).toThrow(new Odd('odd')); expect(n).toBe(1) });
test('no error', () => { expect(() => { throw { message: 'odd' } }).not.toThrow(new Error('odd')) });
test('not its words', () => { expect(odd).not.toThrow(new Error('odd')) });
test('other words', () => { expect(odd).toThrow(new Odd('even')) });
test('other cause', () => { expect(caused).toThrow(new Error('odd', { cause: new Error('else') })) });
test('nothing', () => { expect(() => 1).toThrow(new Error('odd')) });`;
  const from = (kit: string): Promise<string[]> =>
    outcomes({
      'main.js': main,
      'a.test.js': `${kit} import { odd, Odd, caused, later } from './main';${tests}`,
    });

  it('of an error asks for its words, as Jest does, and for all of it, as Vitest does', async () => {
    const fails = ['not its words', 'other words', 'other cause', 'nothing'];
    const jest = [
      ...['words', 'promise', 'cause', 'once', 'no error'].map((name) => `passed ${name}`),
      ...fails.map((name) => `failed ${name}`),
    ];
    expect(await from('')).to.deep.equal(jest);
    expect(await from(`import { test, expect } from '@jest/globals';`)).to.deep.equal(jest);
    expect(await from(`import { test, expect } from 'vitest';`)).to.deep.equal([
      ...['words', 'promise', 'cause'].map((name) => `failed ${name}`),
      'passed once',
      'passed no error',
      'passed not its words',
      ...fails.slice(1).map((name) => `failed ${name}`),
    ]);
  });
});

describe('what a test file replaces', () => {
  const file = (value: string): string => `import { afterEach, expect, it, vi } from 'vitest';
vi.stubGlobal('shared', '${value}'); vi.stubEnv('SHARED', '${value}'); vi.stubEnv('GONE', undefined);
vi.useFakeTimers({ now: 1000 }); vi.setConfig({ testTimeout: 60 });
afterEach(() => { vi.restoreAllMocks() });
for (const name of ['first', 'second']) it(name + ' of ${value}', () => {
  expect([shared, globalThis.shared, process.env.SHARED, 'GONE' in process.env]).toEqual(['${value}', '${value}', '${value}', false]);
  expect(vi.isFakeTimers()).toBe(true); expect(Date.now()).toBe(1000);
});
it('slow ${value}', async () => { await new Promise(() => {}) });
it('undone ${value}', () => {
  vi.stubEnv('SHARED', 7); expect(process.env.SHARED).toBe('7');
  vi.unstubAllGlobals(); expect(typeof shared).toBe('undefined'); expect(process.env.SHARED).toBe('7');
  vi.unstubAllEnvs(); expect('SHARED' in process.env).toBe(false);
});`;

  it('is there for its own tests, in each of several files', async () => {
    const plain = `import { expect, it, vi } from 'vitest'; it('untouched', () => {
      expect([typeof shared, 'SHARED' in process.env, vi.isFakeTimers()]).toEqual(['undefined', false, false]) });`;
    const { tests } = await test({ 'a.test.js': file('a'), 'b.test.js': plain, 'c.test.js': file('c') });
    const of = (value: string): string[] => [
      `passed first of ${value}`,
      `passed second of ${value}`,
      `failed slow ${value}`,
      `passed undone ${value}`,
    ];
    expect(lines(tests), JSON.stringify(tests)).to.deep.equal([...of('a'), 'passed untouched', ...of('c')]);
    const slow = tests.filter((one) => one.status === 'failed').map((one) => one.message);
    for (const message of slow) expect(message).to.contain('longer than 60 ms');
  });

  it('goes back alone, where it is a property', async () => {
    const { tests } = await test({
      'a.test.js': `import { expect, jest, test } from '@jest/globals';
test('x', () => {
  const held = { a: 1, b: 1 };
  const a = jest.replaceProperty(held, 'a', 2), b = jest.replaceProperty(held, 'b', 2);
  a.restore(); expect(held).toEqual({ a: 1, b: 2 });
  b.replaceValue(3); expect(held.b).toBe(3);
  jest.restoreAllMocks(); expect(held).toEqual({ a: 1, b: 1 });
});`,
    });
    expect(lines(tests), JSON.stringify(tests)).to.deep.equal(['passed x']);
  });
});
