import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { newId } from '@interview-room/core/protocol';
import {
  answered,
  ask,
  bodies,
  callsOf,
  closeAll,
  KEY,
  log,
  open,
  question,
  refused,
  results,
  started,
  textOf,
} from '../testing/assist.js';
import { Client } from '../testing/client.js';
import { type Say } from '../testing/provider.js';
import { SECRET } from '../testing/question.js';
import { until } from '../testing/until.js';
import { World } from '../testing/world.js';
import { HOW_TO_CONFIGURE, modelsFrom } from './providers.js';
import type { AssistOptions } from './options.js';

after(closeAll);

for (const wire of ['openai', 'responses', 'anthropic'] as const) {
  describe(`a turn over ${wire}`, () => {
    it('streams to who asked and to who watches, calls tools, and is kept in the log', async () => {
      const { world, provider } = await open(
        (number) =>
          number === 0
            ? { text: ['Let me ', 'look.'], calls: [{ name: 'read_file', input: { path: 'main.py' } }] }
            : { text: ['It does ', 'nothing yet.'] },
        { wire },
      );
      const room = await started(world);
      const watchers = await Promise.all(
        (['interviewer', 'observer'] as const).map((role) =>
          Client.join(world, room.id, { token: room.tokens[role] }),
        ),
      );
      const turn = newId();
      const first = await answered(await ask(world, room, question(turn, 'What does it do?')));
      assert.equal(textOf(first), 'Let me look.');
      const [call = ''] = callsOf(first);
      const second = await answered(
        await ask(
          world,
          room,
          results(turn, [{ call, name: 'read_file', output: 'def two_sum(a, t): pass' }]),
        ),
      );
      assert.equal(textOf(second), 'It does nothing yet.');
      const entries = await log(world, room, 'candidate');
      const kinds = entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('assist.a'));
      assert.deepEqual(kinds, ['assist.asked', 'assist.answered', 'assist.acted', 'assist.answered']);
      const [one, two] = bodies(entries, 'assist.answered');
      assert.deepEqual(
        [one?.['text'], one?.['finish'], two?.['text'], two?.['finish'], two?.['usage']],
        [
          'Let me look.',
          'tool-calls',
          'It does nothing yet.',
          'stop',
          { inputTokens: 100, outputTokens: 20 },
        ],
      );
      const by = (kind: string) => entries.find((entry) => entry.kind === kind)?.by ?? '';
      assert.match(by('assist.asked'), /^candidate-/);
      assert.equal(by('assist.answered'), 'assistant');
      for (const watcher of watchers) {
        const told = await watcher.until(() => {
          const deltas = watcher
            .of('cast')
            .filter(({ kind, by }) => kind === 'assist.delta' && by === 'assistant');
          const events = deltas.flatMap(
            ({ body }) => (body as { events: { type: string; text?: string }[] }).events,
          );
          const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
          return text === 'Let me look.It does nothing yet.' && text;
        });
        assert.ok(told);
        await watcher.leave();
      }
      const [begun, went] = provider.requests;
      const tools = begun?.body.tools?.map(({ name, function: inner }) => name ?? inner?.name).sort();
      assert.deepEqual(tools, [
        'edit_file',
        'glob',
        'grep',
        'list_files',
        'read_file',
        'run_tests',
        'write_file',
      ]);
      assert.equal(begun?.body.model, 'small');
      assert.ok(went?.text.includes('def two_sum(a, t): pass'), 'the result of the tool is told');
      assert.ok(begun?.text.includes('Find two numbers.'), 'the question is told');
      assert.ok(!provider.requests.some(({ text }) => text.includes(SECRET)), 'what is hidden is not');
    });
  });
}

