import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { Doc } from 'yjs';
import { change, editsOf, hunksOf, merge3 } from './index.js';

const apply = (text: string, to: string): string => {
  let [result, at] = ['', 0];
  for (const { from, to: end, text: written } of hunksOf(text, to)) {
    assert.ok(from >= at, 'in order, and apart');
    result += text.slice(at, from) + written;
    at = end;
  }
  return result + text.slice(at);
};
/** Few different characters, so that texts are alike; some of two and more units. */
const text = fc
  .array(fc.constantFrom('a', 'b', '\n', ' ', 'é', '😀', '😁', '👩‍👩‍👧'), { maxLength: 40 })
  .map((all) => all.join(''));
const counts = (texts: string): Map<string, number> => {
  const found = new Map<string, number>();
  for (const each of texts) found.set(each, (found.get(each) ?? 0) + 1);
  return found;
};
/** The text with something typed in at several places. */
const typed = (base: string, steps: readonly [number, string][]): string =>
  steps.reduce((now, [place, written]) => {
    const characters = [...now];
    characters.splice(place % (characters.length + 1), 0, written);
    return characters.join('');
  }, base);
const typing = (...letters: string[]) => fc.array(fc.tuple(fc.nat(), fc.constantFrom(...letters)), { maxLength: 12 }); // prettier-ignore

describe('what makes one text of another', () => {
  it('makes it, whole characters only', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        assert.equal(apply(one, other), other);
        for (const hunk of hunksOf(one, other)) assert.ok(hunk.text.isWellFormed());
      }),
    );
  });

  it('takes nothing away where something was only typed', () => {
    fc.assert(
      fc.property(text, typing('x', 'a', '😀'), (base, steps) => {
        assert.equal(editsOf(hunksOf(base, typed(base, steps))).removed, 0);
      }),
    );
  });

  it('is found by lines where very much differs', () => {
    const lines = (from: number, more: string) =>
      Array.from({ length: 3000 }, (_, n) => `line ${n + from} of the text${n % 2 ? more : ''}\n`).join('');
    for (const [one, other] of [
      [lines(0, ''), lines(0, '!')],
      [lines(0, ''), lines(5000, '?')],
      ['x'.repeat(100_000), 'y'.repeat(100_000)],
      ['ab'.repeat(50_000), 'ba'.repeat(49_000)],
    ] as const)
      assert.equal(apply(one, other), other);
  });
});

describe('a merge of three texts', () => {
  it('has what both did', () => {
    for (const [base, mine, theirs, both] of [
      ['', 'a', '', 'a'],
      ['', 'a', 'b', 'ab'],
      ['', 'b', 'a', 'ab'],
      ['one two', 'one, two', 'one two three', 'one, two three'],
      ['one two three', 'one three', 'one two THREE three', 'one THREE three'],
      ['keep drop', 'keep ', 'keep drop', 'keep '],
      ['abc', '', 'abXc', 'X'],
      ['abcdef', 'adef', 'abcf', 'af'],
      ['x', 'y', 'y', 'y'],
      ['😀', '😀😁', '😀😂', '😀😁😂'],
    ] as const)
      assert.equal(merge3(base, mine, theirs), both, JSON.stringify([base, mine, theirs]));
  });

  it('is the same from both sides', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        assert.equal(merge3(base, mine, theirs), merge3(base, theirs, mine));
        assert.ok(merge3(base, mine, theirs).isWellFormed());
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every character that either typed', () => {
    fc.assert(
      fc.property(text, typing('1', '2', '😂'), typing('3', '4', '🤖'), (base, mine, theirs) => {
        const merged = merge3(base, typed(base, mine), typed(base, theirs));
        const all = [base, ...[...mine, ...theirs].map(([, written]) => written)].join('');
        assert.deepEqual([...counts(merged)].sort(), [...counts(all)].sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('of long texts is found, however different they are', () => {
    const base = 'function f() { return 1; }\n'.repeat(3700);
    const mine = base.replaceAll('return 1', 'return 2');
    const theirs = `${base.slice(0, 50_000)}HERE${base.slice(50_000)}`;
    assert.ok(merge3(base, mine, theirs).includes('HERE'));
    assert.equal(merge3(base, mine, theirs), merge3(base, theirs, mine));
    assert.ok(merge3(base, 'x'.repeat(100_000), theirs).length >= 100_004);
  });
});

describe('a text of Yjs that is made another', () => {
  it('becomes it', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const shared = new Doc().getText('t');
        shared.insert(0, one);
        change(shared, other);
        assert.equal(shared.toString(), other);
      }),
    );
  });

  it('keeps what is not in question, and changes several places in one go', () => {
    const shared = new Doc().getText('t');
    shared.insert(0, 'one two three');
    const deltas: unknown[] = [];
    shared.observe((event) => deltas.push(event.delta));
    change(shared, 'one, two: three');
    change(shared, 'one, two: three');
    assert.deepEqual(deltas, [[{ retain: 3 }, { insert: ',' }, { retain: 4 }, { insert: ':' }]]);
  });
});
