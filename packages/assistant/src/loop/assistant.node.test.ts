import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { collect, newAnswer, reduceMessage, type ChatEvent } from '../streams/index.js';
import { all, asks, called, practice, said, script } from '../testing/room.js';
import { modelMessages } from '../talk/model-turns.js';
import { messagesOf } from '../talk/turns.js';
import type { Toolbox } from '../tools/toolbox.js';

const never = new AbortController().signal;
const types = (events: readonly ChatEvent[]) => events.map(({ type }) => type);
const last = (events: readonly ChatEvent[]) => events.at(-1);

/** Says something, and then nothing any more, deaf to any signal. */
const stuck = (...events: ChatEvent[]) =>
  async function* () {
    yield* events;
    await new Promise(() => {});
  };

describe('an answer', () => {
  it('reads, proposes, tests and ends, all in one stream and all in the log', async () => {
    const { room, assistant, ran } = await practice('pair-programming');
    const { transport, asked } = script(
      called(['read_file', { path: 'main.py' }]),
      called(['edit_file', { path: 'main.py', old_string: 'a - b', new_string: 'a + b' }], ['run_tests', {}]),
      said('Done.'),
    );
    const events = await all(assistant(transport).transport(asks('Fix it'), { signal: never }));
    assert.deepEqual(types(events).filter((type) => !/tool-(start|delta|ready)/.test(type)), [
      'start', 'text', 'usage', 'tool-result', 'step', 'text', 'usage', 'tool-result', 'tool-result', 'step', 'start', 'text', 'usage', 'finish',
    ]); // prettier-ignore
    assert.deepEqual(
      events.findLast(({ type }) => type === 'usage'),
      { type: 'usage', inputTokens: 30, outputTokens: 15 },
    );
    const [turn] = room.state.assist.turns;
    assert.deepEqual(turn?.steps.map(({ calls, finish }) => [calls.length, finish]), [[1, 'tool-calls'], [2, 'tool-calls'], [0, 'stop']]); // prettier-ignore
    assert.match(turn?.steps[1]?.calls[1]?.output ?? '', /All 1 tests pass/);
    assert.equal(ran.length, 1);
    assert.deepEqual(room.state.proposals.map(({ path, turn, resolved }) => [path, turn, resolved]), [['python/main.py', 'turn-Fix it', undefined]]); // prettier-ignore
    assert.match(room.workspace.text('python/main.py').toString(), /a - b/);
    assert.equal(asked.length, 3);
    assert.deepEqual(asked[0]?.tools?.map(({ name }) => name).includes('bash'), false);
    assert.match(asked[0]?.system ?? '', /pair programmer[^]*Two sum/);
    assert.deepEqual(asked[2]?.messages.map(({ role, calls = [] }) => [role, calls.length]), [['user', 0], ['assistant', 1], ['assistant', 2]]); // prettier-ignore
    const shown = await collect((async function* () { yield* events; })(), newAnswer('a')); // prettier-ignore
    assert.deepEqual(messagesOf(room.state.assist.turns)[1]?.text, shown.text);
    await room.leave();
  });

  it('has the talk so far, about this question alone', async () => {
    const { room, assistant } = await practice('consultant');
    const { transport, asked } = script(said('One.'), said('Two.'), said('Three.'));
    const { transport: ask } = assistant(transport);
    await all(ask(asks('First'), { signal: never }));
    await all(ask(asks('Second'), { signal: never }));
    assert.deepEqual(
      asked[1]?.messages.map(({ text }) => text),
      ['First', 'One.', 'Second'],
    );
    await room.append('assist.whispered', { text: 'The trick is a HEAP.' });
    await room.append('room.opened', { question: { id: 'other', hash: 'h2' } });
    await all(ask(asks('Third'), { signal: never }));
    assert.deepEqual(
      asked[2]?.messages.map(({ text }) => text),
      ['Third'],
    );
    assert.ok(!asked[2]?.system?.includes('HEAP'), 'what was whispered about the one before');
    await room.leave();
  });

  it('ends where another question is opened: nothing that it was about to do is done there', async () => {
    const { room, assistant } = await practice('pair-programming');
    const { transport, asked } = script(
      called(['read_file', { path: 'main.py' }], ['write_file', { path: 'main.py', content: 'FIRST\n' }]),
      said('Done.'),
    );
    const events: ChatEvent[] = [];
    for await (const event of assistant(transport).transport(asks('Go'), { signal: never })) {
      events.push(event);
      if (event.type === 'tool-result')
        await room.append('room.opened', { question: { id: 'other', hash: 'h2' } });
    }
    assert.deepEqual(last(events), { type: 'finish', reason: 'stopped' });
    assert.deepEqual([room.state.proposals, room.state.assist.turns, asked.length], [[], [], 1]);
    await room.leave();
  });

  it('heeds the level at each step, and refuses what it does not allow', async () => {
    const { room, assistant } = await practice('full-copilot');
    const { transport, asked } = script(
      async function* () {
        await room.append('assist.level', { level: 'consultant' });
        yield* called(
          ['bash', { command: 'echo x > main.py' }],
          ['write_file', { path: 'main.py', content: '' }],
        );
      },
      async function* () {
        yield* called(['Read', { file_path: 'main.py' }]);
        await room.append('assist.level', { level: 'off' });
      },
    );
    const events = await all(assistant(transport).transport(asks('Go'), { signal: never }));
    const results = events.filter((event) => event.type === 'tool-result');
    assert.deepEqual(results.map(({ error = '' }) => /has no bash|has no write_file|is off/.exec(error)?.[0]), ['has no bash', 'has no write_file', 'is off']); // prettier-ignore
    assert.equal(asked[1]?.tools?.length, 4);
    const end = last(events);
    assert.ok(end?.type === 'error' && end.code === 'off');
    assert.equal(room.state.proposals.length, 0);
    await room.leave();
  });

  it('ends at the bounds of its level', async () => {
    const { room, assistant } = await practice('consultant');
    const endless = script(...Array.from({ length: 20 }, (_, at) => called(['glob', { pattern: `${at}` }])));
    const ending = last(await all(assistant(endless.transport).transport(asks('Go'), { signal: never })));
    assert.ok(ending?.type === 'error' && ending.code === 'budget' && /8 steps/.test(ending.message));
    assert.equal(endless.asked.length, 8);
    const long = script([
      { type: 'text', text: 'x'.repeat(30_000) },
      { type: 'text', text: 'never' },
      { type: 'finish', reason: 'stop' },
    ]);
    const events = await all(assistant(long.transport).transport(asks('Write'), { signal: never }));
    assert.deepEqual(last(events), { type: 'finish', reason: 'length' });
    assert.equal(room.state.assist.turns[1]?.steps[0]?.finish, 'length');
    assert.equal(long.asked[0]?.maxTokens, 6000);
    await room.leave();
  });

  it('is not asked for more than the level allows', async () => {
    const { room, assistant } = await practice('consultant');
    for (let at = 0; at < 100; at++) await room.append('assist.asked', { turn: `t${at}`, text: 'x' });
    const { transport, asked } = script(said('x'));
    const ending = last(await all(assistant(transport).transport(asks('Go'), { signal: never })));
    assert.ok(ending?.type === 'error' && ending.code === 'budget');
    assert.deepEqual([asked.length, room.state.assist.turns.length], [0, 100]);
    await room.leave();
  });

  it('makes no call a third time in a row', async () => {
    const { room, assistant, ran } = await practice('pair-programming');
    const again = called(['run_tests', {}]);
    const { transport } = script(again, again, again, said('I am stuck.'));
    const events = await all(assistant(transport).transport(asks('Go'), { signal: never }));
    const errors = events.flatMap((event) => (event.type === 'tool-result' ? [event.error] : []));
    assert.deepEqual(
      errors.map((error) => error?.slice(0, 40)),
      [undefined, undefined, 'You made this very call three times in a'],
    );
    assert.equal(ran.length, 2);
    assert.deepEqual(last(events), { type: 'finish', reason: 'stop' });
    await room.leave();
  });

  it('is not begun when help is off, over or paused', async () => {
    const { room, assistant } = await practice('consultant');
    const { transport, asked } = script();
    const { transport: ask } = assistant(transport);
    await room.append('assist.session', { state: 'paused' });
    assert.deepEqual(types(await all(ask(asks('A'), { signal: never }))), ['start', 'data', 'finish']);
    assert.equal(room.state.assist.turns.length, 1);
    await room.append('assist.session', { state: 'ended' });
    assert.deepEqual(types(await all(ask(asks('B'), { signal: never }))), ['start', 'error']);
    await room.append('assist.session', { state: 'active' });
    await room.append('assist.level', { level: 'off' });
    assert.deepEqual(types(await all(ask(asks('C'), { signal: never }))), ['start', 'error']);
    assert.deepEqual([asked.length, room.state.assist.turns.length], [0, 1]);
    await room.leave();
  });

  it('that fails is kept as far as it came, and asked anew', async () => {
    const { room, assistant } = await practice('consultant');
    const { transport, asked } = script(
      [
        { type: 'text', text: 'Half' },
        { type: 'error', code: 'overloaded', message: 'busy', retryable: true },
      ],
      () => {
        throw new Error('no such host');
      },
      said('Whole.'),
    );
    const { transport: ask } = assistant(transport);
    assert.deepEqual(types(await all(ask(asks('Go'), { signal: never }))), ['start', 'text', 'error']);
    assert.deepEqual(last(await all(ask(asks('Go'), { signal: never })))?.type, 'error');
    assert.deepEqual(last(await all(ask({ ...asks('Go'), trigger: 'regenerate' }, { signal: never }))), { type: 'finish', reason: 'stop' }); // prettier-ignore
    assert.deepEqual(
      asked[2]?.messages.map(({ text }) => text),
      ['Go'],
    );
    const [turn] = room.state.assist.turns;
    assert.deepEqual(turn?.steps.map(({ finish, text }) => [finish, text]), [['error', 'Half'], ['error', ''], ['stop', 'Whole.']]); // prettier-ignore
    await room.leave();
  });
});

