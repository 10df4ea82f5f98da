import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { suites } from '../src/checks/index.js';

const columns = ['native', 'code-interview-agent', 'interviewlm', 'relay', 'agent-runtime', 'hocuspocus'];
/** Said in the table, and asked by no check of that name: files and messages of our wire are its log, and what a task has is asked of tasks. */
const unasked = [
  'native files', 'native chat', 'native execution', 'agent-runtime files', 'agent-runtime events', 'hocuspocus question', 'relay events',
]; // prettier-ignore

test('docs/BACKENDS.md: who offers what is what the kit asks of each', () => {
  const docs = readFileSync(new URL('../../../docs/BACKENDS.md', import.meta.url), 'utf8');
  const [, table = ''] = /\n## Who offers what\n\n([^]*?)\n\n/.exec(docs) ?? [];
  const [, , ...rows] = table.split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())); // prettier-ignore
  const said = rows.flatMap(
    ([part = '', ...cells]) =>
    cells.flatMap((cell, at) => (cell && part !== 'people' ? [`${columns[at]} ${part.replaceAll('`', '')}`] : [])), // prettier-ignore
  );
  const asked = columns.flatMap((name) => [
    ...new Set(suites[name]?.checks.map(({ capability }) => `${name} ${capability}`)),
  ]);
  const offered = asked.filter((each) => each !== 'hocuspocus session');
  assert.deepEqual([...said].sort(), [...offered, ...unasked].sort());
});
