import type { Body } from './suite.js';

/** What a test gathers besides what it throws. There is one at a time. */
export interface Running {
  /** What `expect.soft` did not find as it should be. */
  soft: unknown[];
  polls: Poll[];
  /** What is to be done once it has ended, or has failed. */
  finished: Body[];
  failed: Body[];
}
/** A poll does nothing until it is awaited: one that never is would pass unseen. */
export interface Poll {
  awaited: boolean;
  /** What to say then, made where the poll stands. */
  forgotten: Error;
}

let running: Running | undefined;

export function beginRunning(): void {
  running = { soft: [], polls: [], finished: [], failed: [] };
}

/** The test that runs, for what only a test can keep. */
export function runningTest(what: string): Running {
  if (running) return running;
  throw new Error(`${what} can only be used inside a test`);
}

/** Vitest's hooks that a test sets for itself. */
export const ownHooks = {
  onTestFinished: (body: Body) => void runningTest('onTestFinished()').finished.push(body),
  onTestFailed: (body: Body) => void runningTest('onTestFailed()').failed.push(body),
};

/** What the test set to be done now, the last first. */
export function leftToDo(failed: boolean): Body[] {
  const { finished, failed: ifFailed } = running ?? { finished: [], failed: [] };
  return [...(failed ? [...ifFailed].reverse() : []), ...[...finished].reverse()];
}

/** Everything the test failed by that it did not throw, in order. */
export function endRunning(): unknown[] {
  const { soft, polls } = running ?? { soft: [], polls: [] };
  running = undefined;
  return [...soft, ...polls.filter((poll) => !poll.awaited).map((poll) => poll.forgotten)];
}
