import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './diff.js';

const shown = async (expected: string, actual: string): Promise<string[]> =>
  (await compare(expected, actual)).map(
    ({ kind, text }) => `${{ same: ' ', expected: '-', actual: '+' }[kind]}${text}`,
  );

test('compares line by line', async () => {
  assert.deepEqual(await shown('[\n  1,\n  2\n]', '[\n  1,\n  3\n]'), [' [', '   1,', '-  2', '+  3', ' ]']);
});
test('equal texts have no difference', async () =>
  assert.deepEqual(await shown('a\nb\n', 'a\nb'), [' a', ' b']));
test('an empty text is an empty line', async () => assert.deepEqual(await shown('', 'x'), ['-', '+x']));
test('texts that are too long or too different are shown one after the other', async () => {
  const long = 'x\n'.repeat(60_000);
  const lines = await compare(long, `${long}y`);
  assert.equal(lines[0]?.kind, 'expected');
  assert.deepEqual(lines.at(-1), { kind: 'actual', text: 'y' });
  const count = (from: number): string => Array.from({ length: 4000 }, (_, at) => from + at).join('\n');
  const apart = await compare(count(0), count(10_000));
  assert.equal(apart.length, 8000);
});
