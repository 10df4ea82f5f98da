import { Room, localBackend, type Kind } from '@interview-room/core';
import type { ChatEvent, ChatRequest, ChatTransport } from '../streams/index.js';
import type { Level } from '../levels/index.js';
import type { AssistantOptions } from '../loop/assistant.js';
import { createAssistant } from '../loop/assistant.js';
import { localJournal } from '../talk/local.js';
import { roomProposals } from '../tools/room-proposals.js';
import { roomFiles } from '../tools/room-files.js';
import { createToolbox } from '../tools/toolbox.js';
import { question } from './bench.js';
import type { ToolRun, ToolRunEvent } from '../tools/ports.js';

/** What a model says in one step: events, or what makes them of what it was asked. */
export type Said =
  readonly ChatEvent[] | ((request: ChatRequest, signal: AbortSignal) => AsyncIterable<ChatEvent>);

export const said = (text: string): ChatEvent[] => [
  { type: 'start', id: 'x', model: 'm1' },
  { type: 'text', text },
  { type: 'usage', inputTokens: 10, outputTokens: 5 },
  { type: 'finish', reason: 'stop' },
];

let calls = 0;
export const called = (...tools: readonly (readonly [name: string, input: unknown])[]): ChatEvent[] => [
  { type: 'text', text: 'Let me see.' },
  ...tools.flatMap(([name, input]): ChatEvent[] => {
    const call = `call${++calls}`;
    return [
      { type: 'tool-start', call, name },
      { type: 'tool-delta', call, text: JSON.stringify(input) },
      { type: 'tool-ready', call, name, input },
    ];
  }),
  { type: 'usage', inputTokens: 10, outputTokens: 5 },
  { type: 'finish', reason: 'tool-calls' },
];

/** A transport that says one thing after another, and keeps what it was asked. */
export function script(...steps: Said[]) {
  const asked: ChatRequest[] = [];
  const transport: ChatTransport = async function* (request, { signal }) {
    const step = steps[asked.length];
    asked.push(request);
    if (!step) throw new Error('The script is over.');
    yield* typeof step === 'function' ? step(request, signal) : step;
  };
  return { asked, transport };
}

const opened = {
  'room.opened': { question: { id: 'two-sum', hash: 'h1' } },
  'language.changed': { language: 'python' },
};

/** A room of one's own, at a level, and how to make its assistant. */
export async function practice(level: Level) {
  const room = await Room.join({ backend: localBackend({ storage: 'memory' }), session: 's' });
  for (const [kind, body] of Object.entries(opened)) await room.append(kind as Kind, body as never);
  await room.append('assist.level', { level });
  room.workspace.seed({ 'python/main.py': 'def add(a, b):\n    return a - b\n' });
  const ran: ToolRun[] = [];
  const run = async function* (request: ToolRun): AsyncGenerator<ToolRunEvent> {
    ran.push(request);
    const passes = request.files['main.py']?.includes('a + b') ?? false;
    yield { type: 'test', name: 'test_add', status: passes ? 'passed' : 'failed', durationMs: 1 };
    yield { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 1 };
  };
  const tools = createToolbox({
    files: roomFiles({ workspace: room.workspace, question: () => question, language: () => 'python' }),
    runner: { test: run, run },
    proposals: roomProposals(room),
    level: () => room.state.assist.level,
    direct: () => room.state.assist.direct,
  });
  const journal = localJournal({ room, question: () => question });
  const assistant = (transport: ChatTransport, rest: Partial<AssistantOptions> = {}) =>
    createAssistant({ room, transport, tools, journal, ...rest });
  return { room, tools, journal, ran, assistant };
}

/** All events of an answer. */
export async function all(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const list: ChatEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** What was asked, as a chat asks it. */
export const asks = (text: string, id = `turn-${text}`): ChatRequest => ({
  id: 'chat',
  messages: [{ id, role: 'user', text }],
});