describe('thoughts that a provider signs', () => {
  async function steps(reasoning: string) {
    const { world, provider } = await open(
      (number) => ({
        reasoning,
        signature: 'c2lnbmVk',
        text: [`Step ${number}.`],
        calls: number < 2 ? [{ name: 'read_file', input: { path: 'main.py' } }] : [],
      }),
      { wire: 'anthropic' },
    );
    const room = await started(world);
    const frames = [...(await answered(await ask(world, room, question('t1', 'Think.'))))];
    for (let step = 0; step < 2; step++) {
      const [call = ''] = callsOf(frames.slice(-20)).slice(-1);
      const outputs = [{ call, name: 'read_file', output: 'pass' }];
      frames.push(...(await answered(await ask(world, room, results('t1', outputs)))));
    }
    await answered(await ask(world, room, question('t2', 'And again.')));
    return { provider, frames, entries: await log(world, room) };
  }
  const blocksOf = (body: { messages?: { content: unknown }[] } | undefined) =>
    (body?.messages ?? []).flatMap(({ content }) => content as { type: string }[]);

  it('go back as they came with the results of the tools, and no later; nobody is shown the signature', async () => {
    const { provider, frames, entries } = await steps('I look first.');
    const signed = { type: 'thinking', thinking: 'I look first.', signature: 'c2lnbmVk' };
    const [, second, third, next] = provider.requests;
    assert.deepEqual(
      [second, third].map((request) => blocksOf(request?.body).map(({ type }) => type)),
      [
        ['text', 'thinking', 'text', 'tool_use', 'tool_result'],
        [
          'text',
          'thinking',
          'text',
          'tool_use',
          'tool_result',
          'thinking',
          'text',
          'tool_use',
          'tool_result',
        ],
      ],
    );
    assert.deepEqual(blocksOf(third?.body)[1], signed);
    assert.ok(!next?.text.includes('c2lnbmVk'), 'of a turn that is over nothing goes back');
    assert.ok(!JSON.stringify(frames).includes('c2lnbmVk'));
    const kept = bodies(entries, 'assist.answered').map((body) => body['kept']);
    const whole = [{ dialect: 'anthropic', block: signed }];
    assert.deepEqual(kept.slice(0, 3), [whole, whole, undefined]);
  });

  const dropped: [string, string][] = [
    ['with a secret in them', `The key is ${KEY}.`],
    ['that are too long', 'x'.repeat(100_001)],
  ];
  for (const [name, reasoning] of dropped)
    it(`are not kept ${name}`, async () => {
      const { provider, entries } = await steps(reasoning);
      assert.ok(bodies(entries, 'assist.answered').every((body) => !('kept' in body)));
      assert.ok(!blocksOf(provider.requests[1]?.body).some(({ type }) => type === 'thinking'));
    });
});

describe('a server without a model', () => {
  it('says so, with what would configure one, and answers nothing', async () => {
    const world = await World.open();
    const room = await started(world);
    const { status, code, message } = await refused(await ask(world, room, question(newId(), 'Hello?')));
    assert.deepEqual([status, code, message], [503, 'not-configured', HOW_TO_CONFIGURE]);
    const told = await world.fetch(`/api/rooms/${room.id}/chat`, { key: room.tokens.candidate });
    assert.deepEqual(await told.json(), { configured: false, models: [], message: HOW_TO_CONFIGURE });
    assert.deepEqual(bodies(await log(world, room), 'assist.asked'), []);
    await world.close();
  });

  it('tells a page of a room that was opened without a coach', async () => {
    const world = await World.open();
    for (const [assist, coach] of [
      [{ level: 'consultant', coach: 'off' }, 'off'],
      [{ level: 'consultant' }, undefined],
    ] as const) {
      const room = await world.room({ assist });
      const told = await world.fetch(`/api/rooms/${room.id}/chat`, { key: room.tokens.candidate });
      assert.equal(((await told.json()) as { coach?: string }).coach, coach);
    }
    await world.close();
  });

  it('has two lines of its own to be configured by', () => {
    assert.match(HOW_TO_CONFIGURE, /\nOPENAI_API_KEY=<key>\nOPENAI_MODEL=<model>\n/);
  });

  it('does not start with half a configuration', () => {
    assert.equal(modelsFrom({}), undefined);
    assert.deepEqual(
      Object.keys(modelsFrom({ OPENAI_BASE_URL: 'http://x/v1', OPENAI_MODEL: 'a, b' }) ?? {}),
      ['a', 'b'],
    );
    for (const env of [
      { OPENAI_API_KEY: 'k' },
      { OPENAI_MODEL: 'm' },
      { ANTHROPIC_MODEL: 'm' },
      { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_API: 'completions' },
    ])
      assert.throws(() => modelsFrom({ ...env }), TypeError);
  });
});

