import { expect } from 'chai';
import { test } from '../../../../test/javascript/engine.js';

const spec = `import { it, expect } from 'vitest';
import * as m from './solution';
it('number', () => { expect(m.sum(1, 2)).toBe(3) });
it('object', () => { expect(m.obj()).toEqual({ a: [1, { b: 2 }] }) });
it('strict', () => { expect(m.obj()).toStrictEqual({ a: [1, { b: 2 }] }) });
it('close', () => { expect(m.num()).toBeCloseTo(0.3) });
it('promise', async () => { await expect(m.later()).resolves.toBe(7) });
it('throws', () => { expect(() => m.bad()).toThrow('nope') });
it('list', () => { expect(m.list()).toContain(5) });
it('throws it', () => { expect(() => m.bad()).toThrow(new Error('nope')) });
it('map', () => { expect(m.map()).toEqual(new Map([['a', new Set([1])]])) });`;

const wrong =
  'export const sum = () => 0, obj = () => 0, num = () => 0, later = async () => 0, bad = () => {}, list = () => [];';
const all = (value: string): string =>
  `const value: any = ${value}; export const sum = () => value, obj = sum, num = sum, later = sum, bad = sum, list = sum;`.replace(
    ': any',
    '',
  );

/** Wrong solutions that try to be called right. The words, where given, are what must be noticed. */
const cheats: Record<string, [code: string, words?: RegExp]> = {
  'a value that says it matches': [all('{ asymmetricMatch: () => true }'), /claims to be a matcher/],
  'a nested one': [
    all(`{ a: [1, { asymmetricMatch: () => true }], then: undefined }`),
    /claims to be a matcher/,
  ],
  'a thrown one': [
    `export const bad = () => { throw { asymmetricMatch: () => true, message: 'no' } }`,
    /claims to be a matcher/,
  ],
  'one in a map': [
    `export const map = () => new Map([['a', { asymmetricMatch: () => true }]])`,
    /claims to be a matcher/,
  ],
  'one in a set in a map': [
    `export const map = () => new Map([['a', new Set([{ asymmetricMatch: () => true }])]])`,
    /claims to be a matcher/,
  ],
  'one that a getter gives': [
    `export const obj = () => ({ get a() { return { asymmetricMatch: () => true } } })`,
  ],
  'a mark of Jest': [
    all(`{ $$typeof: Symbol.for('jest.asymmetricMatcher'), asymmetricMatch: () => true }`),
    /claims to be a matcher/,
  ],
  'a proxy with every property': [
    all(
      `new Proxy({}, { has: () => true, get: (t, k) => (k === 'asymmetricMatch' ? () => true : undefined) })`,
    ),
    /claims to be a matcher/,
  ],
  'a proxy that says so from some look on': [
    `const at = (n) => { let looks = 0; return new Proxy({ message: 'no' }, { has: (t, k) => k in t || (k === 'asymmetricMatch' && looks++ === n), get: (t, k) => (k === 'asymmetricMatch' ? () => true : t[k]) }) };
export const obj = () => at(1), num = obj, later = async () => at(1), list = () => [at(1)], map = obj, sum = obj, bad = () => { throw at(1) };`,
  ],
  'the kit found by its symbol': [
    all(
      `globalThis[Symbol.for('asymmetric-matchers-object')] && globalThis[Symbol.for('expect-global')].anything()`,
    ),
    /claims to be a matcher/,
  ],
  'a forged tag, valueOf and equals': [
    all(`({ [Symbol.toStringTag]: 'Number', valueOf: () => 3, equals: () => true })`),
  ],
  'Object.is': [`${wrong} Object.is = () => true`, /built-in Object\.is was changed/],
  'Object.is, put back by itself': [
    `const is = Object.is; ${wrong} Object.is = () => { Object.is = is; return true }`,
    /Object\.is/,
  ],
  'Object.is, patched when called': [
    'const is = Object.is; export const sum = () => { Object.is = () => { Object.is = is; return true }; return 0 }, obj = sum, num = sum, later = async () => sum(), bad = sum, list = sum;',
    /Object\.is/,
  ],
  'Math.abs': [`${wrong} Math.abs = () => 0; Math.pow = () => 1e9`, /Math\./],
  'Object.prototype.toString': [`${wrong} Object.prototype.toString = () => '[object X]'`, /toString/],
  'something new in Object.prototype': [
    `${wrong} Object.prototype.asymmetricMatch = () => true`,
    /Object\.prototype/,
  ],
  'a setter for verdicts': [
    `${wrong} Object.defineProperty(Object.prototype, 'status', { set() {}, get: () => 'passed', configurable: true })`,
    /Object\.prototype/,
  ],
  'Array.prototype': [
    `${wrong} Array.prototype.every = Array.prototype.some = Array.prototype.includes = () => true`,
    /Array\.prototype/,
  ],
  'Symbol.hasInstance': [
    `${wrong} Object.defineProperty(Error, Symbol.hasInstance, { value: () => true })`,
    /hasInstance/,
  ],
  'what the judge looks with': [
    `${wrong} Reflect.getOwnPropertyDescriptor = () => undefined; Reflect.ownKeys = () => []; WeakSet.prototype.has = () => true; Object.is = () => true`,
    /was changed/,
  ],
  'a promise whose then is its own': [
    'export const later = () => { const p = Promise.resolve(1); p.then = () => ({ then(r) { r() } }); return p }, sum = () => 0, obj = sum, num = sum, bad = sum, list = sum;',
  ],
  'Promise.prototype.then': [
    `${wrong} const then = Promise.prototype.then; Promise.prototype.then = function (a) { return then.call(this, a, a) }`,
    /Promise\.prototype\.then/,
  ],
  'an early exit': [`${wrong} process.exit(0)`, /process\.exit/],
  'an exit inside a test': [
    'export const sum = () => process.exit(0), obj = sum, num = sum, later = sum, bad = sum, list = sum;',
    /process\.exit/,
  ],
  'globals that look like the kit': [
    `${wrong} globalThis.expect = () => new Proxy({}, { get: () => () => {} }); globalThis.it = globalThis.test = () => {}`,
  ],
  'tests of its own': [`import { it } from 'vitest'; it('number', () => {}); ${wrong}`, /test files alone/],
  'tests of its own by require': [
    `${wrong} require('@jest/globals').it('number', () => {})`,
    /test files alone/,
  ],
  'matchers by the global object': [
    `${wrong} const kit = globalThis[Symbol.for('$$jest-matchers-object')]; for (const k of Object.keys(kit.matchers)) kit.matchers[k] = () => {}; kit.customEqualityTesters.push(() => true)`,
    /was changed/,
  ],
  'expect.extend by the global object': [
    `${wrong} const e = globalThis[Symbol.for('expect-global')]; const m = () => ({ pass: true, message: () => '' }); e.extend({ toBe: m, toEqual: m })`,
    /was changed/,
  ],
  'matchers by the prototype of an assertion': [
    `${wrong} const P = Object.getPrototypeOf(globalThis[Symbol.for('expect-global')](1)); Object.defineProperty(P, 'toBe', { value() {} })`,
    /was changed/,
  ],
  'messages that look like results': [
    `${wrong} postMessage({ report: 0, type: 'test', name: 'number', status: 'failed' }); console.log('PASS number\\n7 passed')`,
  ],
  'a prompt end of the worker': [`${wrong} throw null`],
  'names that the engine uses inside': [`${wrong} $ir.export({ sum: () => () => 3 }); $ir.ns = () => ({})`],
};

