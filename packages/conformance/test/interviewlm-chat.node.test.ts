import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { collect, type ChatEvent } from '@interview-room/assistant/streams';
import { chatManner, LONG, talkOf, WRITTEN } from '../src/stand-ins/interviewlm/chat.js';
import { hiddenOutputs } from '../src/stand-ins/interviewlm/index.js';
import { enter, FAR, open, until } from './interviewlm-stage.js';
import { ask, asked, chatOf, hostile, lastId, lastStep, random, said, talk } from './interviewlm-talk.js';

const bound = { timeout: 30_000 };
describe('the chat of interviewlm', () => {
  for (const variant of ['current', 'legacy', 'proposed', 'streamed'] as const)
    for (const [success, errors] of [
      ['bare', 'plain'],
      ['wrapped', 'wrapped'],
    ] as const)
      it(`answers, and the log keeps it (${variant}, ${success})`, bound, async () => {
        const stage = await talk({ variant, manner: { success, errors } });
        const { id, over, events } = ask(stage, 'héllo wörld');
        const answer = await over;
        assert.equal(answer.text, 'You said: héllo wörld.');
        assert.equal(events.at(-1)?.type, 'finish');
        assert.equal(said(stage, id), answer.text);
        assert.equal(lastStep(stage)?.finish, 'stop');
        const way = variant === 'legacy' ? /^GET .*\/chat\?/ : /^POST .*\/agent\/stream$/;
        assert.equal(asked(stage, way).length, 1);
        assert.deepEqual(chatOf(stage).levels?.length, variant === 'legacy' ? undefined : 3);
      });

  it('tells the file that is open as JSON text, and how much help is wanted', bound, async () => {
    const stage = await talk();
    await ask(stage, 'hello', { level: 'consultant' }).over;
    const [{ body } = {}] = asked(stage, /agent\/stream/) as { body?: Record<string, string> }[];
    assert.equal(body?.['helpfulnessLevel'], 'consultant');
    assert.deepEqual(JSON.parse(body?.['codeContext'] ?? ''), { fileName: 'solution.py', content: stage.main, language: 'python' }); // prettier-ignore
    assert.deepEqual(Object.keys(body ?? {}).sort(), ['codeContext', 'helpfulnessLevel', 'message']);
  });

  it('tells of a long file as much as an address has room for', bound, async () => {
    const stage = await talk({ variant: 'legacy' });
    stage.type(`# ${'ü"\n'.repeat(10_000)}`);
    assert.equal((await ask(stage, 'hello').over).text, 'You said: hello.');
    const [{ what } = { what: '' }] = asked(stage, /^GET .*\/chat\?/);
    assert.ok(what.length < 7_000 && what.includes('content='), String(what.length));
  });

  it('has a question of the model’s in its words where there is no way to answer it', bound, async () => {
    const stage = await talk({ variant: 'legacy' });
    const { text, error } = await ask(stage, 'which one?').over;
    assert.deepEqual([text, error], ['There are two ways. Which way shall it be?', undefined]);
    assert.equal(chatOf(stage).choices, undefined);
  });

  for (const [variant, manner] of [
    ['current', { agent: false }],
    ['legacy', { chat: false }],
  ] as const)
    it(`takes the other way where its own is not there (${variant})`, bound, async () => {
      const stage = await talk({ variant }, manner);
      for (const text of ['one', 'two'])
        assert.equal((await ask(stage, text).over).text, `You said: ${text}.`);
      assert.equal(asked(stage, variant === 'current' ? /agent\/stream/ : /^GET .*\/chat\?/).length, 1);
    });

  for (const tools of ['short', 'snake'] as const)
    it(`shows tools as steps, and what they wrote comes into the files (${tools})`, bound, async () => {
      const stage = await talk({}, { tools });
      const { over, events } = ask(stage, 'please write it');
      const { calls, text } = await over;
      assert.deepEqual(calls?.map(({ name }) => name), tools === 'short' ? ['Read', 'Write'] : ['read_file', 'write_file']); // prettier-ignore
      assert.ok(calls?.every(({ durationMs, output }) => durationMs !== undefined && output !== undefined));
      assert.equal(events.filter(({ type }) => type === 'step').length, 2);
      assert.match(text, /first\.\s+Now I write it\.\s+It prints/);
      await until(() => stage.main === WRITTEN);
      const steps = stage.room.state.assist.turns.at(-1)?.steps ?? [];
      assert.deepEqual(
        steps.map(({ finish }) => finish),
        ['tool-calls', 'tool-calls', 'stop'],
      );
      assert.equal(steps[1]?.calls[0]?.output, 'The file was written.');
    });

  it('never tells what hidden tests expect', bound, async () => {
    const stage = await talk();
    const { over, events } = ask(stage, 'run the tests');
    assert.equal((await over).text, 'No test passes yet.');
    const traces = JSON.stringify([events, await stage.room.export(), stage.notices]);
    assert.ok(traces.includes('run_tests') && traces.includes('hidden word'));
    for (const secret of hiddenOutputs) assert.ok(!traces.includes(secret), secret);
  });

  it('is stopped, and what came is kept', bound, async () => {
    const stage = await talk({}, { paceMs: 10 });
    const { id, stop, over } = ask(stage, 'a long one');
    await until(() => asked(stage, /agent/).length > 0);
    setTimeout(() => stop.abort(), 80);
    assert.equal((await over).status, 'stopped');
    await until(() => lastStep(stage)?.finish === 'stopped');
    assert.ok(LONG.startsWith(said(stage, id)));
  });

  it('says what went wrong, and keeps what came before', bound, async () => {
    const stage = await talk();
    const answer = await ask(stage, 'fail').over;
    assert.equal(answer.text, 'I begin, ');
    assert.equal(answer.error?.retryable, true);
    assert.equal(lastStep(stage)?.finish, 'error');
    const again = await ask(stage, 'works', { id: 'other' }).over;
    assert.equal(again.error, undefined);
  });

  it('waits as long as it is told to, and asks again by itself', bound, async () => {
    const stage = await talk({}, { limit: { times: 1, seconds: 1 } });
    assert.equal((await ask(stage, 'hello').over).text, 'You said: hello.');
    assert.equal(asked(stage, /agent\/stream/).length, 2);
  });
  it('does not wait for long, but says for how long', bound, async () => {
    const stage = await talk({}, { limit: { times: 9, seconds: 60 } });
    const { error } = await ask(stage, 'hello').over;
    assert.deepEqual([error?.code, error?.retryAfterMs, error?.retryable], ['rate-limited', 60_000, true]);
    assert.match(error?.message ?? '', /./);
    assert.equal(asked(stage, /agent\/stream/).length, 1);
  });
  it('survives pages of HTML in the place of an answer', bound, async () => {
    const stage = await talk();
    stage.standIn.world.faults.html = 2;
    for (const text of ['one', 'two', 'three'])
      assert.equal((await ask(stage, text).over).text, `You said: ${text}.`);
  });
});

