import type { JobLimits } from '@interview-room/runtimes/remote';
import type { Outcome, RunError } from '@interview-room/runtimes';
import type { RemoteLanguage } from './names.js';

/** A program that is to be run elsewhere. */
export interface Program<Own = unknown> {
  readonly language: RemoteLanguage<Own>;
  /** The file that runs. */
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly limits: JobLimits;
}

/** What came of a program. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly error?: RunError;
}

/** A service that runs programs, in its own words. */
export interface Wire<Own = unknown> {
  /** What it is called where something is said of it. */
  readonly name: string;
  discover(signal: AbortSignal): Promise<RemoteLanguage<Own>[]>;
  /** Runs one program. Rejects where the service does not. */
  execute(program: Program<Own>, signal: AbortSignal): Promise<Ended>;
}

/** What every remote runner is made with. */
export interface RemoteOptions {
  /** Where the service is. */
  url: string;
  /** Sent as a Bearer; a function is asked anew for each request. */
  token?: string | (() => Promise<string | undefined> | string | undefined);
  /** Sent with each request, for services that are told by another header who asks. */
  headers?: Readonly<Record<string, string>>;
  fetch?: typeof fetch;
}

/** What programs say of themselves when there is no more memory. */
const OUT_OF_MEMORY =
  /MemoryError|heap out of memory|std::bad_alloc|OutOfMemoryError|Cannot allocate memory|memory allocation of \d+ bytes failed|Out of memory/i;

/** Whether a program that failed said that it had no more memory. */
export const saysOutOfMemory = (stderr: string): boolean => OUT_OF_MEMORY.test(stderr.slice(-4000));

/** The code that a shell gives for a signal. */
const signals: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGILL: 4, SIGABRT: 6, SIGFPE: 8, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGTERM: 15, SIGXCPU: 24, SIGXFSZ: 25 }; // prettier-ignore
export const codeOfSignal = (signal: string): number => 128 + (signals[signal] ?? 6);

/** What did not compile. */
export function notCompiled(words: string, exitCode: number): Ended {
  const message = words.trim().slice(0, 4000) || 'It did not compile.';
  const stderr = words.endsWith('\n') || words === '' ? words : `${words}\n`;
  return {
    stdout: '',
    stderr,
    outcome: 'error',
    exitCode: exitCode || 1,
    error: { name: 'CompileError', message },
  };
}

/** How a program was ended by a limit, or with a code of its own. */
export function endOf(
  outcome: Outcome,
  { stdout, stderr, exitCode }: Pick<Ended, 'stdout' | 'stderr' | 'exitCode'>,
): Ended {
  const codes: Partial<Record<Outcome, number>> = { 'timeout': 124, 'output-limit': 1, 'memory': 137 };
  return { stdout, stderr, outcome, exitCode: exitCode || (codes[outcome] ?? (outcome === 'ok' ? 0 : 1)) };
}
