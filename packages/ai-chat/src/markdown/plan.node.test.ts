import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planLine } from './plan.js';
import type { Open } from './structure.js';

const line = fc
  .array(
    fc.constantFrom(
      ...'a b # > - * + _ = ` ~ < | $ [ ] \\ : 1 . ) ( / ! x ^ & "'.split(' '),
      ' ',
      '  ',
      '    ',
      '\t',
      'div',
      '](',
      '```',
      '- ',
      '1. ',
      '[ ] ',
      '--',
      '<b>',
    ),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));

const containers = fc.array(
  fc.constantFrom(
    { is: { kind: 'quote' }, empty: false, over: false } as const,
    { is: { kind: 'item', width: 2, marker: '-' }, empty: false, over: false } as const,
    { is: { kind: 'item', width: 3, marker: '.', number: 1 }, empty: true, over: false } as const,
    { is: { kind: 'item', width: 2, marker: '*' }, empty: true, over: true } as const,
  ),
  { maxLength: 3 },
);
const leaf: fc.Arbitrary<Open['leaf']> = fc.constantFrom(
  undefined,
  { kind: 'paragraph', lastLine: 'a' },
  { kind: 'paragraph', lastLine: '| a | b |' },
  { kind: 'fence', mark: '```', indent: 1 },
  { kind: 'html', end: /-->/ },
  { kind: 'html', end: undefined },
  { kind: 'math' },
  { kind: 'indented' },
  { kind: 'table' },
);

test('what is decided of half a line holds for the whole of it', () => {
  let decided = 0;
  fc.assert(
    fc.property(line, containers, leaf, (text, containers, leaf) => {
      const open: Open = { containers, leaf };
      const whole = planLine(text, open, true);
      assert.ok(whole);
      for (let end = 0; end < text.length; end++) {
        const part = planLine(text.slice(0, end), open, false);
        if (!part) continue;
        decided++;
        assert.deepEqual(
          { ...part, text: part.text + text.slice(end) },
          whole,
          JSON.stringify(text.slice(0, end)),
        );
      }
    }),
    { numRuns: 20_000 },
  );
  assert.ok(decided > 10_000);
});
