import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Sentences } from './sentences.js';

const table: [name: string, text: string, said: string[]][] = [
  ['sentences', 'One. Two? Three', ['One.', 'Two?', 'Three']],
  ['numbers and names', 'Pi is 3.14 in main.py here. Yes', ['Pi is 3.14 in main.py here.', 'Yes']],
  ['lines', '# Title\n\n- first\n- second\n', ['Title', 'first', 'second']],
  ['marks', 'Use **bold** and `x_y` or [a link](https://a.b/c). _So_', ['Use bold and x_y or a link.', 'So']],
  ['code', 'Look:\n```py\nprint(1). Two.\n```\nDone. ', ['Look:', 'Code.', 'Done.']],
  ['code with no end', '```\na. b. c.', ['Code.']],
  ['nested fences', '````\n```\nx. y\n````\nAfter. ', ['Code.', 'After.']],
  ['tables', '| a | b |\n|---|:-:|\n| 1 | 2 |\n', ['a, b', '1, 2']],
  ['other scripts', 'هل هذا؟ نعم. 好。 是', ['هل هذا؟', 'نعم.', '好。', '是']],
  ['addresses with brackets', '[a](b(c)) and ![d](e). So', ['a and d.', 'So']],
  [
    'formulas',
    'So $x_{i}^*$ and\n$$\\sum_{i=1}^n i$$\ncost $5 or $6.\n',
    ['So $x_{i}^*$ and', '$$\\sum_{i=1}^n i$$', 'cost $5 or $6.'],
  ],
  ['quotes', 'He said "no." Then left.\n', ['He said "no."', 'Then left.']],
];

/** What is said of a text that comes in pieces of one length, code words included. */
function said(text: string, step: number): string[] {
  const sentences = new Sentences(() => 'Code.');
  const found: string[] = [];
  for (let at = 0; at < text.length; at += step) found.push(...sentences.add(text.slice(at, at + step)));
  return [...found, ...sentences.finish()];
}

describe('sentences of a stream', () => {
  for (const [name, text, expected] of table) {
    it(`${name}, at every length of pieces`, () => {
      for (let step = 1; step <= text.length; step++)
        assert.deepEqual(said(text, step), expected, String(step));
    });
  }

  it('come as soon as they are over', () => {
    const sentences = new Sentences(() => 'Code.');
    assert.deepEqual(sentences.add('One. Tw'), ['One.']);
    assert.deepEqual(sentences.add('o. '), ['Two.']);
  });

  it('that have no end are said in pieces', () => {
    const found = said('word '.repeat(1000), 7);
    assert.ok(found.length > 10);
    assert.equal(found.join(' ').replaceAll('  ', ' '), 'word '.repeat(1000).trim());
  });
});