describe('a stop', () => {
  it('ends a stream that does not heed it, and keeps what came', async () => {
    const { room, assistant } = await practice('consultant');
    const { transport } = script(
      stuck({ type: 'text', text: 'Half' }, { type: 'tool-start', call: 'c', name: 'glob' }),
    );
    const stop = new AbortController();
    const events: ChatEvent[] = [];
    for await (const event of assistant(transport).transport(asks('Go'), { signal: stop.signal })) {
      events.push(event);
      if (event.type === 'tool-start') stop.abort();
    }
    assert.deepEqual(last(events), { type: 'finish', reason: 'stopped' });
    const [turn] = room.state.assist.turns;
    assert.deepEqual(turn?.steps.map(({ text, finish, calls }) => [text, finish, calls.length]), [['Half', 'stopped', 0]]); // prettier-ignore
    assert.equal(messagesOf(room.state.assist.turns)[1]?.status, 'stopped');
    await room.leave();
  });

  it('between two steps asks the model no more', async () => {
    const { room, assistant } = await practice('pair-programming');
    const { transport, asked } = script(called(['read_file', { path: 'main.py' }]), said('Too late.'));
    const stop = new AbortController();
    const events: ChatEvent[] = [];
    for await (const event of assistant(transport).transport(asks('Go'), { signal: stop.signal })) {
      events.push(event);
      if (event.type === 'step') stop.abort();
    }
    assert.deepEqual(last(events), { type: 'finish', reason: 'stopped' });
    assert.equal(asked.length, 1);
    await room.leave();
  });

  it('ends a tool that does not heed it', async () => {
    const { room, assistant } = await practice('pair-programming');
    const { transport } = script(called(['run_tests', {}], ['glob', { pattern: '*' }]));
    let began = () => {};
    const isRunning = new Promise<void>((resolve) => (began = resolve));
    const tools: Toolbox = {
      read: () => undefined,
      call: () => {
        began();
        return new Promise(() => {});
      },
    };
    const own = assistant(transport, { tools });
    const going = all(own.transport(asks('Go'), { signal: never }));
    await isRunning;
    assert.equal(own.running, 'turn-Go');
    own.stop();
    const events = await going;
    assert.deepEqual(types(events).slice(-2), ['tool-result', 'finish']);
    assert.equal(own.running, undefined);
    assert.deepEqual([own.isOwn('turn-Go'), own.isOwn('turn-Other')], [true, false], 'it stays its own');
    const calls = room.state.assist.turns[0]?.steps[0]?.calls ?? [];
    assert.deepEqual(
      calls.map(({ error }) => error),
      ['It was stopped.', undefined],
    );
    await room.leave();
  });

  it('comes also when nobody listens any more', async () => {
    const { room, assistant } = await practice('consultant');
    const { transport } = script(stuck({ type: 'text', text: 'Half' }), said('Whole.'));
    const own = assistant(transport);
    for await (const event of own.transport(asks('Go'), { signal: never })) if (event.type === 'text') break;
    assert.equal(own.running, undefined);
    assert.equal(room.state.assist.turns[0]?.steps[0]?.text, 'Half');
    await room.leave();
  });

  it('is needed before something else is asked', async () => {
    const { room, assistant } = await practice('consultant');
    const { transport } = script(stuck({ type: 'text', text: 'Half' }));
    const own = assistant(transport);
    const first = own.transport(asks('One'), { signal: never })[Symbol.asyncIterator]();
    await first.next();
    assert.deepEqual(types(await all(own.transport(asks('Two'), { signal: never }))), ['error']);
    await first.return?.();
    assert.equal(room.state.assist.turns.length, 0);
    await room.leave();
  });
});