describe('an answer that does not come to its end', () => {
  it('is stopped at the provider when who asked goes away, and what came is kept', async () => {
    let go = () => {};
    const { world, provider } = await open(() => ({
      text: ['One ', 'two ', 'three'],
      pace: () =>
        provider.requests.length && sent++ >= 1
          ? new Promise<void>((resolve) => (go = resolve))
          : Promise.resolve(),
    }));
    let sent = 0;
    const room = await started(world);
    const control = new AbortController();
    const response = await world.fetch(`/api/rooms/${room.id}/chat`, {
      method: 'POST',
      key: room.tokens.candidate,
      body: JSON.stringify(question('t1', 'Count')),
      signal: control.signal,
    });
    const reader = response.body?.getReader();
    let seen = '';
    while (!seen.includes('One')) seen += new TextDecoder().decode((await reader?.read())?.value);
    control.abort();
    await until('the provider is left', () => provider.gone === 1);
    go();
    await until(
      'what came is kept',
      async () => bodies(await log(world, room), 'assist.answered').length === 1,
    );
    const [body] = bodies(await log(world, room), 'assist.answered');
    assert.deepEqual([body?.['finish'], body?.['text']], ['stopped', 'One ']);
  });

  it('has no rest to be asked for: who was cut off is told so, and it is no error', async () => {
    const { world } = await open(() => ({ text: ['There.'] }));
    const room = await started(world);
    const path = `/api/rooms/${room.id}/chat/talk/stream`;
    const { status } = await world.fetch(path, { key: room.tokens.candidate });
    assert.equal(status, 204);
    assert.equal((await world.fetch(path, { key: 'none' })).status, 401);
  });

  type Failed = { code: string; retryable: boolean; retryAfterMs?: number };
  // What a provider says itself is shown as a quotation if at all, and only where that helps.
  const failures: [name: string, say: Say, failed: Failed, words: string, requests: number][] = [
    [
      'a refused key',
      { status: 401 },
      { code: 'unauthorized', retryable: false },
      'The server does not accept the key or token. Check it, or sign in again.',
      1,
    ],
    [
      'too many requests',
      { status: 429, headers: { 'Retry-After': '7' } },
      { code: 'rate-limited', retryable: true, retryAfterMs: 7000 },
      'There were too many requests. Wait a moment (7 s), then try again.',
      1,
    ],
    [
      'a broken provider',
      { status: 500 },
      { code: 'model', retryable: true },
      'The model failed to answer. Try again. The server says: “Scripted failure.”',
      3,
    ],
    [
      'a stream that is cut',
      { text: ['Half an ans'], cut: true },
      { code: 'cut', retryable: true },
      'The connection was cut before the answer was whole. Try again.',
      1,
    ],
  ];
  for (const [name, say, failed, words, requests] of failures) {
    it(`${name}: is told in plain words, kept, and may be asked again`, async () => {
      let failing = true;
      const { world, provider } = await open(() => (failing ? say : { text: ['There.'] }));
      const room = await started(world, 'consultant');
      const frames = await answered(await ask(world, room, question('t1', 'Hello?')));
      const told = frames.slice(-2).map(({ type, data, errorText }) => [type, data ?? errorText]);
      assert.deepEqual(told, [
        ['data-ir-failure', failed],
        ['error', words],
      ]);
      assert.equal(provider.requests.length, requests);
      const [body] = bodies(await log(world, room), 'assist.answered');
      assert.deepEqual([body?.['finish'], body?.['error']], ['error', { code: failed.code, message: words }]);
      assert.equal(body?.['text'], say.text?.join('') ?? '');
      failing = false;
      const again = await answered(
        await ask(world, room, { ...question('t1', 'Hello?'), trigger: 'regenerate-message' }),
      );
      assert.equal(textOf(again), 'There.');
      assert.equal(bodies(await log(world, room), 'assist.asked').length, 1, 'it is asked once');
      assert.ok(!JSON.stringify([frames, await log(world, room)]).includes(KEY), 'the key stays at home');
    });
  }
});

