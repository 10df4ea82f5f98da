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

  const patience = { elsewhere: 1_500, there: 500, about: 100 };
  it('was begun with what it is nearest to, unless that is too long ago for what was done there', () => {
    const text = 'function f() {\n  return 1;\n}\n';
    const typed = 'function f() {\n  let a;\n  return 1;\n}\n';
    for (const [now, before, written, age, base] of [
      ['a b', 'a', 'a c', 0, 'a'],
      ['a b', 'a', 'a b c', 0, 'a b'],
      ['hello world', 'hello', 'hello there', 0, 'hello'],
      ['hello world', 'hello world', 'x', 0, 'hello world'],
      // Written elsewhere: nobody takes away another's line, and writes at another place, so soon.
      [typed, text, `// first\n${text}`, 1_400, text],
      [typed, text, `// first\n${text}`, 1_600, typed],
      // Written in its place: people do.
      ['f(a)', 'f()', 'f(b)', 400, 'f()'],
      ['f(a)', 'f()', 'f(b)', 600, 'f(a)'],
      // All is another text: whoever does that saw it before.
      [typed, text, 'let all = "new";\n', 50, text],
      [typed, text, 'let all = "new";\n', 200, typed],
      // Some of it was taken back.
      [typed, text, text.replace('  return', '  let b;\n  return'), 200, typed],
      [typed, text, text, 200, typed],
    ] as const) {
      const known = [{ text: before, age, told: true }];
      assert.equal(
        likelyBase(now, known, written, patience),
        base,
        JSON.stringify([now, before, written, age]),
      );
    }
  });

  it('was not begun with one that is likelier than what should be known, but less likely than another that it was not', () => {
    const known = [
      { text: 'one', age: 300, told: true },
      { text: 'one two', age: 300, told: true },
    ];
    assert.equal(likelyBase('one two three', known, 'one two', patience), 'one two three');
    const untold = known.map((each) => ({ ...each, told: false }));
    assert.equal(likelyBase('one two three', untold, 'one two', patience), 'one two');
  });
});
