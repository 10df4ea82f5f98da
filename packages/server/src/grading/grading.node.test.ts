import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { BodyOf, Entry } from '@interview-room/core/protocol';
import type { Question } from '@interview-room/core/question';
import { createNodeRunner, type Runner } from '@interview-room/runtimes/node';
import { Rooms } from '../hub/rooms.js';
import { MemoryLogEngine } from '../log/memory.js';
import { addition, draft, filesUpdate, opening } from '../testing/interview.js';
import { until } from '../testing/until.js';
import { Grading, type Graded, type GradingOptions } from './grading.js';

const right = {
  python: { 'python/add.py': 'from fixed import FACTOR\ndef add(a, b):\n    return (a + b) * FACTOR\n' },
  javascript: { 'javascript/add.js': 'export const add = (a, b) => a + b;\n' },
};

describe('grading', () => {
  let runner: Runner;
  before(() => (runner = createNodeRunner({ concurrency: 2 })));
  after(() => runner.dispose());
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  /** A backend with a room in which something was submitted. */
  function open(options: Partial<GradingOptions> = {}) {
    const engine = new MemoryLogEngine();
    const context = {
      engine,
      snapshotEvery: 1000,
      bufferBytes: 1,
      roomEntries: 1000,
      onEntry() {},
      onAppend() {},
      onError() {},
    };
    const rooms = new Rooms(context, 1000);
    const graded: Graded[] = [];
    const errors: unknown[] = [];
    const grading = new Grading({
      engine,
      rooms,
      openRunner: () => shared(runner),
      concurrency: 2,
      graded: async (each) => void graded.push(each),
      onError: (error) => errors.push(error),
      retryMs: 5,
      pollMs: 50,
      ...options,
    });
    ends.push(async () => (await grading.close(), await rooms.close()));
    grading.start();
    const log = async (room: string, kind: string) =>
      (await engine.read(room, 0)).map(({ entry }) => entry).filter((entry) => entry.kind === kind);
    const judged = async (room: string) =>
      (await log(room, 'tests.judged')) as Entry<string, BodyOf<'tests.judged'>>[];
    const submit = async (
      room: string,
      files: Record<string, string>,
      language = 'python',
      question: Question = addition,
    ) => {
      await engine.append(room, [
        ...opening(question),
        draft('stage.changed', { stage: 'started' }),
        draft('language.changed', { language }),
        draft('doc.update', filesUpdate(files)),
        draft('stage.changed', { stage: 'submitted' }),
      ]);
      await grading.submit(room, 1);
    };
    return { engine, rooms, grading, graded, errors, log, judged, submit };
  }

  for (const language of ['python', 'javascript'] as const)
    it(`judges what was submitted in ${language}, hidden tests too`, async () => {
      const { submit, judged, log, graded } = open();
      await submit('r', right[language], language);
      await until('it is judged', () => graded.length === 1);
      const [verdict] = await judged('r');
      const hidden = verdict?.body.tests.filter((test) => test.hidden).map(({ name }) => name);
      assert.equal(verdict?.audience, 'interviewers');
      assert.equal(verdict.body.error, undefined);
      assert.deepEqual(new Set(verdict.body.tests.map(({ status }) => status)), new Set(['passed']));
      assert.equal(verdict.body.summary.passed, language === 'python' ? 4 : 3);
      assert.equal(hidden?.length, 2);
      assert.ok(hidden?.includes('secret-case-name'), hidden?.join());
      const [told] = await log('r', 'tests.graded');
      assert.deepEqual(told?.body, { language, summary: verdict.body.summary });
      assert.equal(told?.audience, undefined);
      assert.deepEqual(graded[0], {
        room: 'r',
        change: 1,
        language,
        summary: verdict.body.summary,
        error: undefined,
      });
    });

  it('takes the question’s files for those that are fixed, whatever was submitted', async () => {
    const { submit, judged, graded } = open();
    const forged = {
      'python/fixed.py': 'FACTOR = 0\n',
      'python/test_hidden.py':
        'import unittest\nclass SecretSuite(unittest.TestCase):\n    def test_secret_sum(self): pass\n',
      'python/add.py': 'from fixed import FACTOR\ndef add(a, b):\n    return 1 if a == 1 else FACTOR\n',
    };
    await submit('r', forged);
    await until('it is judged', () => graded.length === 1);
    const [verdict] = await judged('r');
    const of = (name: string) => verdict?.body.tests.find((test) => test.name.includes(name));
    assert.equal(of('test_one')?.status, 'passed');
    assert.equal(of('test_secret_sum')?.status, 'failed');
    assert.equal(of('two and two')?.actual, '1');
  });

  it('tells candidates nothing, unless the question says so', async () => {
    const { submit, judged, log, graded } = open();
    const { interview: _, ...question } = addition;
    await submit('r', right.python, 'python', question);
    await until('it is judged', () => graded.length === 1);
    assert.equal((await judged('r')).length, 1);
    assert.deepEqual(await log('r', 'tests.graded'), []);
  });

  it('has a verdict for a program without end, and keeps little of one that says much', async () => {
    const { submit, judged, graded } = open();
    const question = { ...addition, limits: { wallMs: 1500 } };
    const loops =
      'def add(a, b):\n    print("x" * 100_000)\n    while a == 700_070_007: pass\n    return a + b\n';
    await submit('r', { 'python/add.py': loops }, 'python', question);
    await until('it is judged', () => graded.length === 1, 60);
    const [verdict] = await judged('r');
    const { tests, summary, error } = verdict?.body ?? assert.fail();
    assert.equal(error, undefined);
    assert.ok(summary.errored >= 1 && summary.passed >= 1, JSON.stringify(summary));
    assert.match(tests.find(({ name }) => name === 'secret-case-name')?.message ?? '', /time limit of 1.5 s/);
    assert.ok(JSON.stringify(verdict).length < 20_000);
  });

  it('judges anew what was submitted anew', async () => {
    const { submit, engine, grading, judged, graded } = open();
    await submit('r', {});
    await until('it is judged', () => graded.length === 1);
    await engine.append('r', [
      draft('stage.changed', { stage: 'started' }),
      draft('doc.update', filesUpdate(right.python)),
      draft('stage.changed', { stage: 'submitted' }),
    ]);
    await grading.submit('r', 3);
    await grading.submit('r', 1);
    await until('it is judged again', () => graded.length === 3);
    const verdicts = await judged('r');
    assert.deepEqual(
      verdicts.map(({ body }) => body.summary.passed),
      [0, 4],
    );
  });

  it('says in words when it could not be done, after a second try', async () => {
    let tries = 0;
    const broken = {
      async *test() {
        tries++;
        yield {
          type: 'exit',
          outcome: 'crash',
          exitCode: 134,
          durationMs: 0,
          error: { name: 'SandboxError', message: 'No memory left.' },
        };
      },
    } as unknown as Runner;
    const { submit, judged, graded, log, errors } = open({ openRunner: () => ({ ...broken, dispose() {} }) });
    await submit('r', right.python);
    await until('it is given up', () => graded.length === 1);
    const [verdict] = await judged('r');
    assert.equal(tries, 2);
    assert.equal(verdict?.body.error, 'The tests could not be run, tried 2 times: No memory left.');
    assert.equal(verdict.body.summary.total, 0);
    assert.equal(graded[0]?.error, verdict.body.error);
    assert.deepEqual(await log('r', 'tests.graded'), []);
    assert.equal(errors.length, 2);
  });

  it('stops what takes too long', async () => {
    const { submit, judged, graded } = open({ timeoutMs: 700 });
    await submit('r', { 'python/add.py': 'while True: pass\n' });
    await until('it is given up', () => graded.length === 1, 60);
    assert.match((await judged('r'))[0]?.body.error ?? '', /took too long/);
  });

  it('is done once by several processes, and taken over from one that died', async () => {
    const { submit, engine, rooms, judged, graded } = open({ concurrency: 1 });
    await engine.documents.put('grading', 'dead/1', {
      work: { room: 'dead', change: 1 },
      since: 0,
      attempts: 1,
      due: 0,
      lease: { by: 'dead', until: Date.now() + 100 },
    });
    const other = new Grading({
      engine,
      rooms,
      openRunner: () => createNodeRunner({ concurrency: 1 }),
      concurrency: 1,
      graded: async (each) => void graded.push(each),
      onError: () => {},
      pollMs: 20,
    });
    ends.push(() => other.close());
    other.start();
    const names = ['a', 'b', 'c', 'dead'];
    await Promise.all(names.map((room) => submit(room, right.javascript, 'javascript')));
    await until('all are judged', () => graded.length === 4, 60);
    for (const room of names) assert.equal((await judged(room)).length, 1);
    await rooms.with('a', (hub) => assert.equal(hub.state.judged['javascript']?.summary.passed, 3));
  });
});

/** The same runner for several: its processes wait ready from one test to the next. */
const shared = (runner: Runner): Runner => Object.create(runner, { dispose: { value: () => {} } }) as Runner;
