import type { TestResultEvent, TestSummaryEvent } from '@interview-room/runtimes';
import type { ShownRun } from './shown-run.js';

/** Tests that ran before this panel was here: in a page that was left, or on another day. */
export interface EarlierTests {
  /** When they ended, in milliseconds since 1970. */
  at: number;
  summary: TestSummaryEvent;
  tests: readonly TestResultEvent[];
}

/** Results as the list and its tab show them. */
export interface Tested {
  tests: readonly TestResultEvent[];
  summary: TestSummaryEvent | undefined;
  live: boolean;
  /** When they ended, if that was before. */
  at?: number;
}

/** What there is to show: the tests that run or ran here, or else those of before. */
export function testedOf(run: ShownRun | undefined, earlier: EarlierTests | undefined): Tested {
  if (run?.handle.mode === 'test') return { tests: run.tests, summary: run.summary, live: run.live };
  return { tests: [], summary: undefined, ...earlier, live: false };
}
