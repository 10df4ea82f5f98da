// What is POSTed, for each wire: a talk with calls, their results, a failure, a call that was never made.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, requestBody } from './dialects.js';
import type { Dialect } from './events.js';
import { rowOf } from './dialects.js';
import type { ChatMessage, ChatRequest } from './message.js';
import { readUiRequest } from './ui-request.js';

const answer: ChatMessage = {
  id: 'a1',
  role: 'assistant',
  text: 'Let me see.\n\nDone.',
  reasoning: 'Hm',
  parts: [
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Let me see.' },
    { type: 'call', call: 'c1' },
    { type: 'call', call: 'c2' },
    { type: 'text', text: 'Done.' },
    { type: 'call', call: 'c3' },
    { type: 'call', call: 'c4' },
  ],
  calls: [
    { call: 'c1', name: 'read_file', input: { path: 'a.py' }, output: { text: 'x' } },
    { call: 'c2', name: 'grep', input: '{bro', error: 'No JSON' },
    { call: 'c3', name: 'run_tests', input: {} },
    // Cut while its arguments came.
    { call: 'c4', name: 'bash', inputText: '{"co' },
  ],
};
const request: ChatRequest = {
  id: 'talk',
  system: 'Be brief.',
  messages: [
    { id: 'u1', role: 'user', text: 'Fix it' },
    answer,
    { id: 'a2', role: 'assistant', text: '', status: 'failed' },
    { id: 'u2', role: 'user', text: 'Thanks' },
  ],
  tools: [{ name: 'grep', description: 'Searches', input: { type: 'object' } }],
  model: 'some-model',
  extra: { temperature: 0 },
};
const notRun = 'Error: it was not run.';

const toolCall = (id: string, name: string, args: string) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});

const expected: Record<Exclude<Dialect, 'ag-ui'>, object> = {
  'openai-chat': {
    model: 'some-model',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Fix it' },
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [
          toolCall('c1', 'read_file', '{"path":"a.py"}'),
          toolCall('c2', 'grep', '{"input":"{bro"}'),
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: '{"text":"x"}' },
      { role: 'tool', tool_call_id: 'c2', content: 'Error: No JSON' },
      { role: 'assistant', content: 'Done.', tool_calls: [toolCall('c3', 'run_tests', '{}')] },
      { role: 'tool', tool_call_id: 'c3', content: notRun },
      { role: 'user', content: 'Thanks' },
    ],
    stream: true,
    stream_options: { include_usage: true },
    tools: [
      {
        type: 'function',
        function: { name: 'grep', description: 'Searches', parameters: { type: 'object' } },
      },
    ],
    temperature: 0,
  },
  'openai-responses': {
    model: 'some-model',
    instructions: 'Be brief.',
    input: [
      { role: 'user', content: 'Fix it' },
      { role: 'assistant', content: 'Let me see.' },
      { type: 'function_call', call_id: 'c1', name: 'read_file', arguments: '{"path":"a.py"}' },
      { type: 'function_call', call_id: 'c2', name: 'grep', arguments: '{"input":"{bro"}' },
      { type: 'function_call_output', call_id: 'c1', output: '{"text":"x"}' },
      { type: 'function_call_output', call_id: 'c2', output: 'Error: No JSON' },
      { role: 'assistant', content: 'Done.' },
      { type: 'function_call', call_id: 'c3', name: 'run_tests', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c3', output: notRun },
      { role: 'user', content: 'Thanks' },
    ],
    stream: true,
    store: false,
    tools: [
      {
        type: 'function',
        name: 'grep',
        description: 'Searches',
        parameters: { type: 'object' },
        strict: false,
      },
    ],
    temperature: 0,
  },
  'anthropic': {
    model: 'some-model',
    max_tokens: 4096,
    system: 'Be brief.',
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Fix it' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Let me see.' },
          { type: 'tool_use', id: 'c1', name: 'read_file', input: { path: 'a.py' } },
          { type: 'tool_use', id: 'c2', name: 'grep', input: { input: '{bro' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: '{"text":"x"}' },
          { type: 'tool_result', tool_use_id: 'c2', content: 'Error: No JSON', is_error: true },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Done.' },
          { type: 'tool_use', id: 'c3', name: 'run_tests', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c3', content: notRun },
          { type: 'text', text: 'Thanks' },
        ],
      },
    ],
    stream: true,
    tools: [{ name: 'grep', description: 'Searches', input_schema: { type: 'object' } }],
    temperature: 0,
  },
  'ai-sdk': {
    id: 'talk',
    messages: [
      { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Fix it' }] },
      {
        id: 'a1',
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm' },
          { type: 'text', text: 'Let me see.' },
          {
            type: 'tool-read_file',
            toolCallId: 'c1',
            input: { path: 'a.py' },
            state: 'output-available',
            output: { text: 'x' },
          },
          { type: 'tool-grep', toolCallId: 'c2', input: '{bro', state: 'output-error', errorText: 'No JSON' },
          { type: 'text', text: 'Done.' },
          { type: 'tool-run_tests', toolCallId: 'c3', input: {}, state: 'input-available' },
          { type: 'tool-bash', toolCallId: 'c4', input: {}, state: 'input-available' },
        ],
      },
      { id: 'a2', role: 'assistant', parts: [] },
      { id: 'u2', role: 'user', parts: [{ type: 'text', text: 'Thanks' }] },
    ],
    trigger: 'submit-message',
    system: 'Be brief.',
    model: 'some-model',
    tools: [{ name: 'grep', description: 'Searches', input: { type: 'object' } }],
    temperature: 0,
  },
  'langgraph': {
    assistant_id: 'some-model',
    input: {
      messages: [
        { type: 'system', content: 'Be brief.' },
        { id: 'u1', type: 'human', content: 'Fix it' },
        {
          id: 'a1',
          type: 'ai',
          content: 'Let me see.',
          tool_calls: [
            { id: 'c1', name: 'read_file', args: { path: 'a.py' } },
            { id: 'c2', name: 'grep', args: { input: '{bro' } },
          ],
        },
        { type: 'tool', tool_call_id: 'c1', name: 'read_file', content: '{"text":"x"}' },
        { type: 'tool', tool_call_id: 'c2', name: 'grep', content: 'Error: No JSON', status: 'error' },
        { id: 'a1-1', type: 'ai', content: 'Done.', tool_calls: [{ id: 'c3', name: 'run_tests', args: {} }] },
        { type: 'tool', tool_call_id: 'c3', name: 'run_tests', content: notRun },
        { id: 'u2', type: 'human', content: 'Thanks' },
      ],
      tools: [{ name: 'grep', description: 'Searches', input: { type: 'object' } }],
    },
    stream_mode: ['messages-tuple', 'custom'],
    temperature: 0,
  },
  'interviewlm': { message: 'Thanks', temperature: 0 },
  'text': {
    id: 'talk',
    model: 'some-model',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Fix it' },
      { role: 'assistant', content: 'Let me see.\n\nDone.' },
      { role: 'user', content: 'Thanks' },
    ],
    temperature: 0,
  },
};

