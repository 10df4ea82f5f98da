import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { systemClock, type Clock } from '@interview-room/core';
import { FAR, enter, join, MAIN, STARTER, until } from './interviewlm-stage.js';

for (const variant of ['current', 'legacy', 'proposed', 'streamed']) {
  describe(`interviewlm, ${variant}`, () => {
    it('begins an interview: the question, its files, its time', async () => {
      const { room, standIn } = await join({ variant });
      const question = room.state.content as { title: string; languages: object };
      assert.equal(question.title, 'Reverse a line');
      assert.deepEqual(Object.keys(question.languages), ['python']);
      assert.deepEqual(room.workspace.files(), { [MAIN]: STARTER });
      assert.equal(room.state.stage.now, 'started');
      assert.equal(Math.round(room.state.timer.totalMs / 10_000), 360);
      assert.deepEqual(room.offers.questions?.now, { index: 1, total: 3 });
      assert.equal(standIn.world.interview('one').initialised, 1);
    });

    it('saves what is typed once it rests, and takes in what changes on the other side', async () => {
      const stage = await join({ variant });
      for (const letter of '# mine\n') stage.type(letter, '# mine\n'.indexOf(letter));
      await until(() => stage.interview.files.get(FAR) === stage.main && stage.main !== STARTER);
      await until(() => stage.room.connection.remote?.unsent === 0);
      const writes = stage.standIn.heard.filter(({ what }) => /^(PUT|POST) .*\/files/.test(what));
      assert.ok(writes.length <= 2, `${writes.length} writes`);
      stage.far(FAR, `${stage.main}# theirs\n`);
      stage.far('/workspace/lib/more.py', 'x = 1\n');
      await until(() => stage.main.endsWith('# theirs\n'));
      await until(() => stage.room.workspace.files()['python/lib/more.py'] === 'x = 1\n');
    });

    it('merges what changes on the other side while ours is unsaved', async () => {
      const stage = await join({ variant });
      stage.type('# mine\n');
      stage.far(FAR, `${STARTER}# theirs\n`);
      await until(() => stage.interview.files.get(FAR) === `# mine\n${STARTER}# theirs\n`);
      assert.equal(stage.main, `# mine\n${STARTER}# theirs\n`);
    });

    it('goes on to the next question, with its files, and tells how the last one went', async () => {
      const stage = await join({ variant });
      assert.equal(await stage.room.offers.questions?.next(), true);
      await until(() => stage.room.state.question?.id === 'q-alphabet');
      assert.equal(stage.room.workspace.files()['python/alphabet.py'], 'count = int(input())\n');
      assert.equal(stage.main, STARTER, 'the answer before is as it was');
      const [{ timeSpent, ...performance } = { timeSpent: undefined }] = stage.interview.performances as { timeSpent: number }[]; // prettier-ignore
      assert.deepEqual(performance, { questionId: 'q-reverse', score: 0, testsPassedRatio: 0 });
      assert.equal(typeof timeSpent, 'number');
      assert.equal(await stage.room.offers.questions?.next(), true);
      await until(() => stage.room.workspace.has('javascript/hello.js'));
      assert.equal(await stage.room.offers.questions?.next(), false);
    });

    it('passes over no question that the backend went on to and that did not come through', async () => {
      const stage = await join({ variant });
      stage.interview.index = 1;
      assert.equal(await stage.room.offers.questions?.next(), true);
      await until(() => stage.room.state.question?.id === 'q-alphabet');
      assert.deepEqual([stage.interview.index, stage.interview.performances.length], [1, 0]);
    });

    it('leaves the answer before where it is, among more files than are read at once', async () => {
      const stage = await join({ variant });
      const answer = `# my answer\n${STARTER}`;
      stage.type('# my answer\n');
      for (const name of ['a', 'b', 'c', 'd']) stage.far(`/workspace/${name}.py`, `${name} = 1\n`);
      await stage.room.workspace.settled();
      assert.equal(await stage.room.offers.questions?.next(), true);
      await until(() => stage.room.state.question?.id === 'q-alphabet');
      assert.equal(stage.main, answer);
      const { languages } = stage.room.state.content as { languages: { python: { entry: string } } };
      assert.equal(languages.python.entry, 'alphabet.py');
      await stage.room.append('stage.changed', { stage: 'submitted' });
      await until(() => stage.interview.submitted);
      const { finalCode } = stage.interview.submitted as { finalCode: Record<string, string> };
      assert.equal(finalCode[FAR], answer);
      assert.deepEqual(
        Object.keys(finalCode).filter((path) => path.includes('q-reverse')),
        [],
      );
    });

    for (const who of ['the backend', 'the room'])
      it(`keeps the answer beside the file that ${who} gives the next question`, async () => {
        const stage = await join({ variant });
        const [first, second] = stage.interview.questions;
        const content = 'count = int(input())\n';
        const questions = [first, { ...second, starterFiles: [{ fileName: 'solution.py', content }] }];
        const lays = who === 'the backend' ? {} : { layOut: () => undefined };
        Object.assign(stage.interview, { questions, ...lays });
        stage.type('# my answer\n');
        await stage.room.workspace.settled();
        assert.equal(await stage.room.offers.questions?.next(), true);
        const answer = `# my answer\n${STARTER}`;
        await until(() => stage.interview.files.get('/workspace/solution.q-reverse.py') === answer);
        await until(() => stage.interview.files.get(FAR) === content);
        assert.deepEqual(stage.room.workspace.files(), { [MAIN]: content, 'python/solution.q-reverse.py': answer }); // prettier-ignore
        assert.ok(stage.notices.some(({ text }) => text.endsWith('is kept in solution.q-reverse.py.')));
      });

    it('submits all files, saved before', async () => {
      const stage = await join({ variant });
      stage.type('# last\n');
      await stage.room.append('stage.changed', { stage: 'submitted' });
      await until(() => stage.interview.submitted);
      assert.deepEqual(stage.interview.submitted, { finalCode: { [FAR]: `# last\n${STARTER}` } });
      assert.equal(stage.interview.files.get(FAR), `# last\n${STARTER}`);
    });
  });
}

