import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { Room, type BackendNotice, type Clock, type JoinOptions } from '@interview-room/core';
import { parseQuestion } from '@interview-room/core/question';
import { WebSocket } from 'ws';
import { codeInterviewAgentSuite } from '../src/checks/code-interview-agent.js';
import { runSuite } from '../src/kit/run.js';
import {
  startCodeInterviewAgent,
  type CodeInterviewAgentStandIn,
} from '../src/stand-ins/code-interview-agent/index.js';
import type { StandInOptions } from '../src/stand-ins/stand-in.js';
import { hostile } from './code-interview-agent-hostile.js';

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

async function start(options: StandInOptions): Promise<CodeInterviewAgentStandIn> {
  const standIn = await startCodeInterviewAgent(options);
  cleanups.push(() => standIn.close());
  return standIn;
}

async function join(
  standIn: CodeInterviewAgentStandIn,
  settings = '',
  request: Partial<JoinOptions> = {},
  more: { clock?: Clock } = {},
): Promise<Room> {
  const url = `${standIn.url}/?bank=${encodeURIComponent(standIn.bank.url)}${settings}`;
  const { variant } = standIn;
  const own = {
    url,
    variant,
    WebSocket: WebSocket as never,
    storage: 'memory',
    random: () => 0,
    ...more,
  } as const;
  const backend = await openBackend('code-interview-agent', own);
  const room = await Room.join({ session: '', name: 'Ann', role: 'candidate', ...request, backend });
  cleanups.push(() => room.leave());
  return room;
}

const frames = (standIn: CodeInterviewAgentStandIn, type: string): Record<string, unknown>[] =>
  standIn.heard
    .filter(({ what }) => what === 'frame')
    .map(({ body }) => body as Record<string, unknown>)
    .filter((each) => each['type'] === type);
const notices = (room: Room, name: string): readonly BackendNotice[] =>
  (room.offers.notices?.recent ?? []).filter((each) => each.name === name);
const begin = (room: Room) => room.append('stage.changed', { stage: 'started' });
const title = (room: Room): unknown => (room.state.content as { title?: unknown } | undefined)?.title;
const starts = { v1: 'interview_start', v2: 'start_agent' } as const;
const stops = { v1: 'interview_end', v2: 'stop_agent' } as const;