describe('after a reload', () => {
  it('an answer goes on where it was cut off', async () => {
    const { room, assistant, ran } = await practice('pair-programming');
    await room.append('assist.asked', { turn: 't', text: 'Fix it' });
    const calls = [
      { call: 'a', name: 'glob', input: { pattern: '*' } },
      { call: 'b', name: 'run_tests', input: {} },
    ];
    await room.append('assist.answered', { turn: 't', step: 0, text: 'So.', calls, finish: 'tool-calls' });
    await room.append('assist.acted', {
      turn: 't',
      call: 'a',
      name: 'glob',
      output: 'main.py',
      durationMs: 1,
    });
    const { transport, asked } = script(said('Done.'));
    const own = assistant(transport);
    assert.equal(own.unfinished()?.turn, 't');
    const events = await all(own.resume('t'));
    assert.deepEqual(types(events), ['start', 'tool-result', 'step', 'start', 'text', 'usage', 'finish']);
    const shown = events.reduce(reduceMessage, newAnswer('t/answer'));
    const kept = messagesOf(room.state.assist.turns).at(-1);
    assert.deepEqual([shown.text, shown.parts], [kept?.text, kept?.parts], 'what it said before is there');
    assert.equal(ran.length, 1);
    assert.deepEqual(asked[0]?.messages[1]?.calls?.map(({ output }) => /main\.py|0 of 1/.exec(String(output))?.[0]), ['main.py', '0 of 1']); // prettier-ignore
    assert.equal(own.unfinished(), undefined);
    await room.leave();
  });

  it('an answer that a page left goes on, and one that a person stopped does not', async () => {
    const { room, assistant } = await practice('consultant');
    await room.append('assist.asked', { turn: 't', text: 'Why?' });
    await room.append('assist.answered', { turn: 't', step: 0, text: 'Beca', calls: [], finish: 'stopped' });
    assert.equal(messagesOf(room.state.assist.turns)[1]?.text, 'Beca', 'what came is kept');
    const { transport } = script(said('Because.'));
    const own = assistant(transport);
    assert.equal(own.unfinished(), undefined);
    assert.equal(
      own.unfinished((turn) => turn === 'other'),
      undefined,
    );
    assert.equal(own.unfinished((turn) => turn === 't')?.turn, 't');
    const shown = (await all(own.resume('t'))).reduce(reduceMessage, newAnswer('t/answer'));
    const [, kept] = messagesOf(room.state.assist.turns);
    assert.deepEqual([shown.text, kept?.text, kept?.status], ['Because.', 'Because.', undefined]);
    await room.leave();
  });

  it('a question without an answer is asked again, and one that was answered is not', async () => {
    const { room, assistant } = await practice('consultant');
    await room.append('assist.asked', { turn: 't', text: 'Why?' });
    const { transport } = script(said('So.'), said('Anew.'));
    const own = assistant(transport);
    assert.equal(own.unfinished()?.turn, 't');
    await all(own.resume('t'));
    assert.equal(own.unfinished(), undefined);
    await all(own.transport({ ...asks('Why?', 't'), trigger: 'regenerate' }, { signal: never }));
    assert.deepEqual(room.state.assist.turns.map(({ text, steps }) => [text, steps.length]), [['Why?', 1], ['Why?', 1]]); // prettier-ignore
    const missing = last(await all(own.resume('nothing')));
    assert.equal(missing?.type, 'error');
    await room.leave();
  });

  it('calls that nobody made are told as such to the model', async () => {
    const { room } = await practice('consultant');
    await room.append('assist.asked', { turn: 't', text: 'Why?' });
    const calls = [{ call: 'a', name: 'glob', input: {} }];
    await room.append('assist.answered', { turn: 't', step: 0, text: '', calls, finish: 'tool-calls' });
    assert.match(modelMessages(room.state.assist.turns)[1]?.calls?.[0]?.error ?? '', /not run/);
    assert.equal(messagesOf(room.state.assist.turns)[1]?.calls?.[0]?.error, undefined);
    await room.leave();
  });
});