describe('an interview that is interrupted', () => {
  it('goes on after a cut cable: what was typed meanwhile is saved, what changed is here, and nothing begins anew', async () => {
    const stage = await join();
    const refuse = stage.standIn.faults;
    refuse.html = 1;
    stage.standIn.cut();
    await until(() => stage.room.connection.status === 'offline');
    stage.type('# typed offline\n');
    stage.interview.files.set(FAR, `${STARTER}# theirs\n`);
    await until(() => stage.room.connection.remote?.unsent === 1);
    refuse.html = 0;
    stage.room.retry();
    await until(() => stage.interview.files.get(FAR) === `# typed offline\n${STARTER}# theirs\n`);
    assert.equal(stage.main, stage.interview.files.get(FAR));
    assert.equal(stage.interview.initialised, 1);
    await until(() => stage.room.connection.remote?.unsent === 0);
  });

  it('opens a stream that the backend ended, without a word, and looks at what was missed', async () => {
    const stage = await join();
    for (const listener of stage.interview.listeners) listener.close();
    stage.interview.files.set(FAR, '# written while nobody listened\n');
    await until(() => stage.main === '# written while nobody listened\n');
    assert.equal(stage.room.connection.status, 'open');
    await until(() => stage.listening('file-updates') && stage.listening('code-stream'));
  });

  // Of the file alone it is said in the same words that it is not there.
  for (const way of ['a cut cable', 'a look at a file'])
    it(`is begun anew where the backend forgot it, and what was typed is what counts: found by ${way}`, async () => {
      const stage = await join();
      stage.type('# mine\n');
      await until(() => stage.interview.files.get(FAR) === stage.main);
      const before = stage.interview;
      stage.standIn.world.interviews.clear();
      if (way === 'a cut cable') for (const listener of before.listeners) listener.close();
      else before.send('file-updates', 'file-change', { type: 'update', path: FAR });
      await until(
        () => stage.interview.initialised === 1 && stage.interview.files.get(FAR) === `# mine\n${STARTER}`,
      );
      assert.notEqual(stage.interview, before);
      assert.equal(stage.main, `# mine\n${STARTER}`);
    });

  for (const faults of [
    { delayMs: 40 },
    { drop: 3 },
    { html: 4 },
    { delayMs: 10, drop: 4, html: 5 },
    { echo: false },
    { missingComplete: true },
  ]) {
    it(`comes through with faults: ${JSON.stringify(faults)}`, async () => {
      const stage = await join({ faults });
      for (let n = 0; n < 20; n++) stage.type(`# ${n}\n`);
      await until(() => stage.interview.files.get(FAR) === stage.main && stage.main.length > 80);
      stage.far(FAR, `${stage.main}# theirs\n`);
      await until(() => stage.main.endsWith('# theirs\n'));
      await stage.room.append('stage.changed', { stage: 'submitted' });
      await until(() => stage.interview.submitted);
      assert.deepEqual(stage.interview.submitted, { finalCode: { [FAR]: stage.main } });
    });
  }
});

