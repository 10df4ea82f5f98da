/** How a run ended. Everything but `ok` and `error` was ended by the runner, with what was printed kept. */
export type Outcome = 'ok' | 'error' | 'timeout' | 'stopped' | 'output-limit' | 'memory' | 'crash';

/** What is going on before the program starts. `download` counts bytes; the others count nothing. */
export type Phase = 'download' | 'boot' | 'load' | 'ready';

/** An uncaught error, in the person's own files. */
export interface RunError {
  /** The error's class: `ValueError`, `TypeError`. */
  name: string;
  message: string;
  /** The traceback as the language prints it, with the runtime's own frames taken out. */
  stack?: string;
  /** Where it was thrown: a path of the workspace, a line and a column, both from 1. */
  path?: string;
  line?: number;
  column?: number;
}

export interface ProgressEvent {
  type: 'progress';
  phase: Phase;
  /** Bytes, while `phase` is `download`. */
  loaded?: number;
  total?: number;
  /** Where it runs, said by a runner that has more than one place. */
  where?: 'browser' | 'remote';
}
export interface OutputEvent {
  type: 'stdout' | 'stderr';
  text: string;
}
export interface ExitEvent {
  type: 'exit';
  outcome: Outcome;
  exitCode: number;
  durationMs: number;
  error?: RunError;
}
/** What `runner.run()` yields, in order; the last is always `exit`. */
export type RunEvent = ProgressEvent | OutputEvent | ExitEvent;

export type TestStatus = 'passed' | 'failed' | 'error' | 'skipped';

export interface TestResultEvent {
  type: 'test';
  /** The full name, as its framework writes it: `TestLeap.test_year`, `leap > year not divisible by 4`. */
  name: string;
  status: TestStatus;
  durationMs: number;
  /** Why it failed or was skipped, in plain text, with the person's own file and line where it failed. */
  message?: string;
  /** As text, one value a line where it is long, so that a line diff of the two reads well. */
  expected?: string;
  actual?: string;
  /** What the test printed, both streams. */
  output?: string;
}
export interface TestSummaryEvent {
  type: 'summary';
  total: number;
  passed: number;
  failed: number;
  errored: number;
  skipped: number;
  durationMs: number;
}
/** What `runner.test()` yields beside `RunEvent`s: `test` as each ends, then one `summary`, then `exit`. */
export type TestEvent = TestResultEvent | TestSummaryEvent;

/** A remark of a checker about a file. Lines and columns count from 1; `end` is exclusive. */
export interface Diagnostic {
  path: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
  source: string;
}