for (const variant of ['v1', 'v2'] as const)
  describe(`an AI interviewer, ${variant}`, () => {
    for (const [faults, named] of [
      [{}, 'as it should be'],
      [{ delayMs: 20, html: 3, drop: 3, echo: true }, 'with faults'],
    ] as const)
      // prettier-ignore
      it(`from the start to the end, ${named}`, async () => {
        const standIn = await start({ variant, faults });
        const room = await join(standIn, '&mode=challenging');
        assert.equal(room.state.stage.now, 'waiting');
        assert.equal(standIn.agents(), 0);
        await begin(room);
        await until(() => title(room) !== undefined);
        if (Object.keys(faults).length === 0) await until(() => title(room) === 'Longest Climb');
        const { question, problems } = parseQuestion(room.state.content);
        assert.ok(question, JSON.stringify(problems));
        room.workspace.text('python/main.py').insert(0, 'def solution(heights):\n    return 0\n');
        await room.append('chat.message', { text: 'I look at each once.' });
        standIn.cut();
        await until(() => room.connection.status !== 'open');
        room.workspace.text('python/main.py').insert(0, '# while offline\n');
        room.retry();
        await until(() => room.connection.status === 'open');
        await room.append('stage.changed', { stage: 'submitted' });
        await until(() => room.state.stage.now === 'ended');
        assert.equal(standIn.agents(), 1);
        assert.equal(frames(standIn, starts[variant]).length, 1);
        assert.ok(frames(standIn, stops[variant]).length >= 1);
        if (variant === 'v2') return;
        const codes = frames(standIn, 'code_update').map(({ data }) => (data as { code: string }).code);
        assert.equal(codes.at(-1), room.workspace.files()['python/main.py']);
        const created = standIn.heard.filter(({ what }) => what.startsWith('POST /api/v1/interview'));
        assert.ok(created.length >= 1);
        assert.deepEqual(created[0]?.body, { interview_type: 'technical', user_id: 'Ann' });
      });

    it('every event becomes a stage, a message or a notice, and none is lost', async () => {
      const standIn = await start({ variant });
      const room = await join(standIn);
      await begin(room);
      await until(() => title(room) === 'Pair With Sum');
      await until(() => notices(room, 'voice_channel_ready').length === 1);
      assert.ok(room.state.chat.some(({ text }) => /Ann.*Pair With Sum.*Easy/.test(text)));
      assert.ok(
        room.state.people.some(({ name, role }) => name === 'AI interviewer' && role === 'interviewer'),
      );
      const say = sayer(standIn);
      say('inactivity_nudge', {});
      say('error_occurred', { message: 'the model is busy' });
      say('something_else', { a: 1 });
      await until(() => notices(room, 'something_else').length === 1);
      assert.equal(notices(room, 'inactivity_nudge').at(-1)?.level, 'nudge');
      assert.match(notices(room, 'error_occurred').at(-1)?.text ?? '', /busy.*kept/);
      assert.match(notices(room, 'something_else').at(-1)?.text ?? '', /"a":1/);
      if (variant === 'v2') {
        await until(() => notices(room, 'stderr').length > 0);
        assert.ok(notices(room, 'stdout').every(({ level }) => level === 'event'));
      }
      say('submit_detected', {});
      await until(() => room.state.stage.now === 'submitted');
      say('interview_started', { question_title: 'Another' });
      say('interview_completed', {});
      await until(() => room.state.stage.now === 'ended');
    });

    const reasons: [reason: string, data: object, stage: string, level: string | undefined, text: RegExp][] =
      [
        ['completed', { message: 'Well done' }, 'ended', undefined, /./],
        ['timeout', { duration: 3600 }, 'ended', 'warning', /time/],
        ['error', { error_message: 'no model' }, 'started', 'error', /no model.*kept/],
        ['interrupted', { signal: 'SIGINT' }, 'started', 'warning', /interrupted.*SIGINT.*kept/],
        ['what is this', {}, 'started', 'warning', /what is this.*kept/],
      ];
    for (const [reason, data, stage, level, text] of reasons)
      it(`an agent that is over: ${reason}`, async () => {
        const standIn = await start({ variant });
        const room = await join(standIn);
        await begin(room);
        await until(() => room.state.chat.length > 0);
        standIn.say(
          variant === 'v1'
            ? { type: 'message', session_id: 's', data: { event_type: 'agent_completed', reason, ...data } }
            : { type: 'agent_completed', reason, ...data },
        );
        await until(() =>
          level ? notices(room, 'agent_completed').length > 0 : room.state.stage.now === stage,
        );
        await until(() => room.state.stage.now === stage);
        if (level) {
          assert.equal(notices(room, 'agent_completed')[0]?.level, level);
          assert.match(notices(room, 'agent_completed')[0]?.text ?? '', text);
        }
        const before = frames(standIn, starts[variant]).length;
        assert.equal(before, 1);
        if (stage === 'ended') return;
        // It is offered again to whoever comes back without having taken it.
        standIn.cut();
        await until(() => room.connection.status !== 'open');
        notices(room, 'agent_completed')[0]?.action?.run();
        room.retry();
        await until(() => notices(room, 'agent_gone').length > 0);
        assert.equal(frames(standIn, starts[variant]).length, before);
        // A late word of the one that has gone does not bring it back.
        sayer(standIn)('inactivity_nudge', { message: 'late' });
        await until(() => notices(room, 'inactivity_nudge').some(({ text }) => text === 'late'));
        for (const { action } of notices(room, 'agent_gone')) action?.run();
        await until(() => frames(standIn, starts[variant]).length === 2);
      });

    it('is not started twice by a connection that breaks, nor before anybody wants it', async () => {
      const standIn = await start({ variant });
      const room = await join(standIn);
      for (let round = 0; round < 3; round++) {
        standIn.cut();
        await until(() => room.connection.status !== 'open');
        if (round === 0) await begin(room);
        room.retry();
        await until(() => room.connection.status === 'open');
        await until(() => standIn.agents() === 1);
      }
      assert.equal(frames(standIn, starts[variant]).length, 1);
    });

    it('is told every 30 s that one is still there; a line on which nothing comes back is given up', async () => {
      const due = new Set<() => void>();
      let later = 0;
      // What is to happen in 30 s happens when the test says so.
      const after = (ms: number, work: () => void) => {
        if (ms !== 30_000)
          return (
            (timer) => () =>
              clearTimeout(timer)
          )(setTimeout(work, ms));
        due.add(work);
        return () => void due.delete(work);
      };
      const pass = () => [...due].forEach((work) => (due.delete(work), work()));
      const standIn = await start({ variant });
      const room = await join(standIn, '', {}, { clock: { now: () => Date.now() + later, after } });
      const sent = () => frames(standIn, variant === 'v1' ? 'heartbeat' : 'ping');
      assert.equal(sent().length, 0);
      for (const count of [1, 2]) {
        pass();
        await until(() => sent().length === count);
      }
      assert.deepEqual(sent()[0]?.['data'], variant === 'v1' ? {} : undefined);
      // The first has no answer to a sign of life, so its silence means nothing.
      standIn.faults.delayMs = 60_000;
      later = 100_000;
      pass();
      if (variant === 'v1') return until(() => sent().length === 3);
      await until(() => room.connection.status !== 'open');
      standIn.faults.delayMs = 0;
      room.retry();
      await until(() => room.connection.status === 'open');
    });

    if (variant === 'v1')
      it('is sent code once typing rests, and told how far the interview is', async () => {
        const held: (() => void)[] = [];
        // The pause after typing ends when the test says so.
        const after = (ms: number, work: () => void) => {
          const isPause = ms > 0 && ms <= 400;
          if (isPause) held.push(work);
          const timer = isPause ? undefined : setTimeout(work, ms);
          return () => (isPause ? void held.splice(held.indexOf(work), 1) : clearTimeout(timer));
        };
        const standIn = await start({ variant });
        const room = await join(standIn, '', {}, { clock: { now: () => 1_000_000, after } });
        await begin(room);
        await until(() => (held.splice(0).forEach((work) => work()), title(room) === 'Pair With Sum'));
        const before = frames(standIn, 'code_update').length;
        for (const letter of 'abcdefghijklmnopqrstuvwxyz')
          room.workspace.text('python/main.py').insert(0, letter);
        await until(() => held.length === 1);
        assert.equal(frames(standIn, 'code_update').length, before);
        held.shift()?.();
        await until(() => frames(standIn, 'code_update').length === before + 1);
        const { data } = frames(standIn, 'code_update').at(-1) ?? {};
        assert.match((data as { code: string }).code, /^zyx/);
        await room.append('stage.changed', { stage: 'submitted' });
        const statuses = () =>
          standIn.heard.filter(({ what }) => what.startsWith('PUT')).map(({ body }) => body);
        await until(() => statuses().length === 2);
        assert.deepEqual(statuses(), [{ status: 'in_progress' }, { status: 'completed' }]);
      });

    it('the end is asked for again where the connection broke over it', async () => {
      const standIn = await start({ variant, faults: { missingComplete: true } });
      const room = await join(standIn);
      await begin(room);
      await until(() => room.state.chat.length > 0);
      standIn.cut();
      await until(() => room.connection.status !== 'open');
      await room.append('stage.changed', { stage: 'submitted' });
      room.retry();
      await until(() => frames(standIn, stops[variant]).length > 0);
      assert.equal(standIn.agents(), 1);
    });

    it('the stand-in passes the checks', async () => {
      const standIn = await start({ variant });
      const settings = { bank: standIn.bank.url };
      const target = { url: standIn.url, dialect: 'code-interview-agent', variant, settings };
      const { results } = await runSuite(codeInterviewAgentSuite, target, { timeoutMs: 5000 });
      const wrong = results.filter(
        ({ outcome, why }) => outcome !== 'passed' && !why?.startsWith('Not in the variant'),
      );
      assert.deepEqual(wrong, []);
      assert.ok(results.filter(({ outcome }) => outcome === 'passed').length >= 9);
    });

    it('runs programs at the service beside it, where that is set', async () => {
      const standIn = await start({ variant });
      const room = await join(standIn, `&piston=${encodeURIComponent(`${standIn.bank.url}/api/v2/piston`)}`);
      const request = { language: 'python', files: { 'main.py': 'print(input())\n' }, stdin: 'far away\n' };
      let printed = '';
      for await (const event of room.offers.execution?.run?.(request) ?? [])
        if (event.type === 'stdout') printed += (event as unknown as { text: string }).text;
      assert.equal(printed, 'far away\n');
    });

    it('takes 10,000 hostile frames, keeps no more of them than it has to, and goes on', async () => {
      const standIn = await start({ variant });
      const room = await join(standIn);
      await begin(room);
      await until(() => room.state.chat.length > 0);
      const before = room.seq;
      for (const frame of hostile(10_000, 7)) standIn.say(frame);
      standIn.say({ type: 'last_word', event_type: 'last_word', data: {} });
      await until(() => notices(room, 'last_word').length > 0 || notices(room, 'left_out').length > 0);
      standIn.say({ type: 'really_last', data: {} });
      await until(() => notices(room, 'really_last').length > 0);
      assert.equal(room.connection.status, 'open');
      assert.ok(room.offers.notices && room.offers.notices.recent.length <= 500);
      assert.ok(room.seq - before < 200, `${room.seq - before} entries`);
      assert.ok((await room.export()).verification.ok);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  });

/** Says an event in the envelope of the variant. */
const sayer =
  ({ variant, say }: CodeInterviewAgentStandIn) =>
  (event_type: string, data: object): void =>
    say(variant === 'v1' ? { type: 'message', session_id: 's', data: { event_type, ...data } } : { type: 'agent_event', event_type, data }); // prettier-ignore

describe('an AI interviewer whose interview is named', () => {
  it('is joined by its id, and not made anew', async () => {
    const standIn = await start({});
    const made = await fetch(`${standIn.url}/api/v1/interview/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ interview_type: 'technical', user_id: 'boss' }),
    });
    const { session_id: session } = (await made.json()) as { session_id: string };
    const room = await join(standIn, '', { session });
    const watcher = await join(standIn, '', { session, name: 'Bo', role: 'observer' });
    await begin(room);
    await until(() => title(room) === 'Pair With Sum' && title(watcher) === 'Pair With Sum');
    await until(() => watcher.state.stage.now === 'started');
    const elsewhere = await join(standIn, '', { session });
    await begin(elsewhere);
    await until(() => title(elsewhere) === 'Pair With Sum');
    assert.equal(standIn.agents(), 1);
    assert.equal(standIn.heard.filter(({ what }) => what.startsWith('POST /api/v1/interview')).length, 1);
  });

  it('is refused where it is not known, in plain words', async () => {
    const standIn = await start({});
    await assert.rejects(join(standIn, '', { session: 'nobody' }), {
      name: 'JoinRefusedError',
      reason: 'room-unknown',
    });
  });

  it('shows the title alone where there is no bank, and an editor', async () => {
    const standIn = await start({});
    const own = { url: `${standIn.url}?bank=http://127.0.0.1:9`, WebSocket: WebSocket as never, storage: 'memory' } as const; // prettier-ignore
    const room = await Room.join({
      backend: await openBackend('code-interview-agent', own),
      session: '',
      name: 'Ann',
    });
    cleanups.push(() => room.leave());
    await begin(room);
    await until(() => title(room) === 'Pair With Sum');
    assert.deepEqual(parseQuestion(room.state.content).question?.cases, []);
    await until(() => notices(room, 'question').length > 0);
  });

  it('knows its own code when it comes back, and merges what others wrote with what is typed', async () => {
    const standIn = await start({});
    const room = await join(standIn);
    await begin(room);
    await until(() => title(room) === 'Pair With Sum');
    const text = room.workspace.text('python/main.py');
    text.insert(0, 'one\ntwo\nthree\n');
    await until(() => frames(standIn, 'code_update').length > 0);
    const say = (code: string) => standIn.say({ type: 'code_update', data: { code, language: 'python', file_name: 'main.py' } }); // prettier-ignore
    say('one\ntwo\nthree\n');
    say('one\ntwo\nthree, says the interviewer\n');
    text.insert(0, 'zero\n');
    await until(() => text.toString() === 'zero\none\ntwo\nthree, says the interviewer\n');
    await until(() => JSON.stringify(frames(standIn, 'code_update').at(-1)).includes('zero'));
  });

  it('mixes no letters where both changed one place: the person keeps theirs, and may take the other', async () => {
    const standIn = await start({});
    const room = await join(standIn);
    await begin(room);
    await until(() => title(room) === 'Pair With Sum');
    const text = room.workspace.text('python/main.py');
    text.insert(0, 'one\ntwo\n');
    const codes = () => frames(standIn, 'code_update').map(({ data }) => (data as { code: string }).code);
    await until(() => codes().length > 0);
    const data = { code: 'one, they say\ntwo\n', language: 'python', file_name: 'main.py' };
    standIn.say({ type: 'code_update', data });
    room.workspace.doc.transact(() => {
      text.delete(0, 3);
      text.insert(0, 'first of all');
    });
    await until(() => notices(room, 'conflict').length > 0);
    assert.equal(text.toString(), 'first of all\ntwo\n');
    await until(() => codes().at(-1) === 'first of all\ntwo\n');
    notices(room, 'conflict').at(-1)?.action?.run();
    await until(() => codes().at(-1) === 'one, they say\ntwo\n');
    assert.equal(text.toString(), 'one, they say\ntwo\n');
  });
});
