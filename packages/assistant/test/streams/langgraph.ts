// As in the documentation of LangGraph's server: "Streaming", the modes messages-tuple, messages, values, updates, events.
import { sse, type Fixture } from './fixture.js';

const begin = ['metadata', { run_id: 'run-1', attempt: 1 }] as const;
const start = { type: 'start', id: 'run-1', dialect: 'langgraph' } as const;
const chunk = (message: object) =>
  [
    'messages',
    [{ type: 'AIMessageChunk', id: 'm1', content: '', ...message }, { langgraph_node: 'model' }],
  ] as const;
const human = { type: 'human', id: 'h1', content: 'Hi' };
const ai = (rest: object) => ({ type: 'ai', id: 'm1', content: '', tool_calls: [], ...rest });

export const langGraph: Fixture[] = [
  {
    name: 'messages-tuple: reasoning, text, usage',
    dialect: 'langgraph',
    body: sse([
      begin,
      chunk({ content: [{ type: 'thinking', thinking: 'Hm…', index: 0 }] }),
      chunk({ content: [{ type: 'text', text: 'Grüße ', index: 1 }] }),
      chunk({ content: '👋🏽' }),
      chunk({
        response_metadata: { finish_reason: 'stop', model_name: 'm' },
        usage_metadata: { input_tokens: 8, output_tokens: 3, total_tokens: 11 },
      }),
      ['custom', { progress: 1 }],
      ['end', null],
    ]),
    events: [
      start,
      { type: 'reasoning', text: 'Hm…' },
      { type: 'text', text: 'Grüße ' },
      { type: 'text', text: '👋🏽' },
      { type: 'usage', inputTokens: 8, outputTokens: 3 },
      { type: 'data', name: 'custom', data: { progress: 1 } },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'messages-tuple: two calls, results, a further step, no end but a whole answer',
    dialect: 'langgraph',
    body: sse([
      begin,
      chunk({ tool_call_chunks: [{ index: 0, id: 'a', name: 'read_file', args: '{"path":' }] }),
      chunk({ tool_call_chunks: [{ index: 1, id: 'b', name: 'grep', args: '{}' }] }),
      chunk({ tool_call_chunks: [{ index: 0, args: '"é"}' }] }),
      chunk({ response_metadata: { finish_reason: 'tool_calls' } }),
      ['messages', [{ type: 'tool', id: 't', tool_call_id: 'a', content: 'text' }, {}]],
      ['messages', [{ type: 'tool', id: 'u', tool_call_id: 'b', content: 'broken', status: 'error' }, {}]],
      chunk({ id: 'm2', content: 'So' }),
      chunk({ id: 'm2', chunk_position: 'last' }),
    ]),
    events: [
      start,
      { type: 'tool-start', call: 'a', name: 'read_file' },
      { type: 'tool-delta', call: 'a', text: '{"path":' },
      { type: 'tool-start', call: 'b', name: 'grep' },
      { type: 'tool-delta', call: 'b', text: '{}' },
      { type: 'tool-delta', call: 'a', text: '"é"}' },
      { type: 'tool-ready', call: 'a', name: 'read_file', input: { path: 'é' } },
      { type: 'tool-ready', call: 'b', name: 'grep', input: {} },
      { type: 'tool-result', call: 'a', output: 'text' },
      { type: 'tool-result', call: 'b', error: 'broken' },
      { type: 'step' },
      { type: 'text', text: 'So' },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'messages: as far as they have come',
    dialect: 'langgraph',
    body: sse([
      begin,
      ['messages/metadata', { m1: { metadata: {} } }],
      ['messages/partial', [ai({ content: 'Grü' })]],
      ['messages/partial', [ai({ content: 'Grüße' })]],
      ['messages/complete', [ai({ content: 'Grüße', tool_calls: [{ id: 'a', name: 'f', args: { x: 1 } }] })]],
      ['messages/complete', [{ type: 'tool', id: 't', tool_call_id: 'a', content: '2' }]],
      ['messages/complete', [ai({ id: 'm2', content: 'It is 2.' })]],
    ]),
    events: [
      start,
      { type: 'text', text: 'Grü' },
      { type: 'text', text: 'ße' },
      { type: 'tool-start', call: 'a', name: 'f' },
      { type: 'tool-ready', call: 'a', name: 'f', input: { x: 1 } },
      { type: 'tool-result', call: 'a', output: '2' },
      { type: 'step' },
      { type: 'text', text: 'It is 2.' },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'values and updates: nothing of the history, nothing twice',
    dialect: 'langgraph',
    body: sse([
      begin,
      ['values', { messages: [ai({ id: 'm0', content: 'old' }), human] }],
      ['updates', { model: { messages: [ai({ content: 'new' })] } }],
      ['values', { messages: [ai({ id: 'm0', content: 'old' }), human, ai({ content: 'new' })] }],
      ['updates|sub:1', { model: {} }],
    ]),
    events: [
      start,
      { type: 'data', name: 'values', data: { messages: [ai({ id: 'm0', content: 'old' }), human] } },
      { type: 'text', text: 'new' },
      { type: 'data', name: 'updates', data: { model: { messages: [ai({ content: 'new' })] } } },
      {
        type: 'data',
        name: 'values',
        data: { messages: [ai({ id: 'm0', content: 'old' }), human, ai({ content: 'new' })] },
      },
      { type: 'data', name: 'updates', data: { model: {} } },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'events',
    dialect: 'langgraph',
    body: sse([
      begin,
      ['events', { event: 'on_chain_start', data: {} }],
      [
        'events',
        {
          event: 'on_chat_model_stream',
          data: { chunk: { type: 'AIMessageChunk', id: 'm1', content: 'Hi' } },
        },
      ],
      ['events', { event: 'on_chat_model_end', data: { output: ai({ content: 'Hi' }) } }],
      ['end', null],
    ]),
    events: [start, { type: 'text', text: 'Hi' }, { type: 'finish', reason: 'stop' }],
  },
  {
    name: 'an error in the middle',
    dialect: 'langgraph',
    body: sse([begin, chunk({ content: 'We' }), ['error', { error: 'ValueError', message: 'It broke' }]]),
    events: [
      start,
      { type: 'text', text: 'We' },
      {
        type: 'error',
        code: 'model',
        message: 'The model failed to answer. Try again. The server says: “It broke”',
        retryable: true,
      },
    ],
  },
];
