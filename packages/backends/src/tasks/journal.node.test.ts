import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { Journal, saidInFrame, saidOf } from './journal.js';
import { filesOf, taskOf, timeOf } from './task.js';

const texts = ({ lines }: Journal) => lines.map(({ message }) => message);
const lines = (...all: string[]) => all.map((line) => saidOf(line));

test('a line told again is known, also where a logger’s time and level stand before it', () => {
  const journal = new Journal();
  const live = journal.telling();
  for (const message of ['Opening', 'Waiting', 'Waiting']) live(saidInFrame({ level: 'INFO', message }));
  const again = journal.telling();
  for (const message of ['2026-01-02T03:04:05.6 - DEBUG - Opening', '[2026-01-02 03:04:05,6] [WARNING] Waiting', 'Waiting', 'Waiting', 'Done']) again(saidInFrame({ level: 'DEBUG', message })); // prettier-ignore
  assert.deepEqual(texts(journal), ['Opening', 'Waiting', 'Waiting', 'Waiting', 'Done']);
  assert.equal(journal.tell(lines('Opening', 'Waiting', 'Waiting', 'Waiting', 'Done')), false);
  assert.equal(journal.tell(lines('a', 'b', 'c', 'd', 'e', 'The end')), true);
  assert.deepEqual(texts(journal).slice(-2), ['Done', 'The end']);
  assert.deepEqual(journal.lines.map(({ id }) => id), [1, 2, 3, 4, 5, 6]); // prettier-ignore
  assert.equal(saidOf('ERROR: no answer').level, 'error');
  assert.deepEqual(saidOf('[info] [x] y'), { at: undefined, level: 'info', message: '[x] y' });
});

test('a line that was let go while it is told again is not taken for a new one', () => {
  const journal = new Journal();
  const all = Array.from({ length: 30_000 }, (_, at) => saidOf(`Line ${at}`));
  const first = journal.telling();
  for (const said of all.slice(0, 22_000)) first(said);
  const again = journal.telling();
  for (const said of all.slice(0, 4_000)) assert.equal(again(said), false);
  // Asked for meanwhile, all of it at once: more are let go than `again` has come to.
  assert.equal(journal.tell(all), true);
  for (const said of all.slice(4_000)) assert.equal(again(said), false);
  assert.equal(again(saidOf('Line 0')), true);
  assert.equal(journal.dropped + journal.lines.length, 30_001);
  assert.deepEqual(texts(journal).slice(-2), ['Line 29999', 'Line 0']);
});

test('what a backend says of tasks is read, whatever it is', () => {
  assert.equal(timeOf('2026-01-02T03:04:05'), Date.UTC(2026, 0, 2, 3, 4, 5));
  assert.equal(timeOf('2026-01-02 03:04:05.25'), Date.UTC(2026, 0, 2, 3, 4, 5, 250));
  assert.equal(timeOf('2026-01-02T03:04:05+01:00'), Date.UTC(2026, 0, 2, 2, 4, 5));
  for (const never of ['soon', 1e300, NaN, -1e17]) assert.equal(timeOf(never), undefined);
  for (const value of [null, [], 'x', {}, { id: {} }]) assert.equal(taskOf(value), undefined);
  const odd = taskOf({ id: 7, status: 'PAUSED', current_phase: 'resting', error: { message: 'no' } });
  assert.deepEqual([odd?.id, odd?.status, odd?.phase, odd?.error], ['7', 'running', undefined, 'no']);
  const files = filesOf([{ path: '/a/b.ts', size: 3 }, { name: 'c' }, { path: '../x' }, { path: 'd', type: 'directory' }, 4]); // prettier-ignore
  assert.deepEqual(files.map(({ path }) => path), ['a/b.ts', 'c']); // prettier-ignore
});