describe('an answer of interviewlm that breaks', () => {
  for (const [variant, after] of [
    ['current', 1],
    ['current', 5],
    ['current', 20],
    ['legacy', 3],
  ] as const)
    it(`is gone on with after ${after} frames, and nothing is doubled (${variant})`, bound, async () => {
      const stage = await talk({ variant }, { cut: { after, times: 1 }, paceMs: 10 });
      const { id, over, events } = ask(stage, 'a long one');
      const answer = await over;
      assert.equal(answer.error, undefined);
      assert.equal(answer.text, LONG);
      assert.equal(said(stage, id), LONG);
      assert.equal(events.filter(({ type }) => type === 'finish').length, 1);
      assert.equal(asked(stage, /agent\/stream|\/chat\?/).length, 1, 'it is asked once');
    });

  it('is gone on with between the calls of its tools', bound, async () => {
    const stage = await talk({}, { cut: { after: 6, times: 1 } });
    const { id, over } = ask(stage, 'please write it');
    assert.match(
      (await over).text,
      /^I look at the file first\.\s*Now I write it\.\s*It prints the line \*\*backwards\*\* now\.$/,
    );
    assert.equal(said(stage, id).split('I look').length, 2);
    await until(() => stage.main === WRITTEN);
  });

  it('is whole where only its end is missing', bound, async () => {
    const stage = await talk({ faults: { missingComplete: true } });
    const answer = await ask(stage, 'hello').over;
    assert.deepEqual([answer.text, answer.error], ['You said: hello.', undefined]);
  });

  it('is given up where the backend keeps nothing, and can be asked for again', bound, async () => {
    const stage = await talk({}, { cut: { after: 4, times: 1 }, checkpoint: false, history: false });
    const { id, over } = ask(stage, 'a long one');
    const { error, text } = await over;
    assert.deepEqual([error?.code, error?.retryable], ['cut', true]);
    assert.ok(text.length > 0 && LONG.startsWith(text));
    assert.equal((await ask(stage, 'a long one', { id }).over).text, LONG);
    assert.equal(stage.room.state.assist.turns.length, 1);
  });

  it('is gone on with after a reload', bound, async () => {
    const stage = await talk({}, { paceMs: 5 });
    const { id, over, stop } = ask(stage, 'please write it, but it takes long');
    await over;
    stop.abort();
    // As a page finds it that was left in the middle: asked, and no answer in the log.
    const fresh = await enter(stage.standIn);
    await until(() => fresh.room.state.assist.turns.length === 1);
    await fresh.room.append('assist.asked', { turn: 'cut', text: 'please write it, but it takes long' });
    stage.interview.files.clear();
    talkOf(stage.interview).add(stage.interview, 'user', 'please write it, but it takes long');
    talkOf(stage.interview).add(stage.interview, 'assistant', 'It is written again.');
    const events = await chatOf(fresh).resume?.('cut', { signal: new AbortController().signal });
    assert.ok(events);
    const answer = await collect(events as AsyncIterable<ChatEvent>);
    assert.equal(answer.text, 'It is written again.');
    assert.equal(said(fresh, 'cut'), 'It is written again.');
    assert.ok(said(stage, id).length > 0);
  });
});

