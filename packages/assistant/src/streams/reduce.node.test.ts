import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatEvent } from './events.js';
import { collect, newAnswer, readMessage, reduceMessage } from './reduce.js';

const fold = (events: readonly ChatEvent[]) => events.reduce(reduceMessage, newAnswer('m', { by: 'Model' }));

describe('reduceMessage', () => {
  it('keeps an answer of nothing but text simple', () => {
    const message = fold([
      { type: 'start', id: 'x', model: 'gpt', dialect: 'text' },
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
      { type: 'finish', reason: 'stop' },
    ]);
    assert.deepEqual(message, { id: 'm', by: 'Model', role: 'assistant', text: 'Hello', model: 'gpt' });
  });
  it('takes back what came since the last step, as often as it is told', () => {
    const step: ChatEvent[] = [
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'Let me see.' },
      { type: 'tool-ready', call: 'a', name: 'f', input: {} },
      { type: 'tool-result', call: 'a', output: 1 },
    ];
    const wrong: ChatEvent[] = [
      { type: 'text', text: 'It is 1' },
      { type: 'reasoning', text: 'No' },
      { type: 'tool-start', call: 'b', name: 'g' },
      { type: 'data', name: 'reset-step', data: {} },
    ];
    const right: ChatEvent[] = [
      { type: 'text', text: 'It is 2.' },
      { type: 'finish', reason: 'stop' },
    ];
    const clean = fold([...step, { type: 'step' }, ...right]);
    assert.deepEqual(fold([...step, { type: 'step' }, ...wrong, ...wrong, ...right]), clean);
    assert.deepEqual(fold([...wrong, ...step, { type: 'step' }, ...right]), clean);
  });
  it('goes on with what an answer says already, and takes back no more than what came after', () => {
    const before = { text: 'So far.', parts: [{ type: 'text', text: 'So far.' }, { type: 'call', call: 'a' }], calls: [{ call: 'a', name: 'f' }] } as const; // prettier-ignore
    const wrong: ChatEvent = { type: 'text', text: 'Wrong' };
    const { text, parts, calls } = fold([
      { type: 'start', before },
      { type: 'tool-result', call: 'a', output: 1 },
      wrong,
      { type: 'data', name: 'reset-step', data: {} },
      { type: 'text', text: 'And on.' },
    ]);
    assert.equal(text, 'So far.\n\nAnd on.');
    assert.equal(parts?.length, 3);
    assert.equal(calls?.length, 1);
  });
  it('keeps the order of what was said, thought and called', () => {
    const message = fold([
      { type: 'text', text: 'Let me ' },
      { type: 'text', text: 'see.' },
      { type: 'reasoning', text: 'Hm' },
      { type: 'reasoning', text: '…' },
      { type: 'tool-start', call: 'a', name: 'f' },
      { type: 'tool-delta', call: 'a', text: '{"x"' },
      { type: 'tool-delta', call: 'a', text: ':1}' },
      { type: 'tool-ready', call: 'a', name: 'f', input: { x: 1 } },
      { type: 'tool-result', call: 'a', output: [2], durationMs: 5 },
      { type: 'usage', inputTokens: 1 },
      { type: 'step' },
      { type: 'data', name: 'x', data: 1 },
      { type: 'text', text: 'It is 2.' },
      { type: 'usage', outputTokens: 2 },
      { type: 'finish', reason: 'length' },
    ]);
    assert.deepEqual(message, {
      id: 'm',
      by: 'Model',
      role: 'assistant',
      text: 'Let me see.\n\nIt is 2.',
      reasoning: 'Hm…',
      parts: [
        { type: 'text', text: 'Let me see.' },
        { type: 'reasoning', text: 'Hm…' },
        { type: 'call', call: 'a' },
        { type: 'text', text: 'It is 2.' },
      ],
      calls: [{ call: 'a', name: 'f', inputText: '{"x":1}', input: { x: 1 }, output: [2], durationMs: 5 }],
      usage: { inputTokens: 1, outputTokens: 2 },
    });
  });
  it('keeps what was got of an answer that was stopped or failed', () => {
    const begun: ChatEvent[] = [{ type: 'text', text: 'Hel' }];
    assert.equal(fold(begun).status, 'streaming');
    const stopped = fold([...begun, { type: 'finish', reason: 'stopped' }]);
    assert.deepEqual([stopped.text, stopped.status], ['Hel', 'stopped']);
    const error = { code: 'cut', message: 'Cut.', retryable: true } as const;
    const failed = fold([...begun, { type: 'error', ...error }]);
    assert.deepEqual([failed.text, failed.status, failed.error], ['Hel', 'failed', error]);
  });
  it('changes nothing in what it is given', () => {
    const deepFreeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
      return Object.freeze(value);
    };
    const events: ChatEvent[] = [
      { type: 'text', text: 'a' },
      { type: 'tool-result', call: 'unknown', error: 'x' },
      { type: 'text', text: 'b' },
    ];
    let message = deepFreeze(newAnswer('m'));
    for (const event of events) message = deepFreeze(reduceMessage(message, event));
    assert.deepEqual(message.calls, [{ call: 'unknown', name: '', error: 'x' }]);
  });
  it('as it grows, and whole', async () => {
    async function* events(): AsyncGenerator<ChatEvent> {
      yield { type: 'text', text: 'a' };
      yield { type: 'text', text: 'b' };
    }
    const texts: string[] = [];
    for await (const { text } of readMessage(events())) texts.push(text);
    assert.deepEqual(texts, ['a', 'ab']);
    assert.equal((await collect(events())).text, 'ab');
  });
});
