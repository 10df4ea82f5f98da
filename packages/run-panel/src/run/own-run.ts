import type { Limits, RunEvent, Runner, TestCase, TestEvent } from '@interview-room/runtimes';
import type { Mode } from '../events.js';

/** Path → text; or a function that gives it when a run begins. */
export type Files = Record<string, string> | (() => Record<string, string>);

/** What a run that the panel makes by itself needs. */
export interface Order {
  mode: Mode;
  language: string;
  files: Files;
  entry?: string;
  testFiles?: string[];
  cases?: TestCase[];
  limits?: Limits;
  stdin: string | AsyncIterable<string>;
  signal: AbortSignal;
}

/** The events of a run, from fetching the runner on, so that whatever goes wrong shows in one place. */
export async function* ownRun(
  runner: () => Promise<Runner>,
  order: Order,
): AsyncGenerator<RunEvent | TestEvent> {
  const ready = await runner();
  const files = typeof order.files === 'function' ? order.files() : order.files;
  const { language, entry, limits, signal } = order;
  const job = { language, files, signal, ...(entry && { entry }), ...(limits && { limits }) };
  if (order.mode === 'run') yield* ready.run({ ...job, stdin: order.stdin });
  else
    yield* ready.test({
      ...job,
      ...(order.testFiles && { testFiles: order.testFiles }),
      ...(order.cases && { cases: order.cases }),
    });
}