describe('a wrong solution is never green', () => {
  for (const language of ['js', 'ts'])
    for (const [what, [code, words]] of Object.entries(cheats)) {
      // The last is one that answers `sum` rightly, if by a detour.
      const allowed = what === 'names that the engine uses inside' ? ['number'] : [];
      it(`${what} (${language})`, async () => {
        const { tests, reports } = await test({
          [`solution.${language}`]: code,
          [`solution.test.${language}`]: spec,
        });
        expect(reports.some((one) => one.type === 'plan')).to.equal(true);
        expect(tests.length).to.be.greaterThan(0);
        expect(tests.filter((one) => one.status === 'passed' && !allowed.includes(one.name))).to.deep.equal(
          [],
        );
        expect(tests.every((one) => one.status === 'skipped')).to.equal(false);
        if (words) expect(tests.map((one) => one.message ?? '').join('\n')).to.match(words);
      });
    }

  it('and a right one is', async () => {
    const right = `export const sum = (a, b) => a + b, obj = () => ({ a: [1, { b: 2 }] }), num = () => 0.1 + 0.2, later = async () => 7, bad = () => { throw new Error('nope') }, list = () => [5], map = () => new Map([['a', new Set([1])]]); Array.prototype.mine = 1`;
    const { tests } = await test({ 'solution.js': right, 'solution.test.js': spec });
    expect(tests.map((one) => one.status)).to.deep.equal(Array(9).fill('passed'));
  });
});