describe('going on, where the backend fails now and then', () => {
  for (const variant of ['current', 'proposed'])
    for (const html of [3, 4, 5])
      it(`passes over no question and loses no answer: ${variant}, one of ${html} requests`, async () => {
        const stage = await join({ variant });
        stage.type('# my answer\n');
        for (const name of ['a', 'b', 'c', 'd']) stage.far(`/workspace/${name}.py`, `${name} = 1\n`);
        await stage.room.workspace.settled();
        stage.standIn.faults.html = html;
        const next = () => stage.room.offers.questions?.next().catch(() => undefined);
        for (let tries = 0; tries < 5 && !(await next()); tries++);
        stage.standIn.faults.html = 0;
        await until(() => stage.room.state.question?.id === 'q-alphabet');
        assert.deepEqual([stage.interview.index, stage.interview.performances.length], [1, 1]);
        const kept = Object.values(stage.room.workspace.files());
        assert.ok(kept.includes(`# my answer\n${STARTER}`));
      });
});

describe('going on, while the connection comes back', () => {
  it('is not taken back to the question before by what the backend said earlier', async () => {
    let [holds, release, held] = [false, () => {}, 0];
    const slow: typeof fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (!holds || !String(input).endsWith('/questions') || init?.method === 'POST') return reply;
      [holds, held] = [false, held + 1];
      await new Promise<void>((resolve) => (release = resolve));
      return reply;
    };
    const stage = await join({ fetch: slow });
    stage.standIn.faults.html = 1;
    stage.standIn.cut();
    await until(() => stage.room.connection.status === 'offline');
    [stage.standIn.faults.html, holds] = [0, true];
    stage.room.retry();
    await until(() => held === 1, 'asked again');
    await stage.room.offers.questions?.next().catch(() => undefined);
    release();
    await until(() => stage.room.state.question?.id === 'q-alphabet');
    await until(() => stage.room.connection.status === 'open');
    assert.equal(stage.room.state.question?.id, 'q-alphabet');
    assert.deepEqual(stage.room.offers.questions?.now, { index: 2, total: 3 });
    assert.equal(stage.interview.index, 1);
  });

  it('passes over no question that the connection brought while it waited to ask again', async () => {
    let [lost, waits, brought] = [false, false, () => {}];
    const losing: typeof fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (lost || !String(input).endsWith('/questions') || init?.method !== 'POST') return reply;
      lost = true;
      return new Response('<!doctype html><h1>502</h1>', { status: 502 });
    };
    /** It is asked again once the connection has brought the question. */
    const clock: Clock = {
      ...systemClock,
      after: (ms, work) => {
        if (!lost || waits || ms !== 300) return systemClock.after(ms, work);
        [waits, brought] = [true, work];
        return () => {};
      },
    };
    const stage = await join({ fetch: losing, clock });
    const going = stage.room.offers.questions?.next();
    await until(() => waits, 'waits to ask again');
    stage.standIn.faults.html = 1;
    stage.standIn.cut();
    await until(() => stage.room.connection.status === 'offline');
    stage.standIn.faults.html = 0;
    stage.room.retry();
    await until(() => stage.room.state.question?.id === 'q-alphabet', 'brought by the connection');
    brought();
    assert.equal(await going, true);
    assert.equal(stage.room.state.question?.id, 'q-alphabet');
    assert.equal(stage.interview.index, 1);
  });
});

