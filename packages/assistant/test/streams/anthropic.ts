// As in Anthropic's documentation "Streaming Messages".
import { typed, type Fixture } from './fixture.js';

const begin = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-test',
    content: [],
    usage: { input_tokens: 20, cache_read_input_tokens: 5, output_tokens: 1 },
  },
};
const start = { type: 'start', id: 'msg_1', model: 'claude-test', dialect: 'anthropic' } as const;
const used = { type: 'usage', inputTokens: 25, outputTokens: 1 } as const;
const ends = (reason: string, output: number) => [
  {
    type: 'message_delta',
    delta: { stop_reason: reason, stop_sequence: null },
    usage: { output_tokens: output },
  },
  { type: 'message_stop' },
];
const block = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
});
const delta = (index: number, delta: object) => ({ type: 'content_block_delta', index, delta });
const stop = (index: number) => ({ type: 'content_block_stop', index });

export const anthropic: Fixture[] = [
  {
    name: 'thinking and text',
    dialect: 'anthropic',
    body: typed([
      begin,
      block(0, { type: 'thinking', thinking: '', signature: '' }),
      { type: 'ping' },
      delta(0, { type: 'thinking_delta', thinking: 'Let me…' }),
      delta(0, { type: 'signature_delta', signature: 'c2ln' }),
      stop(0),
      block(1, { type: 'text', text: '' }),
      delta(1, { type: 'text_delta', text: 'Grüße ' }),
      delta(1, { type: 'text_delta', text: '👋🏽 世界' }),
      delta(1, { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'x' } }),
      stop(1),
      ...ends('end_turn', 12),
    ]),
    events: [
      start,
      used,
      { type: 'reasoning', text: 'Let me…' },
      {
        type: 'data',
        name: 'kept',
        data: {
          dialect: 'anthropic',
          block: { type: 'thinking', thinking: 'Let me…', signature: 'c2ln' },
        },
      },
      { type: 'text', text: 'Grüße ' },
      { type: 'text', text: '👋🏽 世界' },
      { type: 'data', name: 'citation', data: { type: 'char_location', cited_text: 'x' } },
      { type: 'usage', inputTokens: 25, outputTokens: 12 },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'two calls, one without arguments',
    dialect: 'anthropic',
    body: typed([
      begin,
      block(0, { type: 'tool_use', id: 'toolu_a', name: 'read_file', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '' }),
      delta(0, { type: 'input_json_delta', partial_json: '{"path": "m' }),
      delta(0, { type: 'input_json_delta', partial_json: 'ain.py"}' }),
      stop(0),
      block(1, { type: 'tool_use', id: 'toolu_b', name: 'run_tests', input: {} }),
      stop(1),
      block(2, { type: 'tool_use', id: 'toolu_c', name: 'grep', input: { pattern: 'x' } }),
      stop(2),
      ...ends('tool_use', 30),
    ]),
    events: [
      start,
      used,
      { type: 'tool-start', call: 'toolu_a', name: 'read_file' },
      { type: 'tool-delta', call: 'toolu_a', text: '{"path": "m' },
      { type: 'tool-delta', call: 'toolu_a', text: 'ain.py"}' },
      { type: 'tool-ready', call: 'toolu_a', name: 'read_file', input: { path: 'main.py' } },
      { type: 'tool-start', call: 'toolu_b', name: 'run_tests' },
      { type: 'tool-ready', call: 'toolu_b', name: 'run_tests', input: {} },
      { type: 'tool-start', call: 'toolu_c', name: 'grep' },
      { type: 'tool-ready', call: 'toolu_c', name: 'grep', input: { pattern: 'x' } },
      { type: 'usage', inputTokens: 25, outputTokens: 30 },
      { type: 'finish', reason: 'tool-calls' },
    ],
  },
  {
    name: 'a refusal',
    dialect: 'anthropic',
    body: typed([begin, ...ends('refusal', 1)]),
    events: [
      start,
      used,
      { type: 'usage', inputTokens: 25, outputTokens: 1 },
      { type: 'finish', reason: 'content-filter' },
    ],
  },
  {
    name: 'an error in the middle, and something new',
    dialect: 'anthropic',
    body: typed([
      begin,
      { type: 'something_new', x: 1 },
      block(0, { type: 'text', text: '' }),
      delta(0, { type: 'text_delta', text: 'We' }),
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    ]),
    events: [
      start,
      used,
      { type: 'data', name: 'something_new', data: { type: 'something_new', x: 1 } },
      { type: 'text', text: 'We' },
      {
        type: 'error',
        code: 'overloaded',
        message: 'The model server is busy. Try again in a moment. The server says: “Overloaded”',
        retryable: true,
      },
    ],
  },
];
