import type { Page } from 'playwright-core';
import type { ExitEvent, RunEvent, TestEvent, TestResultEvent, TestSummaryEvent } from '../../src/events.js';
import type { RunRequest, TestRequest } from '../../src/runner.js';

declare const runner: {
  run(request: RunRequest): AsyncIterable<RunEvent>;
  test(request: TestRequest): AsyncIterable<RunEvent | TestEvent>;
};

export interface Result {
  output: string;
  exit?: ExitEvent;
  exits: number;
  tests: TestResultEvent[];
  summary?: TestSummaryEvent;
}

/** Runs or tests a program with the runner of the host page, and gives all that came, the middle of a flood left out. */
export function runIn(page: Page, mode: 'run' | 'test', request: RunRequest | TestRequest): Promise<Result> {
  const evaluate = page.evaluate.bind(page) as <A, R>(work: (asked: A) => Promise<R>, asked: A) => Promise<R>;
  return evaluate(
    async ([how, what]: readonly ['run' | 'test', RunRequest | TestRequest]) => {
      const result: Result = { output: '', exits: 0, tests: [] };
      for await (const event of runner[how as 'test'](what as TestRequest)) {
        if ((event.type === 'stdout' || event.type === 'stderr') && result.output.length < 200_000)
          result.output += event.text;
        if (event.type === 'test') result.tests.push(event);
        if (event.type === 'summary') result.summary = event;
        if (event.type !== 'exit') continue;
        result.exit = event;
        result.exits++;
      }
      return result;
    },
    [mode, request] as const,
  );
}

/** Whether a person would see all tests pass. */
export function isGreen({ summary, exit }: Result): boolean {
  return (
    summary !== undefined && summary.total > 0 && summary.passed === summary.total && exit?.outcome === 'ok'
  );
}
