import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Clock } from '@interview-room/core';
import { FAR, join, MAIN, STARTER, until, type Stage } from './interviewlm-stage.js';

const summary = { total: 4, passed: 3, failed: 1, errored: 0, skipped: 0, durationMs: 5 };
/** Has what is recorded so far sent. */
const flush = ({ room }: Stage) => room.append('tests.finished', { language: 'python', summary, tests: [] });
const recorded = ({ interview }: Stage, type: string) =>
  interview.events.filter((event) => event.type === type);

/** Whatever is to happen in so many milliseconds happens when the test says so. */
function holding(held: number): { clock: Clock; happen: () => void } {
  const works = new Set<() => void>();
  const after = (ms: number, work: () => void) => {
    const timer = ms === held ? void works.add(work) : setTimeout(work, ms);
    return () => (works.delete(work), clearTimeout(timer as NodeJS.Timeout | undefined));
  };
  const happen = () => {
    for (const work of Array.from(works)) (works.delete(work), work());
  };
  return { clock: { now: () => Date.now(), after }, happen };
}

describe('what is recorded of an interview', () => {
  it('has the file that was made here, once the backend has it', async () => {
    const stage = await join();
    stage.room.workspace.create('python/lib/new.py', 'x = 1\n');
    await until(() => stage.interview.files.has('/workspace/lib/new.py'));
    await stage.room.workspace.settled();
    await until(() => stage.room.connection.remote?.unsent === 0);
    await flush(stage);
    await until(() => recorded(stage, 'test_run').length > 0);
    assert.deepEqual(recorded(stage, 'file_created').map(({ data }) => data), [{ path: 'lib/new.py' }]); // prettier-ignore
  });

  it('has that nothing was typed for a minute, and that something is typed again', async () => {
    const { clock, happen } = holding(60_000);
    const stage = await join({ clock });
    happen();
    await flush(stage);
    await until(() => recorded(stage, 'idle_end').length > 0);
    const idle = () =>
      stage.interview.events.map(({ type }) => type).filter((type) => type.startsWith('idle'));
    assert.deepEqual(idle(), ['idle_start', 'idle_end'], 'a run of tests is a sign of life');
    happen();
    stage.type('x');
    await flush(stage);
    await until(() => idle().length === 4);
    assert.deepEqual(idle().slice(2), ['idle_start', 'idle_end']);
  });

  it('has the file as it is with its id, as a moment that counts where tests are run', async () => {
    const stage = await join();
    await flush(stage);
    await until(() => recorded(stage, 'code_snapshot').length > 0);
    const [{ timestamp, ...snapshot } = { timestamp: '' }] = recorded(stage, 'code_snapshot');
    const data = { fileName: 'solution.py', content: STARTER, language: 'python' };
    assert.deepEqual(snapshot, { type: 'code_snapshot', data, fileId: FAR, checkpoint: true });
    assert.ok(timestamp);
  });

  for (const status of [404, 400])
    it(`goes to the other path where the first does not take it: ${status}`, async () => {
      const refusing: typeof fetch = (input, init) =>
        String(input).endsWith('/events') && init?.method === 'POST'
          ? Promise.resolve(Response.json({ error: 'No such thing' }, { status }))
          : fetch(input, init);
      const stage = await join({ fetch: refusing });
      await flush(stage);
      await until(() => recorded(stage, 'test_run').length === 1);
      await flush(stage);
      await until(() => recorded(stage, 'test_run').length === 2);
      assert.equal(stage.count('POST /api/interview/one/events/batch'), 2);
      assert.equal(stage.notices.some(({ name }) => name === 'not_recorded'), false); // prettier-ignore
    });

  it('has a measure of each question that is begun and done', async () => {
    const stage = await join();
    await stage.room.offers.questions?.next();
    const metrics = () => stage.interview.metrics as { eventType: string; eventData: object }[];
    await until(() => metrics().length === 3);
    const [first, done, second] = metrics();
    assert.deepEqual(first, { eventType: 'question_started', eventData: { questionId: 'q-reverse' } });
    assert.equal(done?.eventType, 'question_completed');
    assert.deepEqual(done?.eventData, stage.interview.performances[0]);
    assert.deepEqual(second, { eventType: 'question_started', eventData: { questionId: 'q-alphabet' } });
  });
});

describe('an interview that is submitted', () => {
  it('is submitted with the note that was made of it', async () => {
    const stage = await join();
    await stage.room.append('stage.changed', { stage: 'submitted', note: 'The last test is slow.' });
    await until(() => stage.interview.submitted);
    assert.deepEqual(stage.interview.submitted, { finalCode: { [FAR]: STARTER }, notes: 'The last test is slow.' }); // prettier-ignore
  });

  it('is told to be submitted already where it was, and stays so', async () => {
    const stage = await join();
    stage.interview.submitted = { finalCode: {} };
    await stage.room.append('stage.changed', { stage: 'submitted' });
    await until(() => stage.notices.some(({ text }) => text === 'This was submitted already.'));
    assert.equal(stage.room.state.stage.now, 'submitted');
    assert.deepEqual(stage.interview.submitted, { finalCode: {} });
  });
});

describe('going on to the next question', () => {
  it('tells how the last one went by the tests that were run', async () => {
    const stage = await join();
    await flush(stage);
    await stage.room.offers.questions?.next();
    const [{ timeSpent, ...performance } = { timeSpent: 0 }] = stage.interview.performances as { timeSpent: number }[]; // prettier-ignore
    assert.deepEqual(performance, { questionId: 'q-reverse', score: 75, testsPassedRatio: 0.75 });
    assert.equal(Number.isInteger(timeSpent), true);
    await stage.room.offers.questions?.next();
    const [, second] = stage.interview.performances as { score: number }[];
    assert.equal(second?.score, 0, 'the runs before are those of another question');
  });

  it('goes on with the file where the question is the next step of the one before', async () => {
    const stage = await join();
    const [first, second] = stage.interview.questions;
    const starterFiles = [{ fileName: 'solution.py', content: '# the second step\n' }];
    Object.assign(stage.interview, { questions: [first, { ...second, starterFiles, incremental: true }] });
    await until(() => stage.main === STARTER);
    assert.equal(await stage.room.offers.questions?.next(), true);
    await until(() => stage.room.state.question?.id === 'q-alphabet');
    await stage.room.workspace.settled();
    assert.deepEqual(stage.room.workspace.files(), { [MAIN]: STARTER });
    stage.type('# goes on\n');
    await until(() => stage.interview.files.get(FAR) === `# goes on\n${STARTER}`);
    assert.deepEqual([...stage.interview.files.keys()], [FAR]);
  });
});
