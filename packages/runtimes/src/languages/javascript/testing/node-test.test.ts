import { expect } from 'chai';
import { outcomes, run } from '../../../../test/javascript/engine.js';

describe('node:test and Node', () => {
  it('has mock, a context, callbacks and subtests', async () => {
    expect(
      await outcomes(
        {
          'calc.mjs': `export const calc = { add: (a, b) => a + b, get v() { return 1 } };`,
          'calc.test.mjs': `import { test, describe, it, mock, before, beforeEach } from 'node:test'; import assert from 'node:assert/strict'; import { calc } from './calc.mjs';
test('fn', () => {
  const f = mock.fn((a, b) => a + b);
  assert.equal(f(1, 2), 3); assert.deepEqual(f.mock.calls[0].arguments, [1, 2]); assert.equal(f.mock.calls[0].result, 3);
  f.mock.mockImplementation(() => 9); f.mock.mockImplementationOnce(() => 7); assert.deepEqual([f(), f(), f.mock.callCount()], [7, 9, 3]);
  f.mock.resetCalls(); f.mock.restore(); assert.deepEqual([f(2, 2), f.mock.callCount()], [4, 1]);
  const bad = mock.fn(() => { throw new Error('no') }); assert.throws(bad, /no/); assert.equal(bad.mock.calls[0].error.message, 'no');
  const some = mock.fn(() => 1, () => 2, { times: 1 }); assert.deepEqual([some(), some()], [2, 1]); assert.equal(mock.fn()(), undefined);
  class A { constructor(x) { this.x = x } } const Made = mock.fn(A); assert.equal(new Made(3).x, 3); assert.equal(Made.mock.calls[0].target, A);
});
test('method', (t) => {
  const m = t.mock.method(calc, 'add', () => 42); assert.equal(calc.add(1, 1), 42); assert.equal(m.mock.calls[0].this, calc);
  t.mock.getter(calc, 'v', () => 5); assert.equal(calc.v, 5); t.mock.method(Math, 'max', () => 0); assert.equal(Math.max(1, 2), 0);
});
test('put back', () => { assert.deepEqual([calc.add(1, 1), calc.v, Math.max(1, 2)], [2, 1, 2]); mock.method(calc, 'add', () => 0); mock.restoreAll(); assert.equal(calc.add(1, 1), 2) });
test('timers', (t) => { t.mock.timers.enable({ apis: ['setTimeout', 'Date'] }); const f = t.mock.fn(); setTimeout(f, 1000); t.mock.timers.tick(999); assert.equal(f.mock.callCount(), 0); t.mock.timers.tick(); assert.equal(f.mock.callCount(), 1); assert.equal(Date.now(), 1000) });
test('real time', (t, done) => { assert.ok(Date.now() > 1e12); setTimeout(done, 2) });
test('subtests', async (t) => { await t.test('ok', () => {}); await t.test('not', () => { assert.ok(false, 'inside') }) });
test('plan', (t) => { t.plan(2); t.assert.ok(true) });
test('later', (t) => { t.skip('why') });
test('absent', () => { mock.module('./calc.mjs') });
describe('hooks', () => { let n = 0; before(() => { n = 1 }); beforeEach((t) => { n++ }); it('ran', () => { assert.equal(n, 2) }) });`,
        },
        /inside|plan expected 2 assertions and counted 1|mock\.module\(\) of node:test is not there|why/,
      ),
    ).to.deep.equal([
      'passed fn',
      'passed method',
      'passed put back',
      'passed timers',
      'passed real time',
      'failed subtests inside',
      'failed plan plan expected 2 assertions and counted 1',
      'skipped later why',
      'failed absent mock.module() of node:test is not there',
      'passed hooks > ran',
    ]);
  });

  it('has Buffer where a file mentions it, which nobody can change', async () => {
    const enc = `exports.enc = (text) => Buffer.from(text).toString('base64');`;
    expect(
      await outcomes({
        'enc.js': enc,
        'enc.test.js': `const { enc } = require('./enc'); const { Buffer: B } = require('node:buffer'); const fs = require('fs');
test('base64', () => { expect(enc('héllo')).toBe('aMOpbGxv'); expect(B.from('aMOpbGxv', 'base64').toString()).toBe('héllo'); expect(B).toBe(Buffer) });
test('more', () => { expect(Buffer.concat([Buffer.from('a'), Buffer.alloc(1, 'b')]).toString('hex')).toBe('6162'); expect(Buffer.from('a')).toEqual(Buffer.from('a')); expect(Buffer.isBuffer(fs.readFileSync('enc.js'))).toBe(true); expect(require('crypto').randomBytes(4).toString('hex')).toHaveLength(8) });`,
      }),
    ).to.deep.equal(['passed base64', 'passed more']);
    const cheat = `${enc} Buffer.prototype.toString = () => 'aMOpbGxv'`;
    const test = `test('x', () => { expect(require('./enc').enc('héllo')).toBe('aMOpbGxv') })`;
    expect(
      await outcomes({ 'enc.js': cheat, 'enc.test.js': test }, /Buffer\.prototype\.toString was changed/),
    ).to.deep.equal(['error x Buffer.prototype.toString was changed']);
    const { stdout } = await run({
      'main.js': `console.log(Buffer.from('ab')); process.stdout.write(Buffer.from('é\\n'))`,
    });
    expect(stdout).to.equal('<Buffer 61 62>\né\n');
    expect((await run({ 'main.js': `console.log(typeof globalThis['Buf' + 'fer'])` })).stdout).to.equal(
      'undefined\n',
    );
  });

  it("has bun:test's names", async () => {
    const test = `import { expect, it, mock, spyOn } from 'bun:test'; it('x', () => { const f = mock(() => 4); expect(f()).toBe(4); expect(f).toHaveBeenCalled(); spyOn(console, 'log'); mock.restore() })`;
    expect(await outcomes({ 'a.test.ts': test })).to.deep.equal(['passed x']);
  });
});
