import { skipNow } from './context.js';
import type { Guard } from './guard.js';
import { MockTracker } from './node-mock.js';
import { ownHooks, runningTest } from './running.js';
import type { Body } from './options.js';
import { fullName, type Test } from './suite.js';

/** What `node:test` has beyond what all kits share. */
export interface NodeTestKit {
  mock: MockTracker;
  /** What its tests are handed. */
  contextOf(test: Test): Record<string, unknown>;
}

type Assert = Record<string, unknown>;

export function nodeTestKit(guard: () => Guard, assert: () => unknown): NodeTestKit {
  const contextOf = (test: Test): Record<string, unknown> => contextNamed(test.name, fullName(test));
  const contextNamed = (name: string, whole: string): Record<string, unknown> => {
    const mock = new MockTracker(guard);
    let made = 0;
    const counted = Object.entries(assert() as Assert).flatMap(([key, run]) =>
      typeof run === 'function' ? [[key, (...values: unknown[]) => (made++, (run as Body)(...values))]] : [],
    );
    const plan = (wanted: number): void => {
      const { soft } = runningTest('t.plan()');
      ownHooks.onTestFinished(() => {
        if (made !== wanted) soft.push(new Error(`plan expected ${wanted} assertions and counted ${made}`));
      });
    };
    const subtest = async (title: unknown, ...more: unknown[]): Promise<void> => {
      made++;
      const options = more.find((one) => typeof one === 'object' && one !== null) as
        { skip?: unknown } | undefined;
      const body = more.find((one) => typeof one === 'function') as Body | undefined;
      if (!options?.skip) await body?.(contextNamed(String(title), `${whole} > ${String(title)}`));
    };
    ownHooks.onTestFinished(() => mock.reset());
    return {
      name,
      fullName: whole,
      mock,
      assert: Object.fromEntries(counted) as Assert,
      plan,
      test: subtest,
      skip: skipNow,
      todo: skipNow,
      diagnostic: () => undefined,
      signal: new AbortController().signal,
      after: ownHooks.onTestFinished,
    };
  };
  return { mock: new MockTracker(guard), contextOf };
}
