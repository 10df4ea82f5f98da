import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { ChatEvent } from '@interview-room/assistant/streams';
import { Growing } from './growing.js';

const INPUT = JSON.stringify({ path: 'main.py', content: 'a\nb\n' });
const start = (call: string, name = 'write_file'): ChatEvent => ({ type: 'tool-start', call, name });
const piece = (call: string, text: string): ChatEvent => ({ type: 'tool-delta', call, text });

function grow(...events: ChatEvent[]) {
  let changes = 0;
  const growing = new Growing(
    (path) => (path === 'main.py' ? 'old\nrest\n' : undefined),
    () => changes++,
  );
  for (const event of events) growing.take(event);
  return { growing, changed: () => changes };
}

describe('the edit that grows', () => {
  it('comes with each piece, over the file as it is', () => {
    const { growing, changed } = grow(start('c1'));
    assert.equal(growing.edit, undefined);
    const seen = [...INPUT].map((char) => {
      growing.take(piece('c1', char));
      return growing.edit?.after;
    });
    assert.equal(changed(), INPUT.length);
    const stages = [...new Set(seen)];
    assert.equal(stages[0], undefined, 'nothing before the path is whole');
    assert.ok(stages.includes('a\nrest\n'), 'the lines below stay until they are come to');
    assert.deepEqual(growing.edit, {
      call: 'c1',
      path: 'main.py',
      before: 'old\nrest\n',
      after: 'a\nb\n',
      done: true,
    });
  });

  it('is made of the pieces of its own call alone', () => {
    const { growing } = grow(start('c1'), piece('c2', INPUT), piece('c1', INPUT.slice(0, 20)));
    assert.equal(growing.edit?.after, undefined);
    growing.take(piece('c1', INPUT.slice(20)));
    assert.equal(growing.edit?.after, 'a\nb\n');
  });

  it('gives way to the next call', () => {
    const next = JSON.stringify({ path: 'new.py', content: 'x' });
    const { growing } = grow(start('c1'), piece('c1', INPUT), start('c2'), piece('c2', next));
    const { call, path, before, after } = growing.edit ?? {};
    assert.deepEqual([call, path, before, after], ['c2', 'new.py', '', 'x']);
    growing.take(piece('c1', 'late'));
    assert.equal(growing.edit?.after, 'x');
  });

  const ends: [string, ChatEvent][] = [
    ['its result', { type: 'tool-result', call: 'c1', output: 'done' }],
    ['the end of the step', { type: 'finish', reason: 'tool-calls' }],
    ['a stop', { type: 'finish', reason: 'stopped' }],
    ['an error', { type: 'error', code: 'cut', message: 'Cut.', retryable: true }],
  ];
  for (const [name, event] of ends) {
    it(`is over with ${name}, and says so once`, () => {
      const { growing, changed } = grow(start('c1'), piece('c1', INPUT));
      const before = changed();
      growing.take(event);
      growing.end();
      assert.equal(growing.edit, undefined);
      assert.equal(changed(), before + 1);
      growing.take(piece('c1', INPUT));
      assert.equal(growing.edit, undefined, 'what comes late begins nothing');
    });
  }

  const others: [string, ChatEvent[]][] = [
    ['a tool that writes nothing', [start('c1', 'read_file'), piece('c1', INPUT)]],
    ['a way out of the workspace', [start('c1'), piece('c1', '{"path":"../main.py","content":"x"}')]],
    ['what is no JSON', [start('c1'), piece('c1', 'path: main.py')]],
    ['a result of another call', [{ type: 'tool-result', call: 'c9', output: 'x' }]],
    ['text', [start('c1'), { type: 'text', text: INPUT }]],
  ];
  for (const [name, events] of others)
    it(`is none of ${name}`, () => assert.equal(grow(...events).growing.edit, undefined));
});