describe('the talk of interviewlm', () => {
  it('is there in another browser, and once', bound, async () => {
    const stage = await talk();
    for (const text of ['one', 'two', 'one']) await ask(stage, text).over;
    const other = await enter(stage.standIn);
    const texts = () => other.room.state.assist.turns.map(({ text, steps }) => [text, steps[0]?.text]);
    await until(() => texts().length === 3 && texts()[2]?.[1]);
    assert.deepEqual(
      texts(),
      ['one', 'two', 'one'].map((text) => [text, `You said: ${text}.`]),
    );
    await ask(stage, 'three').over;
    stage.standIn.cut();
    other.room.retry();
    await until(() => other.listening('code-stream'));
    assert.deepEqual(
      texts().slice(0, 3),
      ['one', 'two', 'one'].map((text) => [text, `You said: ${text}.`]),
    );
    assert.equal(stage.room.state.assist.turns.length, 4);
  });

  it('begins anew with the next question, at the backend too', bound, async () => {
    const stage = await talk();
    await ask(stage, 'one').over;
    assert.equal(await stage.room.offers.questions?.next(), true);
    await until(() => asked(stage, /chat\/reset/).length === 1);
    assert.deepEqual(asked(stage, /chat\/reset/)[0]?.body, { questionId: 'q-alphabet' });
    assert.equal(stage.room.state.assist.turns.length, 0);
  });

  it('is read by who interviews, and not asked in', bound, async () => {
    const stage = await talk();
    await ask(stage, 'one').over;
    const watching = await enter(stage.standIn, { role: 'interviewer' });
    await until(() => watching.room.state.assist.turns.length === 1);
    assert.equal(chatOf(watching).readonly, true);
    assert.equal((await ask(watching, 'two').over).error?.code, 'forbidden');
    assert.equal(asked(stage, /agent\/stream/).length, 1);
  });

  for (const [clarify, reply] of [
    ['waits', / You chose: With a slice\./],
    ['ends', /^So: With a slice\. You said/],
  ] as const)
    it(`asks back, and is answered by a choice (${clarify})`, bound, async () => {
      const stage = await talk({}, { clarify });
      const first = await ask(stage, 'which one?').over;
      assert.match(first.text, /^There are two ways\.\s+Which way shall it be\?$/);
      const { choices } = chatOf(stage);
      assert.deepEqual(choices, { turn: lastId(), question: 'Which way shall it be?', options: ['With a loop', 'With a slice'] }); // prettier-ignore
      const second = await ask(stage, 'With a slice').over;
      assert.deepEqual([second.error, chatOf(stage).choices], [undefined, undefined]);
      assert.match(second.text, reply);
      const body = { sessionId: 'session-one', questionId: 'clarify-1', selectedOption: 'With a slice' };
      assert.deepEqual(
        asked(stage, /chat\/answer/).map((each) => each.body),
        [body],
      );
    });

  it('asks back, and is answered once that gets through, or asked anew', bound, async () => {
    const stage = await talk();
    const first = ask(stage, 'which one?');
    await first.over;
    await ask(stage, 'which one?', { id: first.id }).over;
    assert.equal(asked(stage, /chat\/answer/).length, 0);
    stage.standIn.world.faults.html = 1;
    const failed = ask(stage, 'With a loop');
    assert.equal((await failed.over).error?.code, 'html');
    stage.standIn.world.faults.html = 0;
    assert.match((await ask(stage, 'With a loop', { id: failed.id }).over).text, /You chose: With a loop/);
    const bodies = asked(stage, /chat\/answer/).map(({ body }) => (body as { selectedOption: string }).selectedOption); // prettier-ignore
    assert.ok(bodies.length > 1 && bodies.every((each) => each === 'With a loop'));
  });

  it('asks back, and goes on though the connection was lost meanwhile', bound, async () => {
    const stage = await talk();
    await ask(stage, 'which one?').over;
    stage.standIn.cut();
    await until(() => stage.listening('code-stream'));
    const { text } = await ask(stage, 'With a slice').over;
    assert.equal(text.trim(), 'You chose: With a slice.');
  });

  it('asks back, and goes on behind a stream that broke', bound, async () => {
    const stage = await talk();
    const { over } = ask(stage, 'which one?');
    await until(() => talkOf(stage.interview).wanted.size === 1);
    stage.standIn.cut();
    const first = await over;
    if (!chatOf(stage).choices) return assert.equal(first.error?.code, 'cut');
    assert.equal(first.error, undefined);
    const second = await ask(stage, 'With a slice').over;
    assert.equal(second.text.trim(), 'You chose: With a slice.');
    assert.equal(asked(stage, /agent\/stream/).length, 1);
  });

  it('asks back, and is answered in other words; or not at all', bound, async () => {
    const stage = await talk();
    await ask(stage, 'which one?').over;
    assert.match((await ask(stage, 'With recursion').over).text, /You chose: With recursion/);
    const [{ body } = {}] = asked(stage, /chat\/answer/) as { body?: Record<string, string> }[];
    assert.deepEqual([body?.['customAnswer'], body?.['selectedOption']], ['With recursion', undefined]);
    await ask(stage, 'which one?').over;
    talkOf(stage.interview).wanted.clear();
    assert.equal((await ask(stage, 'Something else').over).text, 'You said: Something else.');
  });

  it('is told of those who are stuck quietly, and once', bound, async () => {
    const stage = await talk();
    await until(() => stage.listening('assistance'));
    const hint = {
      isStuck: true,
      level: 'mild',
      message: 'Look at the slice.',
      indicators: [],
      confidence: 0.9,
    };
    for (let n = 0; n < 5; n++) stage.interview.send('assistance', 'assistance', hint);
    stage.interview.send('assistance', 'assistance', { ...hint, isStuck: false });
    await until(() => stage.notices.some(({ name, level }) => name === 'assistance' && level === 'event'));
    const nudges = stage.notices.filter(({ level }) => level === 'nudge');
    assert.deepEqual(
      nudges.map(({ text }) => text),
      ['Look at the slice.'],
    );
  });

  it('is recorded', bound, async () => {
    const stage = await talk();
    await ask(stage, 'please write it').over;
    await stage.room.append('tests.finished', { language: 'python', summary: { total: 0, passed: 0, failed: 0, errored: 0, skipped: 0, durationMs: 1 }, tests: [] }); // prettier-ignore
    const actions = () =>
      stage.interview.events.filter(({ type }) => type === 'ai_interaction').map(({ data }) => data);
    await until(() => actions().length === 2);
    assert.deepEqual((actions() as { action: string }[]).map(({ action }) => action).sort(), [
      'answered',
      'asked',
    ]);
  });
});

