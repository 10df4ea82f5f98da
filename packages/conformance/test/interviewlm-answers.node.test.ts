import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Clock } from '@interview-room/core';
import type { RunEvent, TestEvent } from '@interview-room/runtimes';
import { hiddenOutputs } from '../src/stand-ins/interviewlm/index.js';
import { FAR, join, until, type Stage } from './interviewlm-stage.js';

/** So many answers of anything a variant is given. */
const ANSWERS = 2_500;
const STREAMS = /\/(file-updates|code-stream|files\/watch|assistance)$/;

const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

/** Answers that are right, wrong, cut, of another path, or none at all. */
function hostile(next: () => number, secrets: readonly string[]): Response {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const odd = () => pick([null, -1, 1e308, [], {}, '', 'x', true, '💥', { length: 7 }, [[[]]], '__proto__']);
  const path = () => pick([FAR, '/workspace/f.py', '../../x', '', 'a'.repeat(3_000), '\u0000', 'constructor', odd()]); // prettier-ignore
  const test = () => ({ name: pick(['a word', 'hidden word', odd()]), input: odd(), expectedOutput: pick(secrets), hidden: pick([true, true, 'yes', 1]) }); // prettier-ignore
  const question = () => ({ id: pick(['q-reverse', `q-${Math.floor(next() * 9)}`, odd()]), title: pick(['A title', odd()]), description: pick(['text', odd()]), language: pick(['python', 'cobol', odd()]), starterCode: pick(['x\n', odd(), [{ fileName: path(), content: odd() }]]), testCases: pick([[test(), test()], odd()]) }); // prettier-ignore
  const node = (): unknown => ({ id: odd(), name: odd(), type: pick(['file', 'folder', odd()]), path: path(), size: odd(), children: pick([odd(), [{ path: path(), type: 'file' }]]) }); // prettier-ignore
  const result = () => ({ ...test(), passed: pick([true, false, odd()]), actualOutput: odd(), error: odd(), duration: odd() }); // prettier-ignore
  const bodies: (() => unknown)[] = [
    () => ({ currentQuestion: question(), completed: odd(), totalQuestions: odd(), currentQuestionIndex: odd(), isIncremental: odd() }), // prettier-ignore
    () => ({ sessionId: odd(), question: question(), files: pick([[node(), node()], odd()]), timeLimit: odd(), timeRemaining: odd() }), // prettier-ignore
    () => ({ files: pick([[node(), node()], odd()]) }),
    () => ({ content: odd(), path: path() }),
    () => ({ contents: pick([odd(), { [String(path())]: odd() }]) }),
    () => ({ passed: odd(), results: pick([[result(), result()], odd()]), executionTime: odd() }),
    () => ({ success: pick([true, false, odd()]), data: odd(), error: odd(), meta: odd() }),
    () => ({ error: odd(), code: odd(), details: odd(), fallback: odd() }),
    odd,
  ];
  const whole = JSON.stringify(pick(bodies)());
  const text = pick([whole, whole, whole, whole.slice(0, Math.floor(next() * whole.length)), '<!DOCTYPE html><h1>502</h1>', '\ufeff', `data: ${whole}\n\n`]); // prettier-ignore
  const headers: Record<string, string> = { 'content-type': pick(['application/json', 'application/json', 'text/html', 'text/event-stream', 'x/y']), ...pick<Record<string, string>>([{}, { 'retry-after': pick(['0', '-3', 'soon', '1e9']) }]) }; // prettier-ignore
  const status = pick([200, 200, 200, 200, 201, 400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 502, 503]);
  return new Response(text, { status, headers });
}

/** Short waits are shorter still. */
const hasty: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms > 10_000 ? ms : Math.min(ms, 4));
    return () => clearTimeout(timer);
  },
};

async function tested({ room }: Stage): Promise<(TestEvent | RunEvent)[]> {
  const events: (TestEvent | RunEvent)[] = [];
  const signal = AbortSignal.timeout(20);
  const request = { language: 'python', files: { 'solution.py': 'x = 1' }, signal };
  for await (const event of room.offers.execution?.test?.(request) ?? []) events.push(event as TestEvent);
  return events;
}

describe('an interview that answers anything', () => {
  for (const [seed, variant] of ['current', 'legacy', 'proposed', 'streamed'].entries())
    it(`is borne, and gone on with when it answers again (${variant})`, { timeout: 120_000 }, async () => {
      const next = random(20_261_121 + seed);
      let [isHostile, answers] = [false, 0];
      const either: typeof fetch = async (input, init) => {
        // Streams have hostile frames of their own elsewhere.
        if (!isHostile || STREAMS.test(String(input))) return fetch(input, init);
        answers++;
        // As from afar: not within the same breath.
        await new Promise((go) => setImmediate(go));
        init?.signal?.throwIfAborted();
        // The text of a file may be anything, and is the person's to see.
        return hostile(next, /\/files\/./.test(String(input)) ? ['open'] : hiddenOutputs);
      };
      const stage = await join({ variant, fetch: either, clock: hasty });
      const threw: unknown[] = [];
      const note = (error: unknown) => threw.push(error);
      process.on('unhandledRejection', note);
      isHostile = true;
      stage.standIn.cut();
      const all: unknown[] = [];
      for (let turn = 0; answers < ANSWERS; turn++) {
        if (turn % 50 === 0) stage.type(`# ${turn}\n`);
        stage.room.retry();
        await stage.room.offers.questions
          ?.next()
          .catch((error: unknown) => assert.ok(error instanceof Error));
        if (turn % 10 === 0) {
          const events = await tested(stage);
          assert.equal(events.at(-1)?.type, 'exit');
          all.push(events);
        }
      }
      isHostile = false;
      await until(() => (stage.room.retry(), stage.room.connection.status === 'open' && stage.listening('code-stream'))); // prettier-ignore
      stage.far('/workspace/last.py', 'after all that\n');
      await until(() => Object.values(stage.room.workspace.files()).includes('after all that\n'));
      process.off('unhandledRejection', note);
      assert.deepEqual(threw, []);
      assert.ok(stage.room.workspace.list().length < 600);
      assert.ok((stage.room.offers.notices?.recent.length ?? 0) <= 500);
      const everything = JSON.stringify([all, stage.notices, stage.room.state, await stage.room.export(), stage.standIn.heard]); // prettier-ignore
      for (const secret of hiddenOutputs) assert.ok(!everything.includes(secret), secret);
    });
});
