// What an AI interviewer says, word by word: what each becomes, and what is told to it.
import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { Room } from '@interview-room/core';
import { parseQuestion, type Question } from '@interview-room/core/question';
import { WebSocket } from 'ws';
import {
  startCodeInterviewAgent,
  questions,
  type CodeInterviewAgentStandIn,
} from '../src/stand-ins/code-interview-agent/index.js';
import { serve } from '../src/stand-ins/serve.js';
import type { StandIn } from '../src/stand-ins/stand-in.js';

async function until(done: () => unknown, what = done.toString()): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 2000, `never: ${what}`);
    await sleep(5);
  }
}

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Variant = 'v1' | 'v2';
/** A backend that says nothing but what a test has it say. */
async function silent(variant: Variant): Promise<StandIn> {
  const made = () => ({ session_id: 'one', status: 'created' });
  const sockets = { '/ws/agent/:id': () => () => undefined, '/ws/agent': () => () => undefined };
  const http = { 'POST /api/v1/interview': made, 'GET /api/v1/interview/:id': made };
  const standIn = await serve('code-interview-agent', ['v1', 'v2'], { variant }, () => ({ http, sockets }));
  cleanups.push(() => standIn.close());
  return standIn;
}
async function speaking(variant: Variant): Promise<CodeInterviewAgentStandIn> {
  const standIn = await startCodeInterviewAgent({ variant });
  cleanups.push(() => standIn.close());
  return standIn;
}
async function join({ url, variant }: StandIn, name = 'Ann', bank = ''): Promise<Room> {
  const own = { url: `${url}/${bank && `?bank=${encodeURIComponent(bank)}`}`, variant, WebSocket: WebSocket as never, storage: 'memory', random: () => 0 } as const; // prettier-ignore
  const room = await Room.join({
    backend: await openBackend('code-interview-agent', own),
    session: '',
    name,
    role: 'candidate',
  });
  cleanups.push(() => room.leave());
  return room;
}

type Told = readonly [level: string, name: string, text: string];
const told = (room: Room): Told[] =>
  (room.offers.notices?.recent ?? []).map(({ level, name, text }) => [level, name, text] as const);
const framesIn = ({ heard }: StandIn, type: string): Record<string, unknown>[] =>
  heard
    .filter(({ what }) => what === 'frame')
    .map(({ body }) => body as Record<string, unknown>)
    .filter((each) => each['type'] === type);
const begin = (room: Room) => room.append('stage.changed', { stage: 'started' });
const titleIn = (room: Room): unknown => (room.state.content as { title?: unknown } | undefined)?.title;

/** Says it, and something after it that is shown: then all before it was heard. Gives what was told of it. */
let words = 0;
async function say(standIn: StandIn, room: Room, ...frames: object[]): Promise<Told[]> {
  const before = told(room).length;
  const last = `last_word_${++words}`;
  for (const frame of frames) standIn.say(frame);
  standIn.say({ type: last, data: {} });
  await until(() => told(room).some(([, name]) => name === last), `heard ${JSON.stringify(frames)}`);
  return told(room).slice(before, -1);
}

/** How each variant says an event of the interview. */
const envelopes: Readonly<Record<Variant, (event_type: string, data?: object) => object>> = {
  v1: (event_type, data = {}) => ({ type: 'message', session_id: 'one', data: { event_type, ...data } }),
  v2: (event_type, data = {}) => ({ type: 'agent_event', event_type, data }),
};
const fault = 'The interviewer’s system has a problem: the model is busy. Your code is kept, and you can go on and submit.'; // prettier-ignore
const sound = 'The interviewer sends sound, which this room does not play.';

/** What an event is told as. `frame` where it is one of the transport's own. */
const table: Readonly<Record<Variant, readonly [frame: object, ...told: Told[]][]>> = {
  v1: [
    [{ type: 'connect', session_id: 'one', data: { status: 'connected' } }],
    [{ type: 'heartbeat', session_id: 'one', data: {} }],
    [
      { type: 'error', session_id: 'one', data: { message: 'the model is busy.' } },
      ['error', 'error', fault],
    ],
    [{ type: 'audio_data', session_id: 'one', data: { chunk: 'AAAA' } }, ['event', 'audio_data', sound]],
  ],
  v2: [
    [{ type: 'connected', timestamp: '2026-01-01T10:00:00.000000' }],
    [{ type: 'pong' }],
    [{ type: 'agent_started', candidate_name: 'Ann' }, ['info', 'agent_started', 'The interviewer comes.']],
    [{ type: 'error', message: 'the model is busy' }, ['error', 'error', fault]],
    [{ type: 'audio_data', data: 'AAAA' }, ['event', 'audio_data', sound]],
    [{ type: 'agent_stopped', success: false }, ['event', 'agent_stopped', '{"success":false}']],
  ],
};
const either: readonly [event: string, data: object, ...told: Told[]][] = [
  ['interview_initializing', {}, ['info', 'interview_initializing', 'The interviewer is getting ready.']],
  ['interview_initializing', { message: 'Wait' }, ['info', 'interview_initializing', 'Wait']],
  ['interview_initialized', {}, ['info', 'interview_initialized', 'The interviewer is ready.']],
  ['question_selecting', {}, ['info', 'question_selecting', 'The interviewer chooses a question.']],
  ['interview_completing', {}, ['info', 'interview_completing', 'The interviewer brings the interview to its end.']], // prettier-ignore
];

