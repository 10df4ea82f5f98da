import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { all, asks, practice, said, script } from '../testing/room.js';
import { question } from '../testing/bench.js';
import { contextItems, previewContext, type ContextOptions, type OpenFile } from './context.js';
import { hashOf, itemsOf, toldHashes } from './parts.js';

const never = new AbortController().signal;

/** A room, and the file that is open in it. */
async function desk() {
  const { room, assistant } = await practice('consultant');
  const desk = { file: { path: 'main.py', text: 'a = 1\n', line: 1 } as OpenFile | undefined };
  const options: ContextOptions = { room, question: () => question, open: () => desk.file };
  const told = script(...Array.from({ length: 9 }, () => said('So.')));
  const { transport } = assistant(told.transport, { context: () => contextItems(options) });
  const ask = async (text: string) => {
    await all(transport(asks(text), { signal: never }));
    const items = room.state.assist.turns.at(-1)?.context ?? [];
    return items.map(({ name, text }) => (text === undefined ? name : `${name}!`));
  };
  return { room, desk, options, ask, asked: told.asked };
}

describe('what is told of the room', () => {
  it('is told once, and again when it has changed', async () => {
    const { room, desk: open, ask, asked } = await desk();
    assert.deepEqual(await ask('1'), ['language!', 'file main.py!']);
    assert.deepEqual(await ask('2'), ['language', 'file main.py']);
    open.file = { path: 'main.py', text: 'a = 2\n', line: 1, selection: 'a = 2' };
    assert.deepEqual(await ask('3'), ['language', 'file main.py!', 'selection!']);
    const summary = { total: 2, passed: 1, failed: 1, errored: 0, skipped: 0, durationMs: 1 };
    const failing = [
      { name: 'test_b', status: 'failed' as const, durationMs: 1, message: 'expected 3\nmore' },
    ];
    await room.append('tests.finished', { language: 'python', summary, tests: failing });
    open.file = undefined;
    assert.deepEqual(await ask('4'), ['language', 'tests!']);
    open.file = { path: 'main.py', text: 'a = 2\n', line: 1 };
    assert.deepEqual(await ask('5'), ['language', 'tests', 'file main.py']);
    const texts = asked[4]?.messages.map(({ text }) => text) ?? [];
    assert.match(texts[0] ?? '', /<data name="file main\.py">\n```[^]*a = 1[^]*<\/data>\n\n1$/);
    assert.match(texts[6] ?? '', /1 of 2 passed\.\n- test_b: expected 3\n/);
    assert.equal(texts[8], '5');
    await room.leave();
  });

  it('begins anew with another question', async () => {
    const { room, ask } = await desk();
    await ask('1');
    await room.append('room.opened', { question: { id: 'other', hash: 'h2' } });
    assert.deepEqual(await ask('2'), ['language!', 'file main.py!']);
    await room.leave();
  });

  it('is shown to people just as it would be sent', async () => {
    const { room, desk: open, options, ask } = await desk();
    await ask('1');
    open.file = { path: 'main.py', text: `KEY = "sk-${'a1'.repeat(20)}"`, line: 1 };
    const { system, tools, parts } = previewContext(options);
    assert.deepEqual(
      parts.map(({ name, isSent }) => [name, isSent]),
      [
        ['language', false],
        ['file main.py', true],
      ],
    );
    assert.match(parts[1]?.text ?? '', /KEY = "\[redacted\]"/);
    const sent = contextItems(options);
    assert.deepEqual(
      sent.map(({ text }) => text),
      [undefined, parts[1]?.text],
    );
    assert.match(system, /Find two numbers/);
    assert.ok(!system.includes('PRIVATE') && tools.includes('read_file'));
    await room.leave();
  });

  it('has of a long file what is around the cursor', async () => {
    const { room, desk: open, options } = await desk();
    const text = Array.from({ length: 5000 }, (_, at) => `line ${at + 1}`).join('\n');
    open.file = { path: 'main.py', text, line: 2500 };
    const told = previewContext(options).parts[1]?.text ?? '';
    assert.match(
      told,
      /^Open, with the cursor in line 2500:\n {1}2380\tline 2380\n[^]*\(Lines 2380 to 2619 of 5000\./,
    );
    assert.ok(told.length < 8000);
    open.file = { path: 'main.py', text: 'x', line: 1, selection: 'y'.repeat(100_000) };
    assert.equal(previewContext(options).parts[2]?.text.length, 4000);
    await room.leave();
  });

  it('has the stage in a room with roles, and not in practice', async () => {
    const { room, options } = await desk();
    const stage = (given: ContextOptions) =>
      previewContext(given).parts.find(({ name }) => name === 'stage')?.text;
    assert.equal(stage(options), undefined);
    const { state, you } = room;
    const shared = {
      you,
      role: 'candidate' as const,
      now: () => room.now(),
      append: () => Promise.reject(new Error('Nothing is written here.')),
      state: { ...state, stage: { ...state.stage, now: 'submitted' as const } },
    };
    assert.equal(stage({ ...options, room: shared }), 'submitted');
    await room.leave();
  });

  it('has what became of the last five proposals', async () => {
    const { room, options, ask } = await desk();
    const told = () => previewContext(options).parts.find(({ name }) => name === 'proposals')?.text;
    assert.equal(told(), undefined);
    const propose = (proposal: string) =>
      room.append('edit.proposed', { proposal, path: `python/${proposal}.py`, before: 'a', after: 'b' });
    const resolve = (proposal: string, outcome: 'accepted' | 'rejected' | 'partly') =>
      room.append('edit.resolved', { proposal, outcome });
    await propose('one');
    const head = 'What became of your last proposals:';
    assert.equal(told(), `${head}\n- python/one.py: waiting`);
    assert.deepEqual(await ask('1'), ['language!', 'proposals!', 'file main.py!']);
    await resolve('one', 'accepted');
    for (const proposal of ['two', 'three']) await propose(proposal);
    await resolve('two', 'rejected');
    await resolve('three', 'partly');
    const rows = ['- python/one.py: accepted', '- python/two.py: rejected', '- python/three.py: partly'];
    assert.equal(told(), [head, ...rows].join('\n'));
    assert.deepEqual(await ask('2'), ['language', 'proposals!', 'file main.py']);
    for (const proposal of ['four', 'five', 'six']) await propose(proposal);
    const waiting = ['four', 'five', 'six'].map((name) => `- python/${name}.py: waiting`);
    assert.equal(told(), [head, ...rows.slice(1), ...waiting].join('\n'));
    await room.leave();
  });

  it('has the time in steps, so that it is seldom news', async () => {
    const { room, options } = await desk();
    const time = () => previewContext(options).parts.find(({ name }) => name === 'time')?.text;
    assert.equal(time(), undefined);
    await room.append('timer.set', { totalMs: 43 * 60_000 });
    assert.equal(time(), 'About 45 minutes are left.');
    await room.append('timer.set', { totalMs: 7 * 60_000 });
    assert.equal(time(), '7 minutes are left.');
    await room.leave();
  });
});

describe('fingerprints', () => {
  it('tell texts apart', () => {
    const texts = [
      '',
      'a',
      'b',
      'ab',
      'ba',
      'a ',
      '\u0000',
      ...Array.from({ length: 2000 }, (_, at) => `line ${at}`),
    ];
    assert.equal(new Set(texts.map(hashOf)).size, texts.length);
    assert.equal(hashOf('same'), hashOf('same'));
  });

  it('are looked for by name, the newest of each', () => {
    const told = toldHashes([
      { context: [{ name: 'a', hash: hashOf('1') }] },
      {},
      { context: [{ name: 'a', hash: hashOf('2') }] },
    ]);
    assert.deepEqual(itemsOf([{ name: 'a', text: '1' }, { name: 'b', text: '2' }], told).map(({ text }) => text), ['1', '2']); // prettier-ignore
    assert.equal(itemsOf([{ name: 'a', text: '2' }], told)[0]?.text, undefined);
  });
});
