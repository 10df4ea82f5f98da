import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { commonLines, mergeApart } from './index.js';

const BASE = 'line = input()\nprint(line)\nend\n';

describe('a merge that mixes no letters', () => {
  for (const [what, base, mine, theirs, text] of [
    [
      'different lines',
      BASE,
      BASE.replace('line =', 'mine ='),
      BASE.replace('end', 'theirs'),
      'mine = input()\nprint(line)\ntheirs\n',
    ],
    [
      'lines side by side',
      BASE,
      BASE.replace('line =', 'mine ='),
      BASE.replace('(line)', '(theirs)'),
      'mine = input()\nprint(theirs)\nend\n',
    ],
    [
      'different words of a line',
      BASE,
      BASE.replace('input()', 'int(input())'),
      BASE.replace('line =', 'theirs ='),
      'theirs = int(input())\nprint(line)\nend\n',
    ],
    ['new lines at one place', BASE, `${BASE}mine\n`, `${BASE}theirs\n`, `${BASE}mine\ntheirs\n`],
    ['a line that has no end yet', BASE, `${BASE}a`, `${BASE}b\n`, `${BASE}b\na`],
    ['the same on both sides', BASE, `${BASE}both\n`, `${BASE}both\n`, `${BASE}both\n`],
    ['nothing here', BASE, BASE, 'theirs\n', 'theirs\n'],
    ['nothing there', BASE, 'mine\n', BASE, 'mine\n'],
    [
      'one took away what neither touched',
      BASE,
      'print(line)\nend\n',
      `${BASE}more\n`,
      'print(line)\nend\nmore\n',
    ],
  ] as const)
    // prettier-ignore
    it(`has both: ${what}`, () => {
      for (const [one, other] of [
        [mine, theirs],
        [theirs, mine],
      ] as const) {
        const merged = mergeApart(base, one, other);
        assert.deepEqual([merged.text, merged.crosses], [text, false]);
      }
    });

  for (const [what, base, mine, theirs] of [
    ['one word', BASE, BASE.replace('line =', 'mine0 ='), BASE.replace('line =', 'theirs0 =')],
    ['one number', 'x = 1\n', 'x = 12\n', 'x = 13\n'],
    ['the end of one line', 'f(\n', 'f(a\n', 'f(b\n'],
    ['lines that one took away', BASE, 'end\n', BASE.replace('(line)', '(theirs)')],
    ['more lines of one', BASE, BASE.replace('end\n', 'a\nb\n'), BASE.replace('end', 'c')],
    ['new lines that are alike in part', BASE, `${BASE}same\nmine\n`, `${BASE}same\ntheirs\n`],
    ['all of it', BASE, 'mine\n', 'theirs\n'],
  ] as const)
    it(`leaves as one of them has it: ${what}`, () => {
      assert.deepEqual(mergeApart(base, mine, theirs), { text: mine, agreed: base, crosses: true });
      assert.deepEqual(mergeApart(base, mine, theirs, 'theirs'), {
        text: theirs,
        agreed: base,
        crosses: true,
      });
    });

  it('takes what does not cross, and only the rest is in question', () => {
    const mine = BASE.replace('line =', 'mine =');
    const theirs = BASE.replace('line =', 'theirs =').replace('end', 'END');
    const first = mergeApart(BASE, mine, theirs);
    assert.deepEqual(first, { text: mine.replace('end', 'END'), agreed: BASE.replace('end', 'END'), crosses: true }); // prettier-ignore
    assert.deepEqual(mergeApart(first.agreed, first.text, theirs), first);
    assert.equal(mergeApart(first.agreed, `${first.text}later\n`, theirs, 'theirs').text, `${theirs}later\n`);
  });

  const text = fc
    .array(fc.constantFrom('one', 'two', 'three ', '\n', '\n', ' ', '= ', '😀'), { maxLength: 30 })
    .map((all) => all.join(''));
  it('has no word that neither wrote, and says when it gave one of them way', () => {
    const words = (texts: string) => texts.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeApart(base, mine, theirs);
        const known = new Set([base, mine, theirs].flatMap(words));
        for (const word of words(merged.text)) assert.ok(known.has(word), word);
        assert.ok(merged.text.isWellFormed());
        assert.equal(mergeApart(base, theirs, mine).crosses, merged.crosses);
        if (merged.crosses)
          assert.deepEqual(
            mergeApart(merged.agreed, merged.text, theirs),
            merged,
            'asked again, it is the same',
          );
        else assert.equal(mergeApart(base, theirs, mine).text, merged.text);
      }),
      { numRuns: 1000 },
    );
  });

  it('stays in question where lines are alike', () => {
    for (const [base, mine, theirs] of [
      ['one\n\n', '', '\n\n'],
      ['one\n\n', '\n\n', ''],
      ['', '\none\n', 'one\n\n'],
      ['', 'one\n\n', '\none\n'],
    ] as const) {
      const merged = mergeApart(base, mine, theirs);
      assert.equal(merged.crosses, true);
      assert.deepEqual(mergeApart(merged.agreed, merged.text, theirs), merged);
    }
  });

  it('of very long texts is found', () => {
    const base = Array.from({ length: 20_000 }, (_, n) => `line ${n}\n`).join('');
    assert.equal(mergeApart(base, `a\n${base}`, `${base}b\n`).text, `a\n${base}b\n`);
    const mine = base.replaceAll('line', 'mine');
    assert.equal(mergeApart(base, mine, `${base}b\n`).text, `${mine}b\n`);
    assert.equal(mergeApart(base, mine, base.replace('line 7\n', 'theirs\n')).text, mine);
  });

  it('of two whose beginning is not known begins at their common lines', () => {
    assert.equal(commonLines('a\nb\nc\n', 'b\nx\nc\n'), 'b\nc\n');
  });
});
