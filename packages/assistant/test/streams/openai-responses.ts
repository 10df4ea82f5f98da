// As in OpenAI's reference "Responses › Streaming events".
import { typed, type Fixture } from './fixture.js';

const created = {
  type: 'response.created',
  sequence_number: 0,
  response: { id: 'resp_1', object: 'response', status: 'in_progress', model: 'gpt-5', output: [] },
};
const start = { type: 'start', id: 'resp_1', model: 'gpt-5', dialect: 'openai-responses' } as const;
const completed = {
  type: 'response.completed',
  response: { id: 'resp_1', status: 'completed', usage: { input_tokens: 7, output_tokens: 5 } },
};
const message = { id: 'msg_1', type: 'message', role: 'assistant', content: [] };
const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };

export const openAiResponses: Fixture[] = [
  {
    name: 'reasoning and text',
    dialect: 'openai-responses',
    body: typed([
      created,
      { type: 'response.in_progress' },
      { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', id: 'rs' } },
      { type: 'response.reasoning_summary_part.added', summary_index: 0 },
      { type: 'response.reasoning_summary_text.delta', delta: 'Thinking' },
      { type: 'response.reasoning_summary_text.done', text: 'Thinking' },
      { type: 'response.reasoning_summary_part.added', summary_index: 1 },
      { type: 'response.reasoning_summary_text.delta', delta: 'more' },
      { type: 'response.output_item.added', output_index: 1, item: message },
      { type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '' } },
      { type: 'response.output_text.delta', ...at, delta: 'Grüße ' },
      { type: 'response.output_text.delta', ...at, delta: '👋🏽' },
      { type: 'response.output_text.done', ...at, text: 'Grüße 👋🏽' },
      { type: 'response.content_part.done', ...at },
      { type: 'response.output_item.done', output_index: 1, item: message },
      completed,
    ]),
    events: [
      start,
      { type: 'reasoning', text: 'Thinking' },
      { type: 'reasoning', text: '\n\n' },
      { type: 'reasoning', text: 'more' },
      { type: 'text', text: 'Grüße ' },
      { type: 'text', text: '👋🏽' },
      { type: 'usage', inputTokens: 7, outputTokens: 5 },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'two calls at once, one without deltas',
    dialect: 'openai-responses',
    body: typed([
      created,
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'function_call', id: 'fc_1', call_id: 'call_a', name: 'read_file', arguments: '' },
      },
      { type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 0, delta: '{"path":' },
      { type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 0, delta: '"é"}' },
      {
        type: 'response.function_call_arguments.done',
        item_id: 'fc_1',
        output_index: 0,
        arguments: '{"path":"é"}',
      },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_a',
          name: 'read_file',
          arguments: '{"path":"é"}',
        },
      },
      {
        type: 'response.output_item.done',
        output_index: 1,
        item: { type: 'function_call', id: 'fc_2', call_id: 'call_b', name: 'run_tests', arguments: '{}' },
      },
      completed,
    ]),
    events: [
      start,
      { type: 'tool-start', call: 'call_a', name: 'read_file' },
      { type: 'tool-delta', call: 'call_a', text: '{"path":' },
      { type: 'tool-delta', call: 'call_a', text: '"é"}' },
      { type: 'tool-ready', call: 'call_a', name: 'read_file', input: { path: 'é' } },
      { type: 'tool-start', call: 'call_b', name: 'run_tests' },
      { type: 'tool-delta', call: 'call_b', text: '{}' },
      { type: 'tool-ready', call: 'call_b', name: 'run_tests', input: {} },
      { type: 'usage', inputTokens: 7, outputTokens: 5 },
      { type: 'finish', reason: 'tool-calls' },
    ],
  },
  {
    name: 'a refusal, and an annotation',
    dialect: 'openai-responses',
    body: typed([
      created,
      { type: 'response.refusal.delta', ...at, delta: 'No.' },
      { type: 'response.refusal.done', ...at, refusal: 'No.' },
      {
        type: 'response.output_text.annotation.added',
        ...at,
        annotation: { type: 'url_citation', url: 'https://a.example' },
      },
      { type: 'response.something.new', x: 1 },
      completed,
    ]),
    events: [
      start,
      { type: 'text', text: 'No.' },
      { type: 'data', name: 'annotation', data: { type: 'url_citation', url: 'https://a.example' } },
      { type: 'data', name: 'response.something.new', data: { type: 'response.something.new', x: 1 } },
      { type: 'usage', inputTokens: 7, outputTokens: 5 },
      { type: 'finish', reason: 'content-filter' },
    ],
  },
  {
    name: 'incomplete, and text without deltas',
    dialect: 'openai-responses',
    body: typed([
      created,
      { type: 'response.output_text.done', ...at, text: 'whole' },
      {
        type: 'response.incomplete',
        response: {
          incomplete_details: { reason: 'max_output_tokens' },
          usage: { input_tokens: 1, output_tokens: 2 },
        },
      },
    ]),
    events: [
      start,
      { type: 'text', text: 'whole' },
      { type: 'usage', inputTokens: 1, outputTokens: 2 },
      { type: 'finish', reason: 'length' },
    ],
  },
  {
    name: 'failed',
    dialect: 'openai-responses',
    body: typed([
      created,
      {
        type: 'response.failed',
        response: { id: 'resp_1', error: { code: 'server_error', message: 'The model broke.' } },
      },
    ]),
    events: [
      start,
      {
        type: 'error',
        code: 'model',
        message: 'The model failed to answer. Try again. The server says: “The model broke.”',
        retryable: true,
      },
    ],
  },
  {
    name: 'a flat error in the middle',
    dialect: 'openai-responses',
    body: typed([created, { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down', param: null }]),
    events: [
      start,
      {
        type: 'error',
        code: 'rate-limited',
        message: 'There were too many requests. Wait a moment, then try again.',
        retryable: true,
      },
    ],
  },
  {
    name: 'a nested error in the middle',
    dialect: 'openai-responses',
    body: typed([
      created,
      {
        type: 'error',
        error: { type: 'tokens', code: 'rate_limit_exceeded', message: 'Slow down', param: null },
      },
    ]),
    events: [
      start,
      {
        type: 'error',
        code: 'rate-limited',
        message: 'There were too many requests. Wait a moment, then try again.',
        retryable: true,
      },
    ],
  },
];
