import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { setTimeout as realTimeout } from 'node:timers';
import type { Clock } from '@interview-room/core';
import {
  enter,
  FAR,
  join,
  open,
  STARTER,
  until,
  visit,
  type Setting,
  type Stage,
} from './interviewlm-stage.js';

type Answer = (asked: number) => Response | undefined;
/** What is asked for at one path is answered so, as long as there is such an answer. */
function answering(path: RegExp, answer: Answer): { fetch: typeof fetch; asked: () => number } {
  let asked = 0;
  const own: typeof fetch = async (input, init) => {
    const reply = path.test(String(input)) ? answer(++asked) : undefined;
    return reply ?? fetch(input, init);
  };
  return { fetch: own, asked: () => asked };
}
const wrapped = (status: number, error: object) => Response.json({ success: false, error, meta: {} }, { status }); // prettier-ignore
const streamOf = (frames: readonly (readonly [string, object])[]) =>
  new Response(frames.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });

/** Whatever is to happen in so many milliseconds happens when the test says so. */
function holding(held: number): { clock: Clock; waits: () => boolean; happen: () => void } {
  const works = new Set<() => void>();
  const after = (ms: number, work: () => void) => {
    const timer = ms === held ? void works.add(work) : setTimeout(work, ms);
    return () => (works.delete(work), clearTimeout(timer as NodeJS.Timeout | undefined));
  };
  const happen = () => {
    for (const work of Array.from(works)) (works.delete(work), work());
  };
  return { clock: { now: () => Date.now(), after }, waits: () => works.size > 0, happen };
}
const told = ({ notices }: Pick<Stage, 'notices'>, name: string) =>
  notices.filter((notice) => notice.name === name).map(({ text }) => text);

describe('the streams of interviewlm', () => {
  it('tell over files/watch that a file is gone', async () => {
    const stage = await join({ variant: 'proposed' });
    stage.far('/workspace/a.py', 'a\n');
    await until(() => stage.room.workspace.has('python/a.py'));
    stage.interview.files.delete('/workspace/a.py');
    stage.interview.send('files/watch', undefined, { type: 'delete', path: '/workspace/a.py' });
    await until(() => !stage.room.workspace.has('python/a.py'));
    assert.match(told(stage, 'file_deleted').join(), /^a\.py was taken away on the other side\.$/);
  });

  it('are given up after 45 s without a sign of life, and opened again; what was missed is looked at', async (test) => {
    // What the adapter waits for by itself is held: 45 s of silence pass when the test says so.
    test.mock.method(globalThis, 'setTimeout', Object.assign(silences.set, { __promisify__: undefined }));
    const stage = await join();
    const opened = () => stage.count('GET /api/interview/one/file-updates');
    assert.equal(opened(), 1);
    stage.interview.files.set(FAR, `${STARTER}# missed\n`);
    silences.pass();
    await until(() => opened() === 2);
    await until(() => stage.main === `${STARTER}# missed\n`);
    assert.equal(stage.room.connection.status, 'open');
  });

  it('that the backend does not have are made up for by a look every 15 s', async () => {
    const { clock, waits, happen } = holding(15_000);
    const manner: Setting['manner'] = { hint: { path: 'file-updates', error: 'fallback' } };
    const stage = await join({ clock, manner });
    await until(waits);
    stage.interview.files.set(FAR, `${STARTER}# theirs\n`);
    stage.interview.files.set('/workspace/new.py', 'new = 1\n');
    happen();
    await until(() => stage.main === `${STARTER}# theirs\n`);
    await until(() => stage.room.workspace.files()['python/new.py'] === 'new = 1\n');
    await until(waits, 'the next look');
    stage.interview.files.set(FAR, `${STARTER}# and more\n`);
    happen();
    await until(() => stage.main === `${STARTER}# and more\n`);
  });

  it('are not to be had where the error that says so is wrapped', async () => {
    const { fetch, asked } = answering(/\/file-updates$/, () =>
      wrapped(503, { message: 'Not available here', code: 'SERVICE_ERROR', fallback: true }),
    );
    const standIn = await open({});
    const guest = await visit(standIn, { fetch });
    await until(() => told(guest, 'file-updates').length > 0);
    assert.match(told(guest, 'file-updates').join(), /does not tell of changed files/);
    assert.deepEqual([guest.room.connection.status, asked()], ['open', 1]);
  });

  it('are asked for again where the error that says so is wrapped', async () => {
    const { fetch, asked } = answering(/\/code-stream$/, (count) =>
      count > 2 ? undefined : wrapped(410, { message: 'reconnect', code: 'SERVICE_ERROR' }),
    );
    const stage = await enter(await open({}), { fetch });
    assert.equal(asked(), 3);
    assert.deepEqual(told(stage, 'code-stream'), []);
  });
});

describe('tests that are run over a stream', () => {
  it('have failed where the stream says so, in its words', async () => {
    const result = { name: 'a word', passed: true, output: 'cba', duration: 3 };
    const frames = [['start', { totalTests: 2 }], ['test_result', result], ['error', { message: 'The sandbox is gone' }]] as const; // prettier-ignore
    const { fetch, asked } = answering(/\/run-tests$/, () => streamOf(frames));
    const guest = await visit(await open({ variant: 'streamed' }), { fetch });
    const events: { type: string; [more: string]: unknown }[] = [];
    const request = { language: 'python', files: { 'solution.py': 'x = 1\n' } };
    for await (const event of guest.offers.execution?.test?.(request) ?? []) events.push(event as (typeof events)[number]); // prettier-ignore
    assert.equal(events.filter(({ type }) => type === 'test').length, 1);
    const { type, outcome, error } = events.at(-1) ?? { type: '' };
    assert.deepEqual([type, outcome, asked()], ['exit', 'crash', 1]);
    assert.match((error as { message: string }).message, /The sandbox is gone/);
  });
});

/** Timers of 45 s alone are held; all others are as they are. */
const silences = (() => {
  const held = new Map<object, () => void>();
  const set = (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
    if (ms !== 45_000) return realTimeout(work, ms, ...given);
    const timer = realTimeout(work, 2 ** 30).unref();
    held.set(timer, work);
    return timer;
  };
  const pass = () => {
    for (const [timer, work] of held) {
      clearTimeout(timer as NodeJS.Timeout);
      work();
    }
    held.clear();
  };
  return { set, pass };
})();
