import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { systemClock, type Clock } from '@interview-room/core';
import type { RunEvent, TestEvent } from '@interview-room/runtimes';
import { hiddenOutputs } from '../src/stand-ins/interviewlm/index.js';
import { open, until, visit, type Guest } from './interviewlm-stage.js';

type Event = RunEvent | TestEvent;
const SOLVED = 'print(input()[::-1])\n';
const WRONG = 'print("concealed-9f31c7-cb" if False else "nothing")\n';

async function test({ offers }: Guest, code: string, signal?: AbortSignal): Promise<Event[]> {
  const request = { language: 'python', files: { 'solution.py': code }, ...(signal && { signal }) };
  const all: Event[] = [];
  for await (const event of offers.execution?.test?.(request) ?? []) all.push(event as Event);
  return all;
}
const results = (events: Event[]) =>
  events.flatMap((event) => (event.type === 'test' ? [[event.name, event.status]] : []));
const exit = (events: Event[]) => {
  const last = events.at(-1);
  assert.equal(last?.type, 'exit');
  return last;
};

for (const variant of ['current', 'streamed'])
  describe(`run-tests of interviewlm, ${variant}`, () => {
    it('runs the tests of the question and tells what came of each', async () => {
      const standIn = await open({ variant });
      const guest = await visit(standIn);
      const events = await test(guest, WRONG);
      assert.deepEqual(results(events), [['a word', 'failed'], ['hidden word', 'failed']]); // prettier-ignore
      const [shown, hidden] = events.filter((event) => event.type === 'test');
      assert.deepEqual([shown?.expected, shown?.actual], ['cba', 'nothing']);
      assert.deepEqual([hidden?.expected, hidden?.actual, hidden?.output], [undefined, undefined, undefined]);
      assert.deepEqual(exit(events), { ...exit(events), outcome: 'error', exitCode: 1 });
      assert.deepEqual(
        events.filter((event) => event.type === 'summary').map(({ total, failed }) => [total, failed]),
        [[2, 2]],
      );
      const heard = standIn.heard.find(({ what }) => what.endsWith('/run-tests'));
      assert.deepEqual(heard?.body, { code: WRONG, language: 'python', fileName: 'solution.py', questionId: 'q-reverse' }); // prettier-ignore
    });

    it('lets nothing of hidden tests through', async () => {
      const guest = await visit(await open({ variant }));
      const all = [await test(guest, SOLVED), await test(guest, WRONG), await test(guest, 'raise ValueError(input())')]; // prettier-ignore
      assert.deepEqual(
        all.map((events) => exit(events)?.outcome),
        ['error', 'error', 'error'],
      );
      const { room, notices } = guest;
      const everything = JSON.stringify([all, notices, room.state, await room.export()]);
      assert.deepEqual(
        hiddenOutputs.filter((secret) => everything.includes(secret)),
        [],
      );
      assert.ok(!JSON.stringify(all).includes('concealed'));
    });

    it('ends with why, and with what else can be done', async () => {
      const standIn = await open({ variant });
      const guest = await visit(standIn);
      standIn.faults.html = 1;
      const { outcome, error } = exit(await test(guest, SOLVED)) ?? {};
      standIn.faults.html = 0;
      assert.equal(outcome, 'crash');
      assert.match(error?.message ?? '', /in this browser instead/);
    });

    it('stops when it is told to', async () => {
      const guest = await visit(await open({ variant }));
      const stop = new AbortController();
      const running = test(guest, 'import time\ntime.sleep(4)', stop.signal);
      setTimeout(() => stop.abort(), 50);
      assert.equal(exit(await running)?.outcome, 'stopped');
    });

    it('waits where it was run too often, and says so', async () => {
      const standIn = await open({ variant });
      const guest = await visit(standIn);
      const answers = await Promise.all(Array.from({ length: 5 }, () => test(guest, 'x = 1')));
      assert.ok(answers.every((events) => results(events).length === 2));
      const stop = new AbortController();
      const sixth = test(guest, SOLVED, stop.signal);
      await until(() => guest.notices.some(({ name, text }) => name === 'run-tests' && /start in \d+ s/.test(text))); // prettier-ignore
      assert.equal(standIn.heard.filter(({ what }) => what.endsWith('/run-tests')).length, 5);
      stop.abort();
      assert.equal(exit(await sixth)?.outcome, 'stopped');
    });

    it('keeps to the wait that a backend asks for', async () => {
      const standIn = await open({ variant, manner: { runsPerMinute: 0 } });
      const guest = await visit(standIn);
      const stop = new AbortController();
      const running = test(guest, SOLVED, stop.signal);
      await until(() => guest.notices.some(({ name }) => name === 'run-tests'));
      assert.equal(standIn.heard.filter(({ what }) => what.endsWith('/run-tests')).length, 1);
      stop.abort();
      assert.equal(exit(await running)?.outcome, 'stopped');
    });
  });

it('does not count its wait for its turn among the time that the tests took', async () => {
  const standIn = await open({ manner: { runsPerMinute: 0 } });
  let ahead = 0;
  const skipping: Clock = {
    now: () => Date.now() + ahead,
    // The wait of a minute is over at once, and took a minute; whatever else takes so long is as long as ever.
    after: (ms, work) => {
      const refused = standIn.heard.some(({ what }) => what.endsWith('/run-tests'));
      if (ms < 30_000 || !refused || ahead > 0) return systemClock.after(ms, work);
      return systemClock.after(20, () => ((ahead += ms), (standIn.world.manner.runsPerMinute = 5), work()));
    },
  };
  const guest = await visit(standIn, { clock: skipping });
  const events = await test(guest, SOLVED);
  assert.equal(results(events).length, 2);
  assert.ok(ahead >= 30_000, 'it waited');
  const summary = events.find((event) => event.type === 'summary');
  assert.ok((exit(events)?.durationMs ?? Infinity) < 10_000, `it took ${exit(events)?.durationMs} ms`);
  assert.ok((summary?.durationMs ?? Infinity) < 10_000, `they took ${summary?.durationMs} ms`);
});

it('takes a stream without an end for what it is', async () => {
  const standIn = await open({ variant: 'streamed', faults: { missingComplete: true } });
  const events = await test(await visit(standIn), 'print(input()[::-1])');
  assert.equal(results(events).length, 2);
  assert.equal(exit(events)?.outcome, 'error');
});
