import type { Outcome, TestResultEvent, TestSummaryEvent } from '@interview-room/runtimes';

/** What is asked of the code: to run, or to be tested. */
export type Mode = 'run' | 'test';

/**
 * Asks for a run. Cancel it (`preventDefault()`) to make the run elsewhere and show it with `panel.follow()`;
 * otherwise the panel makes it with its own `runner` and `files`.
 */
export class RunRequestEvent extends Event {
  constructor(
    /** `run` or `test`. */
    readonly mode: Mode,
    /** What to give to `runner.run()` as `stdin`: the lines typed into the console, or the text of the input box. */
    readonly stdin: string | AsyncIterable<string>,
    /** The names of the tests that matter: those that failed before. Whoever runs may run more than these. */
    readonly only?: string[],
  ) {
    super('run-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Asks that the run that is shown be stopped. Cancel it to keep the run going. */
export class StopRequestEvent extends Event {
  constructor(readonly mode: Mode) {
    super('stop-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** A run is shown from now on. */
export class RunStartedEvent extends Event {
  constructor(
    readonly mode: Mode,
    /** Who made it, if that was said to `follow()`. */
    readonly label?: string,
  ) {
    super('run-started', { bubbles: true, composed: true });
  }
}

/** How a run ended. */
export interface RunResult {
  mode: Mode;
  outcome: Outcome;
  exitCode: number;
  durationMs: number;
  /** What was printed, both streams, as plain text; of a very long output the end. */
  output: string;
  /** Why the program could not even begin: its runtime was not found, or did not start. */
  failure?: string;
  /** Who made it, if that was said to `follow()`. */
  label?: string;
}

/** A run has ended, and all of its output is in the console. */
export class RunFinishedEvent extends Event {
  readonly mode: Mode;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly durationMs: number;
  readonly output: string;
  /** Why the program could not even begin: its runtime was not found, or did not start. In English, for a log. */
  readonly failure: string | undefined;
  readonly label: string | undefined;
  constructor(result: RunResult) {
    super('run-finished', { bubbles: true, composed: true });
    this.mode = result.mode;
    this.outcome = result.outcome;
    this.exitCode = result.exitCode;
    this.durationMs = result.durationMs;
    this.output = result.output;
    this.failure = result.failure;
    this.label = result.label;
  }
}

/** A test run has ended and gave a summary. Comes just before its `run-finished`. */
export class TestsFinishedEvent extends Event {
  constructor(
    readonly summary: TestSummaryEvent,
    readonly tests: readonly TestResultEvent[],
    /** Who made it, if that was said to `follow()`. */
    readonly label?: string,
  ) {
    super('tests-finished', { bubbles: true, composed: true });
  }
}

/** Tests were asked for where there are none: the panel says so, and runs nothing. */
export class TestsMissingEvent extends Event {
  constructor() {
    super('tests-missing', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'run-request': RunRequestEvent;
    'stop-request': StopRequestEvent;
    'run-started': RunStartedEvent;
    'run-finished': RunFinishedEvent;
    'tests-finished': TestsFinishedEvent;
    'tests-missing': TestsMissingEvent;
  }
}
