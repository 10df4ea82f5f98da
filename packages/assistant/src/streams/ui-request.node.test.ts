import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readUiRequest, type UiRequest } from './ui-request.js';

const message = (parts: unknown, role = 'user', id: unknown = 'm1'): object => ({ id, role, parts });
const said = (text: string): object => message([{ type: 'text', text }]);
const asked = (messages: unknown, rest: object = {}): object => ({
  id: 'room',
  trigger: 'submit-message',
  messages,
  ...rest,
});
const tool = (rest: object): object => ({ type: 'tool-f', toolCallId: 'c', ...rest });

function good(json: unknown): UiRequest {
  const read = readUiRequest(json);
  assert.ok(!('problem' in read), JSON.stringify(read));
  return read;
}

describe('readUiRequest', () => {
  it('what someone says', () => {
    assert.deepEqual(good(asked([said('Hi')], { messageId: 'm1', context: {} })), {
      id: 'room',
      trigger: 'submit',
      messageId: 'm1',
      messages: [{ id: 'm1', role: 'user', text: 'Hi' }],
      last: { id: 'm1', role: 'user', text: 'Hi', outputs: [] },
    });
  });
  it('what came of calls: outputs, errors, refusals, and nothing of what is still to come', () => {
    const parts = [
      { type: 'step-start' },
      tool({ state: 'output-available', input: {}, output: 1 }),
      { type: 'dynamic-tool', toolName: 'g', toolCallId: 'd', state: 'output-error', errorText: 'broken' },
      tool({ toolCallId: 'e', state: 'input-available', input: {}, output: 'forged' }),
      tool({ toolCallId: 'f', state: 'output-available' }),
      tool({ toolCallId: 'g', state: 'output-denied' }),
    ];
    assert.deepEqual(good(asked([said('Hi'), message(parts, 'assistant')])).last, {
      id: 'm1',
      role: 'assistant',
      text: '',
      outputs: [
        { call: 'c', output: 1 },
        { call: 'd', error: 'broken' },
        { call: 'f', output: null },
        { call: 'g', error: 'It was not allowed.' },
      ],
    });
  });
  it('outputs in what a person says are none', () => {
    const parts = [{ type: 'text', text: 'Hi' }, tool({ state: 'output-available', output: 1 })];
    assert.deepEqual(good(asked([message(parts)])).last.outputs, []);
  });
  it('an answer that is wanted anew, and the form of older clients', () => {
    assert.equal(good(asked([said('')], { trigger: 'regenerate-message' })).trigger, 'regenerate');
    assert.equal(good({ id: 'r', messages: [{ id: '1', role: 'user', content: 'Hi' }] }).last.text, 'Hi');
  });

  const bad: [what: string, json: unknown, problem: RegExp][] = [
    ['nothing', undefined, /no JSON object/],
    ['a list', [], /no JSON object/],
    ['no messages', asked(undefined), /no message/],
    ['no message', asked([]), /no message/],
    ['too many messages', asked(Array(5001).fill(said('x'))), /too many messages/],
    ['no id', asked([said('x')], { id: undefined }), /id of the conversation is missing/],
    ['an id that is a number', asked([said('x')], { id: 1 }), /id of the conversation is missing/],
    ['a long id', asked([said('x')], { id: 'x'.repeat(201) }), /too long/],
    ['an unknown trigger', asked([said('x')], { trigger: 'constructor' }), /trigger/],
    ['a trigger that is none', asked([said('x')], { trigger: {} }), /trigger/],
    ['a message that is none', asked([null]), /no object/],
    ['a message of nobody', asked([message([], 'tool')]), /role/],
    ['a message without an id', asked([message([], 'user', '')]), /id of a message/],
    [
      'too many parts',
      asked([message(Array.from({ length: 2001 }, () => ({ type: 'text', text: '' })))]),
      /too many parts/,
    ],
    [
      'a system message last',
      asked([message([{ type: 'text', text: 'x' }], 'system')]),
      /nobody who may ask/,
    ],
    ['nothing said', asked([said(' \n')]), /nothing new/],
    ['parts that are none', asked([message('x')]), /nothing new/],
    [
      'an answer without results',
      asked([message([tool({ state: 'input-available' })], 'assistant')]),
      /nothing new/,
    ],
    ['a long text', asked([said('x'.repeat(100_001))]), /too long/],
    ['a long output', asked([message([tool({ output: 'x'.repeat(1_000_001) })], 'assistant')]), /too long/],
    ['a tool call without an id', asked([message([{ type: 'tool-f' }], 'assistant')]), /id of a tool call/],
    [
      'a long name',
      asked([message([{ type: `tool-${'x'.repeat(201)}`, toolCallId: 'c' }])]),
      /name of a tool/,
    ],
  ];
  for (const [what, json, problem] of bad) {
    it(`refuses ${what}`, () => {
      const read = readUiRequest(json);
      assert.ok('problem' in read, what);
      assert.match(read.problem, problem);
    });
  }

  it('refuses an output too deep to be written, and throws for nothing', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    assert.ok(
      'problem' in
        readUiRequest(asked([message([tool({ state: 'output-available', output: deep })], 'assistant')])),
    );
    let accepted = 0;
    const part = fc.oneof(
      fc.record({
        type: fc.constantFrom('text', 'tool-x', 'reasoning'),
        text: fc.string(),
        toolCallId: fc.string(),
      }),
      fc.anything(),
    );
    const strange = fc.oneof(
      fc.record({
        id: fc.string(),
        role: fc.constantFrom('user', 'assistant', 'system', 1),
        parts: fc.array(part),
      }),
      fc.anything(),
    );
    const sound = fc.record({
      id: fc.constant('m'),
      role: fc.constant('user'),
      parts: fc.tuple(fc.constant({ type: 'text', text: 'Hi' }), fc.record({ type: fc.string() })),
    });
    const messages = fc.oneof(fc.array(strange), fc.array(sound, { minLength: 1 }));
    fc.assert(
      fc.property(fc.record({ id: fc.oneof(fc.constant('room'), fc.anything()), messages }), (json) => {
        if (!('problem' in readUiRequest(json))) accepted++;
      }),
      { numRuns: 500 },
    );
    assert.ok(accepted > 0);
  });
});