describe('requestBody', () => {
  for (const [dialect, body] of Object.entries(expected)) {
    it(dialect, () => assert.deepEqual(requestBody(dialect as Dialect, request), body));
  }
  it('ag-ui', () => {
    const { runId, ...body } = requestBody('ag-ui', request) as { runId: string };
    assert.match(runId, /^run-\w+$/);
    assert.deepEqual(body, {
      threadId: 'talk',
      state: {},
      messages: [
        { id: 'talk-system', role: 'system', content: 'Be brief.' },
        { id: 'u1', role: 'user', content: 'Fix it' },
        {
          id: 'a1',
          role: 'assistant',
          content: 'Let me see.',
          toolCalls: [
            toolCall('c1', 'read_file', '{"path":"a.py"}'),
            toolCall('c2', 'grep', '{"input":"{bro"}'),
          ],
        },
        { id: 'c1-result', role: 'tool', toolCallId: 'c1', content: '{"text":"x"}' },
        { id: 'c2-result', role: 'tool', toolCallId: 'c2', content: 'Error: No JSON', error: 'No JSON' },
        { id: 'a1-1', role: 'assistant', content: 'Done.', toolCalls: [toolCall('c3', 'run_tests', '{}')] },
        { id: 'c3-result', role: 'tool', toolCallId: 'c3', content: notRun },
        { id: 'u2', role: 'user', content: 'Thanks' },
      ],
      tools: [{ name: 'grep', description: 'Searches', parameters: { type: 'object' } }],
      context: [],
      forwardedProps: { model: 'some-model' },
      temperature: 0,
    });
  });
  it('of every dialect can be written, for the least that can be asked', () => {
    for (const dialect of dialects) {
      const body = requestBody(dialect, { id: 'x', messages: [] });
      assert.deepEqual(JSON.parse(JSON.stringify(body)), body, dialect);
    }
  });
  it('anthropic: begins with a person, and has no empty blocks', () => {
    const { messages } = requestBody('anthropic', {
      id: 'x',
      messages: [
        { id: '1', role: 'assistant', text: 'Shall I help? ' },
        { id: '2', role: 'user', text: ' ' },
      ],
    }) as { messages: unknown };
    assert.deepEqual(messages, [
      { role: 'user', content: [{ type: 'text', text: '(The conversation begins.)' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Shall I help?' }] },
    ]);
  });
  it('langgraph: a thread is told only what is new', () => {
    const body = requestBody('langgraph', request, 'https://x/threads/1/runs/stream') as {
      input: { messages: unknown[] };
    };
    assert.deepEqual(body.input.messages.slice(1), [{ id: 'u2', type: 'human', content: 'Thanks' }]);
  });
  it('interviewlm: the code goes along as JSON text, or in the address', () => {
    const codeContext = { fileName: 'a.py', content: 'é = 1', language: 'python' };
    const asked = { ...request, extra: { codeContext, helpfulnessLevel: 'consultant' } };
    assert.deepEqual(requestBody('interviewlm', asked), {
      message: 'Thanks',
      codeContext: JSON.stringify(codeContext),
      helpfulnessLevel: 'consultant',
    });
    assert.deepEqual(rowOf('interviewlm').request?.(asked, '/api/interview/1/chat?x=1'), {
      method: 'GET',
      url: '/api/interview/1/chat?x=1&message=Thanks&fileName=a.py&content=%C3%A9+%3D+1&language=python',
    });
  });
  it('of the AI SDK is what the server reads', () => {
    const read = readUiRequest(JSON.parse(JSON.stringify(requestBody('ai-sdk', request))));
    assert.ok(!('problem' in read));
    assert.equal(read.id, 'talk');
    assert.equal(read.trigger, 'submit');
    assert.deepEqual(read.last, { id: 'u2', role: 'user', text: 'Thanks', outputs: [] });
    assert.equal(read.messages[1]?.text, 'Let me see.Done.');
    const results = readUiRequest(
      requestBody('ai-sdk', { id: 'talk', messages: [answer], trigger: 'submit' }),
    );
    assert.ok(!('problem' in results));
    assert.deepEqual(results.last.outputs, [
      { call: 'c1', output: { text: 'x' } },
      { call: 'c2', error: 'No JSON' },
    ]);
  });
});
