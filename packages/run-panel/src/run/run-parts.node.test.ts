import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunEvent, TestEvent } from '@interview-room/runtimes';
import { LineInput } from './line-input.js';
import { ShownRun } from './shown-run.js';

const exit = { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 1 } as const;

function shown(): { run: ShownRun; stops: () => number; out: string[] } {
  let stops = 0;
  const out: string[] = [];
  const sink = { write: (stream: string, text: string) => void out.push(`${stream}:${text}`) };
  const run = new ShownRun({ mode: 'run', stop: () => void stops++ }, sink, () => undefined);
  return { run, stops: () => stops, out };
}
async function* list(...events: unknown[]): AsyncGenerator<RunEvent | TestEvent> {
  yield* events as RunEvent[];
}

test('goes from preparing by running to ended', async () => {
  const { run, out } = shown();
  const stages: string[] = [];
  const watched = (async function* () {
    for (const event of [
      { type: 'progress', phase: 'download', loaded: 1, total: 2 },
      { type: 'progress', phase: 'boot' },
      { type: 'progress', phase: 'ready' },
      { type: 'stdout', text: 'x' },
      exit,
    ] as RunEvent[]) {
      stages.push(run.stage.at);
      yield event;
    }
  })();
  await run.follow(watched);
  assert.deepEqual(stages, ['preparing', 'preparing', 'preparing', 'running', 'running']);
  assert.equal(run.stage.at, 'ended');
  assert.deepEqual(out, ['stdout:x']);
});

test('a stream that ends without an exit, or throws, is a failure', async () => {
  const silent = shown().run;
  await silent.follow(list());
  assert.equal(silent.stage.at, 'failed');
  assert.ok(silent.unstarted);
  const { run } = shown();
  await run.follow(
    (async function* () {
      yield { type: 'stdout', text: 'x' } as const;
      throw new Error('lost');
    })(),
  );
  assert.equal(run.problem, 'lost');
  assert.ok(!run.unstarted, 'it had begun');
});

test('an event that is not known is left alone', async () => {
  const { run } = shown();
  await run.follow(list({ type: 'picture', data: 'x' }, exit));
  assert.equal(run.stage.at, 'ended');
});

test('is stopped once, and only while it goes on', async () => {
  const { run, stops } = shown();
  run.stop();
  run.stop();
  assert.equal(stops(), 1);
  await run.follow(list({ ...exit, outcome: 'stopped' }));
  run.stop();
  assert.equal(stops(), 1);
});

test('a run that was left is read no further', async () => {
  const { run, out } = shown();
  let closed = false;
  const events = (async function* () {
    try {
      yield { type: 'stdout', text: 'a' } as const;
      run.leave();
      yield { type: 'stdout', text: 'b' } as const;
      yield { type: 'stdout', text: 'c' } as const;
    } finally {
      closed = true;
    }
  })();
  await run.follow(events);
  assert.deepEqual(out, ['stdout:a']);
  assert.ok(closed, 'its stream is let go');
});

test('a long stream that is all there lets the event loop turn', async () => {
  const { run } = shown();
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const busy = (async function* () {
    for (let at = 0; at < 40; at++) {
      const end = performance.now() + 2;
      while (performance.now() < end);
      yield { type: 'progress', phase: 'boot' } as const;
    }
    yield exit;
  })();
  await run.follow(busy);
  clearInterval(timer);
  assert.ok(turns > 0);
});

test('input: a pull waits for a line, lines typed before are there at once, null ends it', async () => {
  const told: boolean[] = [];
  const input = new LineInput((waiting) => told.push(waiting));
  const first = input.next();
  assert.deepEqual(told, [true]);
  input.push('Ada');
  assert.deepEqual(await first, { done: false, value: 'Ada\n' });
  assert.deepEqual(told, [true, false]);
  input.push('ahead');
  input.push(null);
  input.push('too late');
  assert.deepEqual(await input.next(), { done: false, value: 'ahead\n' });
  assert.equal((await input.next()).done, true);
});

test('input: leaving the loop ends a wait', async () => {
  const input = new LineInput(() => undefined);
  const wanted = input.next();
  await input.return();
  assert.equal((await wanted).done, true);
});