describe('the dial', () => {
  it('takes effect at the next step, and what is whispered reaches the model alone', async () => {
    const { world, provider } = await open((number) =>
      number === 0
        ? { calls: [{ name: 'read_file', input: { path: 'main.py' } }] }
        : { text: ['Think of a map.'] },
    );
    const room = await started(world, 'full-copilot');
    const interviewer = await Client.join(world, room.id, { token: room.tokens.interviewer });
    const turn = newId();
    const [call = ''] = callsOf(await answered(await ask(world, room, question(turn, 'Solve it'))));
    const said = `${SECRET} whisper`;
    for (const [kind, body] of [
      ['assist.level', { level: 'consultant' }],
      ['assist.model', { model: 'large' }],
      ['assist.whispered', { text: said }],
    ] as const)
      assert.equal(typeof (await interviewer.append(kind, body)), 'number');
    await answered(await ask(world, room, results(turn, [{ call, name: 'read_file', output: 'pass' }])));
    const names = provider.requests.map(({ body }) => body.tools?.length);
    assert.deepEqual(names, [9, 4]);
    assert.deepEqual(
      provider.requests.map(({ body }) => body.model),
      ['small', 'large'],
    );
    assert.ok(provider.requests[1]?.text.includes(said));
    assert.ok(!JSON.stringify(await log(world, room, 'candidate')).includes(SECRET));
    await interviewer.leave();
  });

  it('an interviewer takes over: what is asked is kept, and answered by hand', async () => {
    const { world, provider } = await open(() => ({ text: ['No.'] }));
    const room = await started(world, 'consultant');
    const interviewer = await Client.join(world, room.id, { token: room.tokens.interviewer });
    await interviewer.append('assist.session', { state: 'paused' });
    const frames = await answered(await ask(world, room, question('t1', 'Is a loop fine?')));
    assert.equal(textOf(frames), '');
    assert.ok(frames.some(({ type }) => type === 'data-paused'));
    assert.equal(typeof (await interviewer.append('assist.replied', { turn: 't1', text: 'Yes.' })), 'number');
    assert.equal(provider.requests.length, 0);
    await interviewer.append('assist.session', { state: 'active' });
    await answered(await ask(world, room, question('t2', 'And two?')));
    assert.ok(provider.requests[0]?.text.includes('Yes.'), 'the model knows what was said in its place');
    await interviewer.append('assist.session', { state: 'ended' });
    assert.equal((await refused(await ask(world, room, question('t3', 'And three?')))).code, 'off');
    await interviewer.leave();
  });

  it('budgets hold: by minute, by tokens, by cost', async () => {
    const cases: [Partial<AssistOptions>, string, number][] = [
      [{ asksPerMinute: 2 }, 'rate-limited', 2],
      [{ roomAsksPerMinute: 2 }, 'rate-limited', 2],
      [{ roomTokens: 200 }, 'budget', 2],
      [{ personTokens: 100 }, 'budget', 1],
      [{ price: { input: 1000, output: 1000 }, roomCost: 0.3 }, 'budget', 3],
      [{ price: { input: 1000, output: 1000 }, personCost: 0.2 }, 'budget', 2],
    ];
    for (const [options, code, good] of cases) {
      const { world } = await open(() => ({ text: ['Yes.'] }), options);
      const room = await started(world, 'consultant');
      for (let number = 0; number < good; number++)
        await answered(await ask(world, room, question(`t${number}`, 'Good?')));
      const response = await ask(world, room, question('last', 'Good?'));
      assert.equal(response.headers.get('retry-after'), code === 'rate-limited' ? '30' : null);
      const answer = await refused(response);
      assert.deepEqual([answer.status, answer.code], [429, code], JSON.stringify(options));
    }
  });
});
