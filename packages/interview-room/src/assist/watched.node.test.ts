import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { ChatEvent } from '@interview-room/assistant/streams';
import { ASSISTANT, type Cast } from '@interview-room/core';
import { Watched } from './watched.js';

const text = (words: string): ChatEvent => ({ type: 'text', text: words });
const finish = (reason: 'stop' | 'tool-calls' | 'length' | 'stopped'): ChatEvent => ({
  type: 'finish',
  reason,
});
const failed: ChatEvent = { type: 'error', code: 'model', message: 'It failed.', retryable: true };
const delta = (turn: string, step: number, ...events: ChatEvent[]): Cast => ({
  by: ASSISTANT,
  client: ASSISTANT,
  kind: 'assist.delta',
  body: { turn, step, events },
});

const nobodys = () => false;
const before = { text: 'What was said in the steps before.' };

/** Each answer that was shown, as it is read until its end. */
function watch() {
  const shown: { turn: string; all: Promise<ChatEvent[]> }[] = [];
  const tapped: ChatEvent[] = [];
  const watched = new Watched(
    (turn, events) => shown.push({ turn, all: readAll(events) }),
    (event) => tapped.push(event),
    () => before,
  );
  return { watched, shown, tapped };
}

async function readAll(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const all: ChatEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('answers to questions of others', () => {
  it('shows what came of tools that ran on another page, as the log has it, once', async () => {
    const { watched, shown } = watch();
    const ready: ChatEvent = { type: 'tool-ready', call: 'c', name: 'run_tests', input: {} };
    watched.hear(delta('t1', 0, ready, finish('tool-calls')), nobodys);
    const step = { by: ASSISTANT, at: 1, text: '', finish: 'tool-calls' as const };
    const call = { call: 'c', name: 'run_tests', input: {} };
    const turn = { turn: 't1', by: 'ada', at: 1, text: 'Run' };
    watched.acted([{ ...turn, steps: [{ ...step, calls: [call] }] }]);
    const done = [
      { ...turn, steps: [{ ...step, calls: [{ ...call, output: 'All pass.', durationMs: 9 }] }] },
    ];
    watched.acted(done);
    watched.acted(done);
    watched.hear(delta('t1', 1, finish('stop')), nobodys);
    assert.deepEqual(await shown[0]?.all, [
      ready,
      { type: 'tool-result', call: 'c', output: 'All pass.', durationMs: 9 },
      { type: 'step' },
      finish('stop'),
    ]);
  });

  it('joins the steps of one answer, and ends with it', async () => {
    const { watched, shown, tapped } = watch();
    const result: ChatEvent = { type: 'tool-result', call: 'c', error: 'Not allowed.', durationMs: 0 };
    const casts = [
      [0, text('Let me '), text('look.')],
      [0, result, finish('tool-calls')],
      [1, text('I see')],
      [1, text('.'), finish('stop')],
    ] as const;
    for (const [step, ...events] of casts) watched.hear(delta('t1', step, ...events), nobodys);
    assert.deepEqual(
      shown.map(({ turn }) => turn),
      ['t1'],
    );
    assert.deepEqual(await shown[0]?.all, [
      text('Let me '),
      text('look.'),
      result,
      { type: 'step' },
      text('I see'),
      text('.'),
      finish('stop'),
    ]);
    assert.equal(tapped.length, 7, 'all that was cast is heard, the end of each step too');
  });

  it('shows the rest of an answer that it came late to', async () => {
    const { watched, shown } = watch();
    watched.hear(delta('t1', 3, text('end'), finish('stop')), nobodys);
    assert.deepEqual(await shown[0]?.all, [{ type: 'start', before }, text('end'), finish('stop')]);
  });

  for (const end of [finish('length'), finish('stopped'), failed]) {
    it(`ends with ${end.type === 'finish' ? end.reason : end.type}; what comes after is shown anew`, async () => {
      const { watched, shown } = watch();
      watched.hear(delta('t1', 0, text('a'), end), nobodys);
      assert.deepEqual(await shown[0]?.all, [text('a'), end]);
      watched.hear(delta('t1', 1, text('again'), finish('stop')), nobodys);
      assert.deepEqual(await shown[1]?.all, [{ type: 'start', before }, text('again'), finish('stop')]);
    });
  }

  it('keeps answers apart', async () => {
    const { watched, shown } = watch();
    watched.hear(delta('t1', 0, text('one')), nobodys);
    watched.hear(delta('t2', 0, text('two'), finish('stop')), nobodys);
    watched.hear(delta('t1', 0, finish('stop')), nobodys);
    const all = await Promise.all(shown.map(async ({ turn, all: events }) => [turn, (await events)[0]]));
    assert.deepEqual(all, [['t1', text('one')], ['t2', text('two')]]); // prettier-ignore
  });

  const ignored: [string, Cast, string?][] = [
    ['a cast of a person', { ...delta('t1', 0, text('forged')), by: 'ada' }],
    [
      'a cast of a person whose tab is called so',
      { ...delta('t1', 0, text('forged')), by: 'ada', client: ASSISTANT },
    ],
    ['another kind', { ...delta('t1', 0, text('x')), kind: 'run.events' }],
    ['what this page asks itself', delta('t1', 0, text('x')), 't1'],
    ['nothing', { ...delta('t1', 0), body: null }],
    ['no turn', { ...delta('t1', 0), body: { step: 0, events: [] } }],
    ['no step', { ...delta('t1', 0), body: { turn: 't1', step: '0', events: [] } }],
    ['no events', { ...delta('t1', 0), body: { turn: 't1', step: 0, events: 'text' } }],
  ];
  for (const [name, cast, own] of ignored) {
    it(`does not heed ${name}`, () => {
      const { watched, shown, tapped } = watch();
      watched.hear(cast, (turn) => turn === own);
      assert.deepEqual([shown, tapped], [[], []]);
    });
  }

  it('ends all that is under way when it is stopped', async () => {
    const { watched, shown } = watch();
    watched.hear(delta('t1', 0, text('a')), nobodys);
    watched.hear(delta('t2', 0, text('b')), nobodys);
    watched.stop();
    const all = await Promise.all(shown.map(({ all: events }) => events));
    assert.deepEqual(all, [[text('a')], [text('b')]]);
  });
});