for (const variant of ['v1', 'v2'] as const)
  describe(`what an AI interviewer says, ${variant}`, () => {
    const event = envelopes[variant];

    for (const [frame, ...expected] of [
      ...either.map(([name, data, ...all]) => [event(name, data), ...all] as const),
      ...table[variant],
    ])
      it(`is told: ${JSON.stringify(frame)}`, async () => {
        const standIn = await silent(variant);
        const room = await join(standIn);
        assert.deepEqual(await say(standIn, room, frame), expected);
      });

    it('is told of sound once, however much comes', async () => {
      const standIn = await silent(variant);
      const room = await join(standIn);
      const frame = { type: 'audio_data', data: { chunk: 'AAAA' } };
      assert.equal((await say(standIn, room, frame, frame, frame)).length, 1);
      assert.equal((await say(standIn, room, frame)).length, 0);
    });

    it('opens the question that was selected, though nothing else is ever said of it', async () => {
      const standIn = await silent(variant);
      const room = await join(standIn, 'Ann', 'http://127.0.0.1:9');
      const [first] = await say(
        standIn,
        room,
        event('question_selected', { question_title: 'Pair With Sum' }),
      );
      assert.deepEqual(first, ['info', 'question_selected', 'The question is “Pair With Sum”.']);
      await until(() => titleIn(room) === 'Pair With Sum');
      assert.equal(room.state.stage.now, 'waiting', 'it was not said that it has begun');
    });

    it('is shown once where it is told again after a break, and twice where it is said twice', async () => {
      const standIn = await silent(variant);
      const room = await join(standIn);
      const at = (second: number) => ({ timestamp: `2026-01-01T10:00:0${second}.000000` });
      const nudge = event('inactivity_nudge', { message: 'Still there?', ...at(1) });
      const hello = event('interview_started', { message: 'Hello.', ...at(2) });
      const nudges = (all: Told[]) => all.filter(([, name]) => name === 'inactivity_nudge').length;
      assert.equal(nudges(await say(standIn, room, nudge, hello)), 1);
      standIn.cut();
      await until(() => room.connection.status !== 'open');
      room.retry();
      await until(() => room.connection.status === 'open');
      assert.equal(nudges(await say(standIn, room, nudge, hello)), 0);
      assert.equal(nudges(await say(standIn, room, event('inactivity_nudge', { message: 'Still there?', ...at(3) }))), 1); // prettier-ignore
      assert.deepEqual(room.state.chat.map(({ text }) => text), ['Hello.']); // prettier-ignore
    });
  });

describe('an AI interviewer, v2: its process', () => {
  const started = async () => {
    const standIn = await silent('v2');
    const room = await join(standIn);
    await begin(room);
    await until(() => framesIn(standIn, 'start_agent').length === 1);
    return { standIn, room };
  };

  it('that runs already is taken for here: nothing is said to be wrong, and none is called again', async () => {
    const { standIn, room } = await started();
    const frame = { type: 'error', message: 'An agent is already running' };
    assert.deepEqual(await say(standIn, room, frame), []);
    // The next fault is one: it is here, and does not have to be called.
    const [next] = await say(standIn, room, { type: 'error', message: 'the model is busy' });
    assert.equal(next?.[2], fault);
    assert.equal(room.offers.notices?.recent.at(-2)?.action, undefined);
  });

  it('that could not be started is told with a button that calls it again', async () => {
    const { standIn, room } = await started();
    await say(standIn, room, { type: 'error', message: 'no microphone' });
    const notice = room.offers.notices?.recent.findLast(({ name }) => name === 'error');
    assert.match(notice?.text ?? '', /no microphone/);
    notice?.action?.run();
    await until(() => framesIn(standIn, 'start_agent').length === 2);
  });

  it('that stopped unasked is told as gone; where it was asked to, the interview has ended', async () => {
    const { standIn, room } = await started();
    const frame = { type: 'agent_stopped', success: true };
    const [gone] = await say(standIn, room, { type: 'agent_started' }, frame).then((all) => all.slice(1));
    assert.deepEqual(gone?.slice(0, 2), ['warning', 'agent_stopped']);
    assert.match(gone?.[2] ?? '', /was stopped.*kept/);
    assert.equal(room.state.stage.now, 'started');
    await room.append('stage.changed', { stage: 'submitted' });
    await until(() => framesIn(standIn, 'stop_agent').length === 1);
    assert.deepEqual(await say(standIn, room, frame), []);
    await until(() => room.state.stage.now === 'ended');
  });
});

