import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { AssistTurn } from '@interview-room/core';
import { createAssistant } from '../loop/assistant.js';
import { readUiRequest, type ChatEvent } from '../streams/index.js';
import { Bench } from '../testing/bench.js';
import { all, asks, practice } from '../testing/room.js';
import type { AssistantRoom } from './journal.js';
import { relayJournal, relayTransport } from './relay.js';

const never = new AbortController().signal;
const frames = (...list: object[]) =>
  new Response([...list.map((each) => `data: ${JSON.stringify(each)}\n\n`), 'data: [DONE]\n\n'].join(''), {
    headers: { 'content-type': 'text/event-stream', 'x-vercel-ai-ui-message-stream': 'v1' },
  });

/** A room whose backend keeps the talk, and answers a step after the other. */
async function relayed(turns: readonly AssistTurn[], ...steps: object[][]) {
  const { room } = await practice('pair-programming');
  await room.leave();
  const assist = { ...room.state.assist, turns };
  const state = { ...room.state, assist };
  const append = () => Promise.reject(new Error('Only the backend writes here.'));
  const shared: AssistantRoom = { state, append, you: 'me', role: 'candidate', now: () => 0 };
  const bodies: unknown[] = [];
  const transport = relayTransport({
    url: 'http://host/api/rooms/r1/',
    token: 'token',
    fetch: async (url, init) => {
      assert.equal(String(url), 'http://host/api/rooms/r1/chat');
      assert.equal(new Headers(init?.headers).get('authorization'), 'Bearer token');
      bodies.push(JSON.parse(String(init?.body)));
      return frames(...(steps[bodies.length - 1] ?? []));
    },
  });
  const context = () => [{ name: 'language', hash: 'h', text: 'python' }];
  const assistant = createAssistant({
    room: shared,
    transport,
    tools: new Bench().tools,
    journal: relayJournal(shared),
    context,
  });
  return { assistant, bodies, shared };
}

const call = (id: string, toolName: string, input: object) => [
  { type: 'tool-input-start', toolCallId: id, toolName },
  { type: 'tool-input-available', toolCallId: id, toolName, input },
];

describe('a talk that the backend keeps', () => {
  it('is sent its last message alone, and writes nothing', async () => {
    const { assistant, bodies } = await relayed(
      [],
      [
        { type: 'start' },
        ...call('a', 'read_file', { path: 'main.py' }),
        ...call('b', 'bash', {}),
        { type: 'tool-output-error', toolCallId: 'b', errorText: 'not allowed' },
        { type: 'finish' },
      ],
      [
        { type: 'start' },
        { type: 'text-delta', id: '1', delta: 'So.' },
        { type: 'finish', finishReason: 'stop' },
      ],
    );
    const events = await all(
      assistant.transport({ ...asks('Why?', 't'), extra: { offer: 'o' } }, { signal: never }),
    );
    assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
    const results = events.filter(
      (event): event is ChatEvent & { type: 'tool-result' } => event.type === 'tool-result',
    );
    assert.deepEqual(
      results.map(({ call }) => call),
      ['b', 'a'],
    );
    const [first, second] = bodies.map((body) => readUiRequest(body));
    assert.ok(first && 'last' in first && second && 'last' in second);
    assert.deepEqual([first.messages.length, first.last.id, first.last.text], [1, 't', 'Why?']);
    assert.deepEqual(bodies[0], { id: 'h1', messages: [{ id: 't', role: 'user', parts: [{ type: 'text', text: 'Why?' }] }], trigger: 'submit-message', context: [{ name: 'language', hash: 'h', text: 'python' }], offer: 'o' }); // prettier-ignore
    assert.deepEqual([second.messages.length, second.last.id, second.last.role], [1, 't', 'assistant']);
    assert.deepEqual(second.last.outputs.map(({ call, output, error }) => [call, /def add/.test(String(output)), error]), [['a', true, undefined], ['b', false, 'not allowed']]); // prettier-ignore
  });

  it('goes on after a reload with what the log says is still to be done', async () => {
    const step = { by: 'assistant', at: 0, text: '', finish: 'tool-calls' as const };
    const calls = [{ call: 'a', name: 'glob', input: { pattern: '*' } }];
    const turn: AssistTurn = { turn: 't', by: 'me', at: 0, text: 'Why?', steps: [{ ...step, calls }] };
    const { assistant, bodies } = await relayed(
      [turn],
      [{ type: 'text-delta', delta: 'So.' }, { type: 'finish' }],
    );
    assert.equal(assistant.unfinished()?.turn, 't');
    await all(assistant.resume('t'));
    const read = readUiRequest(bodies[0]);
    assert.ok('last' in read);
    assert.deepEqual(
      read.last.outputs.map(({ output }) => output),
      ['data.txt\nmain.py\ntest_main.py'],
    );
  });

  it('leaves it to the backend to say that help is paused, once it has what was asked', async () => {
    const { assistant, bodies, shared } = await relayed(
      [],
      [{ type: 'start' }, { type: 'data-paused', data: true }, { type: 'finish', finishReason: 'stop' }],
    );
    Object.assign(shared.state.assist, { session: 'paused' });
    const events = await all(assistant.transport(asks('Why?', 't'), { signal: never }));
    assert.deepEqual(
      events.map(({ type }) => type),
      ['start', 'data', 'finish'],
    );
    assert.equal(bodies.length, 1);
  });

  it('of someone else is not this page’s to go on with', async () => {
    const { assistant } = await relayed([{ turn: 't', by: 'other', at: 0, text: 'Why?', steps: [] }]);
    assert.equal(assistant.unfinished(), undefined);
  });

  it('ends where an interviewer has answered', async () => {
    const reply = { by: 'an interviewer', at: 0, text: 'By hand.', calls: [], finish: 'stop' as const };
    const { assistant, bodies } = await relayed([
      { turn: 't', by: 'me', at: 0, text: 'Why?', steps: [reply] },
    ]);
    const events = await all(assistant.resume('t'));
    assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stopped' });
    assert.equal(bodies.length, 0);
  });
});
