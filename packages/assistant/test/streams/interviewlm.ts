import { sse, type Fixture } from './fixture.js';

const start = { type: 'start', dialect: 'interviewlm' } as const;

export const interviewLm: Fixture[] = [
  {
    name: 'chat',
    dialect: 'interviewlm',
    body: sse([
      ['content', { delta: 'Grüße ' }],
      ['content', { delta: '👋🏽' }],
      ['usage', { inputTokens: 5, outputTokens: 6 }],
      ['done', {}],
    ]),
    events: [
      start,
      { type: 'text', text: 'Grüße ' },
      { type: 'text', text: '👋🏽' },
      { type: 'usage', inputTokens: 5, outputTokens: 6 },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'chat, in its older form',
    dialect: 'interviewlm',
    body: sse([{ type: 'chunk', text: 'Hi' }, { type: 'done' }]),
    events: [start, { type: 'text', text: 'Hi' }, { type: 'finish', reason: 'stop' }],
  },
  {
    name: 'an error of the chat',
    dialect: 'interviewlm',
    body: sse([['content', { delta: 'We' }], { type: 'error', error: 'AI service failed' }]),
    events: [
      start,
      { type: 'text', text: 'We' },
      {
        type: 'error',
        code: 'model',
        message: 'The model failed to answer. Try again. The server says: “AI service failed”',
        retryable: true,
      },
    ],
  },
  {
    name: 'the agent: calls, results, a further step',
    dialect: 'interviewlm',
    body: sse([
      ['stream_start', { messageId: 'm1' }],
      ['content', { delta: 'Let me see. ' }],
      ['tool_use_start', { toolName: 'Read', toolId: 'a', input: { file_path: 'ä.py' } }],
      ['tool_use_start', { toolName: 'run_tests', toolId: 'b', input: {} }],
      ['tool_result', { toolName: 'Read', toolId: 'a', output: 'text', input: {}, isError: false }],
      ['tool_result', { toolName: 'run_tests', toolId: 'b', output: 'broken', isError: true }],
      ['iteration', { n: 2 }],
      ['content', { delta: 'So.' }],
      [
        'done',
        {
          response: 'Let me see. So.',
          toolsUsed: ['Read'],
          filesModified: [],
          usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
        },
      ],
    ]),
    events: [
      { ...start, id: 'm1' },
      { type: 'text', text: 'Let me see. ' },
      { type: 'tool-start', call: 'a', name: 'Read' },
      { type: 'tool-ready', call: 'a', name: 'Read', input: { file_path: 'ä.py' } },
      { type: 'tool-start', call: 'b', name: 'run_tests' },
      { type: 'tool-ready', call: 'b', name: 'run_tests', input: {} },
      { type: 'tool-result', call: 'a', output: 'text' },
      { type: 'tool-result', call: 'b', error: 'broken' },
      { type: 'data', name: 'iteration', data: { n: 2 } },
      { type: 'step' },
      { type: 'text', text: 'So.' },
      { type: 'usage', inputTokens: 1, outputTokens: 2 },
      { type: 'data', name: 'done', data: { toolsUsed: ['Read'], filesModified: [] } },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'the agent, without pieces, its names in the data',
    dialect: 'interviewlm',
    body: sse([
      { type: 'stream_start', messageId: 'm1' },
      { type: 'done', response: 'All at once.' },
    ]),
    events: [
      { ...start, id: 'm1' },
      { type: 'text', text: 'All at once.' },
      { type: 'finish', reason: 'stop' },
    ],
  },
  {
    name: 'an error of the agent',
    dialect: 'interviewlm',
    body: sse([
      ['stream_start', { messageId: 'm1' }],
      ['error', { error: 'RATE_LIMIT_EXCEEDED', message: 'Too many', retryable: true, messageId: 'm1' }],
    ]),
    events: [
      { ...start, id: 'm1' },
      {
        type: 'error',
        code: 'rate-limited',
        message: 'There were too many requests. Wait a moment, then try again.',
        retryable: true,
      },
    ],
  },
];