describe('an AI interviewer, v1: what it is told', () => {
  it('names the interview in each frame, and who is interviewed at the start and in the address', async () => {
    const standIn = await speaking('v1');
    const name = 'Ann & Bo';
    const room = await join(standIn, name);
    await begin(room);
    await until(() => titleIn(room) === 'Pair With Sum');
    room.workspace.text('python/main.py').insert(0, 'one = 1\n');
    await room.append('chat.message', { text: 'I begin.' });
    await room.append('stage.changed', { stage: 'submitted' });
    await until(() => framesIn(standIn, 'interview_end').length > 0);
    const id = standIn.heard
      .find(({ what }) => what.startsWith('UPGRADE '))
      ?.what.split('/')
      .at(-1);
    assert.match(id ?? '', /^[0-9a-f-]{36}$/);
    for (const type of ['interview_start', 'code_update', 'message', 'interview_end']) {
      const frames = framesIn(standIn, type);
      assert.ok(frames.length > 0, type);
      assert.deepEqual(new Set(frames.map(({ session_id }) => session_id)), new Set([id]), type);
    }
    assert.deepEqual(framesIn(standIn, 'interview_start').map(({ data }) => data), [{ candidate_name: name, interview_mode: 'friendly' }]); // prettier-ignore
    const visit = standIn.heard.find(({ what }) => what.startsWith('UPGRADE '));
    assert.deepEqual(visit?.body, { candidate_name: name });
  });
});

describe('an AI interviewer: a question of its bank', () => {
  /** The question that is opened where the interviewer names it. */
  async function opened(title: string): Promise<Question> {
    const standIn = await speaking('v1');
    const room = await join(standIn, 'Ann', standIn.bank.url);
    const { difficulty } = questions.find((each) => each.title === title) ?? {};
    const frame = envelopes.v1('interview_started', { question_title: title, difficulty });
    await say(standIn, room, frame);
    const cases = () => (room.state.content as { cases?: unknown[] } | undefined)?.cases?.length;
    await until(() => titleIn(room) === title && cases());
    const { question, problems } = parseQuestion(room.state.content);
    assert.ok(question, JSON.stringify(problems));
    return question;
  }
  /** All of these stand in it, in this order. */
  const inOrder = (text: string, ...parts: string[]): void => {
    let from = 0;
    for (const part of parts) {
      const at = text.indexOf(part, from);
      assert.ok(at >= 0, `“${part}” in ${text.slice(from)}`);
      from = at + part.length;
    }
  };

  it('that is a function has its examples, constraints and cases, each line of input an argument', async () => {
    const { statement, cases, difficulty, tags, languages } = await opened('Pair With Sum');
    inOrder(
      statement,
      'return the positions of the two numbers',
      'solution(nums, target)',
      '## Examples',
      'nums = [2,7,11,15], target = 9\n→ [0, 1]',
      '2 + 7 is 9.',
      'nums = [3,2,4], target = 6\n→ [1, 2]',
      '## Constraints',
      '- 2 <= nums.length <= 10000\n- There is exactly one such pair.',
    );
    assert.deepEqual(
      (cases ?? []).map((each) => 'call' in each && [each.call, each.args, each.expected]),
      [
        ['solution', [[2, 7, 11, 15], 9], [0, 1]],
        ['solution', [[3, 2, 4], 6], [1, 2]],
      ],
    );
    assert.deepEqual([difficulty, tags], ['easy', ['array']]);
    for (const { files } of Object.values(languages ?? {}))
      assert.match(Object.values(files).join(''), /solution\(nums, target\)/);
  });

  it('that is a program has its examples, constraints and cases, each input what it reads', async () => {
    const { statement, cases, languages } = await opened('Echo Upwards');
    inOrder(
      statement,
      'Read a line and print it in capitals.',
      '## Examples',
      'hello there\n→ HELLO THERE',
      '## Constraints',
      '- The line has at most 100 letters.',
    );
    assert.ok(!statement.includes('solution('), statement);
    assert.deepEqual(
      (cases ?? []).map((each) => 'stdin' in each && [each.stdin, each.stdout]),
      [['hello there\n', 'HELLO THERE']],
    );
    for (const { files } of Object.values(languages ?? {}))
      assert.doesNotMatch(Object.values(files).join(''), /solution/);
  });
});
