import type { Diagnostic, Phase, RunError, TestResultEvent } from '../events.js';
import type { Json } from '../cases/case.js';

/**
 * The port between a language and the worker it lives in. A driver is one ES module without imports (rollup makes
 * it), loaded as text into the sandboxed worker. It exports `createDriver`. It never touches `postMessage`: what
 * it has to say goes through `Stdio` and `report`, whose way out candidate code cannot reach.
 */
export type CreateDriver = (host: DriverHost) => Promise<Driver>;

export interface DriverHost {
  /**
   * One of the files named in the engine's manifest, by its path under the asset base or in the engine's own folder,
   * without `.gz`, unpacked. A `.wasm` file comes compiled, all others as bytes. Throws where there is none; `assets`
   * tells the names.
   */
  asset(name: string): ArrayBuffer | WebAssembly.Module;
  readonly assets: readonly string[];
  progress(phase: Phase): void;
  /**
   * Where the frame is isolated: the first byte set to 2 asks the interpreter to stop, which may take it back to 0. The
   * second is 1 from then until the next job: an error that ends the program now is the stop's doing.
   */
  interrupt?: Uint8Array;
}

export interface Stdio {
  /** Buffered, counted against the limit, and sent in order. Past the limit it is dropped, and after a flood throws. */
  write(stream: 'stdout' | 'stderr', text: string): void;
  /** How input can be had: `interactive` by `readLine`, `sync` by `readLineSync` too, `batch` only what was given. */
  readonly input: 'interactive' | 'sync' | 'batch';
  /** The next line with its newline, or null at the end of input; that, too, where it was asked to stop (`interrupt`). */
  readLine(): Promise<string | null>;
  /** Blocks the worker. Only where `input` is `sync`, or while lines that were given are left (`batch`). */
  readLineSync(): string | null;
  /** Sends what is buffered now, if that is anything. Cheap: may be called from an interpreter's own clock. */
  flush(): void;
}

export interface Job {
  language: string;
  /** Path → text; paths are relative, with `/`. */
  files: Record<string, string>;
  entry: string;
  args: string[];
}
export interface TestJob extends Job {
  testFiles: string[];
  /** What to call; what is expected stays outside the worker. Stdio cases are runs and never come here. */
  cases: CaseCall[];
}
export type CaseCall =
  | { call: string; args: Json[] }
  | { construct: string; args: Json[]; steps: { call: string; args: Json[] }[] };

/** What a call gave: a value, or an error. Non-JSON values are written `{"$":"NaN"|"Infinity"|"-Infinity"|"undefined"}` or `{"$":"repr","text":…}`. */
export type CaseValue = { value: Json } | { error: RunError };
export interface CaseResult {
  type: 'case';
  index: number;
  /** One a step for a `construct` (the constructor's error, if any, alone); else one. */
  results: CaseValue[];
  output: string;
  durationMs: number;
}
/** `plan` is sent before the first test runs: every name that will report. It is what makes an early exit visible. */
export type DriverReport = { type: 'plan'; names: string[] } | TestResultEvent | CaseResult;

export interface DriverResult {
  outcome: 'ok' | 'error' | 'memory';
  exitCode: number;
  error?: RunError;
}

export interface Driver {
  run(job: Job, io: Stdio): Promise<DriverResult>;
  test(job: TestJob, io: Stdio, report: (event: DriverReport) => void): Promise<DriverResult>;
  check?(job: Job): Promise<Diagnostic[]>;
  /** Puts back for the next job what this one changed. Called once its result was given on: nobody waits for it. */
  rest?(): void;
  /** Whether another job may follow in this worker. False when the interpreter's state can no longer be trusted. */
  readonly reusable: boolean;
}
