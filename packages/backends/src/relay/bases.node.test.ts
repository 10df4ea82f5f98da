import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { isMadeOf, likelyBase } from './bases.js';

describe('a text that was written', () => {
  it('is made of another where all that came of that is in it, and not where it is but alike', () => {
    for (const [base, mine, written, is] of [
      ['', 'b0;', 'a0;b0;', true],
      ['', 'b0;', 'a0;', false],
      ['', 'b0;', '', false],
      ['', '', 'a', false],
      ['one', 'one two', 'one two three', true],
      ['one', 'one two', 'one three', false],
      ['one two', 'one', 'one!', true],
      ['x', 'x, and a long part that was written', 'x, and a long part that is written', false],
      ['x', 'x, and a long part that was written', 'x, or a short one', false],
    ] as const)
      assert.equal(isMadeOf(mine, base, written), is, JSON.stringify([base, mine, written]));
  });

  it('was begun with what it is nearest to', () => {
    for (const [now, before, written, base] of [
      ['a b', ['a'], 'a c', 'a'],
      ['a b', ['a'], 'a b c', 'a b'],
      ['hello world', ['hello'], 'hello there', 'hello'],
      ['hello world', [], 'x', 'hello world'],
    ] as const)
      assert.equal(likelyBase(now, before, written), base, JSON.stringify([now, before, written]));
  });
});