describe('what is recorded', () => {
  it('leaves in batches, at once when tests were run, and with the page', async () => {
    const stage = await join();
    const types = () => stage.interview.events.map(({ type }) => type);
    stage.type('# a\n');
    await until(() => stage.room.connection.remote?.unsent === 0);
    assert.deepEqual(types(), []);
    const summary = { total: 2, passed: 1, failed: 1, errored: 0, skipped: 0, durationMs: 5 };
    await stage.room.append('tests.finished', { language: 'python', summary, tests: [] });
    await until(() => types().includes('test_run'));
    assert.equal(types().filter((type) => type === 'code_snapshot').length, 1);
    const { data } = stage.interview.events.find(({ type }) => type === 'test_run') ?? {};
    assert.deepEqual(data, { language: 'python', passed: 1, failed: 1, total: 2 });
    stage.room.cast('presence', { path: MAIN, focus: false });
    await stage.room.leave();
    await until(() => types().includes('focus_change'));
    assert.ok(stage.interview.events.every((event) => typeof event['timestamp'] === 'string'));
    assert.equal(stage.count('POST /api/interview/one/events'), 2);
  });

  it('is not tried again and again once the room is left: nothing is awaited any more', async () => {
    const awaited = new Set<NodeJS.Timeout>();
    const after = (ms: number, work: () => void) => {
      const timer = setTimeout(() => (awaited.delete(timer), work()), ms);
      awaited.add(timer);
      return () => (awaited.delete(timer), clearTimeout(timer));
    };
    const stage = await join({ clock: { now: () => Date.now(), after } });
    stage.type('# mine\n');
    const summary = { total: 1, passed: 1, failed: 0, errored: 0, skipped: 0, durationMs: 5 };
    await stage.room.append('tests.finished', { language: 'python', summary, tests: [] });
    await until(() => stage.interview.events.length > 0);
    stage.standIn.faults.html = 1;
    await stage.room.append('tests.finished', { language: 'python', summary, tests: [] });
    await stage.room.leave();
    stage.type('# after all\n');
    await until(() => awaited.size === 0);
  });

  it('counts what was typed, and what was pasted apart', async () => {
    const held: (() => void)[] = [];
    // What is to happen in 5 s happens when the test says so.
    const after = (ms: number, work: () => void) => {
      if (ms === 5_000) held.push(work);
      const timer = ms === 5_000 ? undefined : setTimeout(work, ms);
      return () => clearTimeout(timer);
    };
    const stage = await join({ clock: { now: () => Date.now(), after } });
    stage.type('abc');
    stage.room.workspace.write('paste', () => stage.type('0123456789'));
    await until(() => stage.interview.files.get(FAR) === stage.main && held.length > 1);
    while (held.length > 0) held.shift()?.();
    await until(() => stage.interview.events.length > 0);
    while (held.length > 0) held.shift()?.();
    await until(() => stage.interview.events.some(({ type }) => type === 'keystroke'));
    const of = (type: string) => stage.interview.events.find((event) => event.type === type)?.data;
    assert.deepEqual(of('keystroke'), { count: 3, fileName: 'solution.py' });
    assert.deepEqual(of('paste'), { length: 10, fileName: 'solution.py' });
  });

  it('records how much was copied, of a candidate alone', async () => {
    const stage = await join();
    const watching = await enter(stage.standIn, { role: 'interviewer' });
    watching.room.offers.records?.copied(3, MAIN);
    await watching.room.leave();
    stage.room.offers.records?.copied(7, MAIN);
    await stage.room.leave();
    const copies = () => stage.interview.events.filter(({ type }) => type === 'copy');
    await until(() => copies().length > 0);
    assert.deepEqual(copies().map(({ data }) => data), [{ length: 7, fileName: 'solution.py' }]); // prettier-ignore
  });
});
