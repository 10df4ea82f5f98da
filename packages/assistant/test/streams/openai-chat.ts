// As in OpenAI's reference "Chat Completions › Streaming", and in the documentation of vLLM, DeepSeek and OpenRouter.
import { sse, type Fixture } from './fixture.js';

const chunk = (delta: object, finish: string | null = null): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'gpt-4o-mini',
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const usage = (input: number, output: number): object => ({
  id: 'chatcmpl-1',
  choices: [],
  usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
});
const start = { type: 'start', id: 'chatcmpl-1', model: 'gpt-4o-mini', dialect: 'openai-chat' } as const;
const call = (index: number, id: string | undefined, made: object): object => ({
  tool_calls: [{ index, ...(id ? { id, type: 'function' } : {}), function: made }],
});

export const openAiChat: Fixture[] = [
  {
    name: 'text',
    dialect: 'openai-chat',
    body: sse([
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ content: 'Grüße 👋🏽,' }),
      chunk({ content: ' 世界\n' }),
      chunk({}, 'stop'),
      usage(9, 4),
      '[DONE]',
    ]),
    events: [
      start,
      { type: 'text', text: 'Grüße 👋🏽,' },
      { type: 'text', text: ' 世界\n' },
      { type: 'usage', inputTokens: 9, outputTokens: 4 },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'two calls at once',
    dialect: 'openai-chat',
    body: sse([
      chunk({ role: 'assistant', content: null, ...call(0, 'call_a', { name: 'read_file', arguments: '' }) }),
      chunk(call(0, undefined, { arguments: '{"path":' })),
      chunk(call(1, 'call_b', { name: 'grep', arguments: '{"pattern"' })),
      chunk(call(0, undefined, { arguments: '"ä.py"}' })),
      chunk(call(1, undefined, { arguments: ':"x"}' })),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ]),
    events: [
      start,
      { type: 'tool-start', call: 'call_a', name: 'read_file' },
      { type: 'tool-delta', call: 'call_a', text: '{"path":' },
      { type: 'tool-start', call: 'call_b', name: 'grep' },
      { type: 'tool-delta', call: 'call_b', text: '{"pattern"' },
      { type: 'tool-delta', call: 'call_a', text: '"ä.py"}' },
      { type: 'tool-delta', call: 'call_b', text: ':"x"}' },
      { type: 'tool-ready', call: 'call_a', name: 'read_file', input: { path: 'ä.py' } },
      { type: 'tool-ready', call: 'call_b', name: 'grep', input: { pattern: 'x' } },
      { type: 'finish', reason: 'tool-calls' },
    ],
  },
  {
    name: 'whole calls with one index, and "stop" after them',
    dialect: 'openai-chat',
    body: sse([
      chunk(call(0, 'a', { name: 'f', arguments: '{}' })),
      chunk(call(0, 'b', { name: 'f', arguments: '{"n":2}' })),
      chunk({}, 'stop'),
    ]),
    events: [
      start,
      { type: 'tool-start', call: 'a', name: 'f' },
      { type: 'tool-delta', call: 'a', text: '{}' },
      { type: 'tool-start', call: 'b', name: 'f' },
      { type: 'tool-delta', call: 'b', text: '{"n":2}' },
      { type: 'tool-ready', call: 'a', name: 'f', input: {} },
      { type: 'tool-ready', call: 'b', name: 'f', input: { n: 2 } },
      { type: 'finish', reason: 'tool-calls' },
    ],
  },
  {
    name: 'no id, a name that is late, arguments that are no JSON',
    dialect: 'openai-chat',
    body: sse([
      chunk(call(0, undefined, { arguments: '{"a' })),
      chunk(call(0, undefined, { name: 'f', arguments: '' })),
      chunk({}, 'tool_calls'),
    ]),
    events: [
      start,
      { type: 'tool-start', call: 'chatcmpl-1-0', name: 'f' },
      { type: 'tool-delta', call: 'chatcmpl-1-0', text: '{"a' },
      { type: 'tool-ready', call: 'chatcmpl-1-0', name: 'f', input: '{"a' },
      { type: 'finish', reason: 'tool-calls' },
    ],
  },
  {
    name: 'reasoning, and the end of the tokens',
    dialect: 'openai-chat',
    body: sse([
      chunk({ role: 'assistant', reasoning_content: 'Hm…' }),
      chunk({ reasoning: ' so' }),
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: '!' }] }] }),
      chunk({ content: [{ type: 'text', text: 'Yes' }] }),
      chunk({}, 'length'),
      '[DONE]',
    ]),
    events: [
      start,
      { type: 'reasoning', text: 'Hm…' },
      { type: 'reasoning', text: ' so' },
      { type: 'reasoning', text: '!' },
      { type: 'text', text: 'Yes' },
      { type: 'finish', reason: 'length' },
    ],
  },
  {
    name: 'a refusal',
    dialect: 'openai-chat',
    body: sse([chunk({ refusal: 'I can’t.' }), chunk({}, 'stop'), '[DONE]']),
    events: [start, { type: 'text', text: 'I can’t.' }, { type: 'finish', reason: 'content-filter' }],
  },
  {
    name: 'an error in the middle',
    dialect: 'openai-chat',
    body: sse([
      chunk({ content: 'Well' }),
      { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } },
      chunk({ content: 'never' }),
    ]),
    events: [
      start,
      { type: 'text', text: 'Well' },
      {
        type: 'error',
        code: 'rate-limited',
        message: 'There were too many requests. Wait a moment, then try again.',
        retryable: true,
      },
    ],
  },
];