describe('a hostile chat', () => {
  for (const variant of ['current', 'legacy', 'proposed', 'streamed'] as const)
    it(`may stream 10,000 frames of anything (${variant})`, { timeout: 60_000 }, async () => {
      const threw: unknown[] = [];
      const note = (error: unknown) => threw.push(error);
      process.on('unhandledRejection', note);
      const next = random(20_261_121);
      const body = Array.from({ length: 10_000 }, () => hostile(next)).join('');
      const hostileFetch: typeof fetch = (input, init) => {
        const isAnswer = /\/chat\?|agent\/stream/.test(String(input));
        if (!isAnswer) return fetch(input, init);
        return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      };
      const standIn = await open({ variant });
      Object.assign(chatManner(standIn.world), { checkpoint: false, history: false });
      const stage = await enter(standIn, { variant, fetch: hostileFetch });
      const { over, events } = ask(stage, 'anything');
      const answer = await over;
      process.off('unhandledRejection', note);
      assert.deepEqual(threw, []);
      assert.equal(events.filter(({ type }) => type === 'finish' || type === 'error').length, 1);
      assert.ok(answer.text.length < 1_100_000 && (answer.calls?.length ?? 0) <= 302);
      assert.ok(stage.notices.length > 100 && (stage.room.offers.notices?.recent.length ?? 0) <= 500);
      const kept = JSON.stringify(await stage.room.export()).length;
      assert.ok(kept < 4_000_000, String(kept));
      // It goes on.
      stage.type('# still here\n');
      await until(() => stage.interview.files.get(FAR)?.includes('still here'));
    });
});
