import type {
  JobEnd,
  JobHandle,
  JobListener,
  JobRequest,
  Submit,
  TestJob,
} from '@interview-room/runtimes/remote';
import { WireError } from '../wire/index.js';
import { callsIn, type Called } from './calls/index.js';
import type { RemoteLanguage } from './names.js';
import type { Ended, Program, Wire } from './wire.js';

const stopped: JobEnd = { outcome: 'stopped', exitCode: 130, durationMs: 0 };

/** Runs jobs by a service. What it answers is believed as far as it can be read, and kept within the job's limits. */
export class RemoteEngine implements Submit {
  constructor(
    private readonly wire: Wire,
    private readonly language: RemoteLanguage,
  ) {}

  submit(request: JobRequest, listener: JobListener): JobHandle {
    const stop = new AbortController();
    const began = performance.now();
    let over = false;
    const exit = (end: JobEnd) => {
      if (over) return;
      over = true;
      const took = performance.now() - began;
      // Its turn and its compiling are no time of the program's own.
      const most = end.outcome === 'timeout' ? request.limits.wallMs : took;
      listener.exit({ ...end, durationMs: Math.min(took, most) });
    };
    this.perform(request, listener, stop.signal).then(
      (end) => !over && exit(end()),
      (error: unknown) => exit(failed(error)),
    );
    return {
      give: () => undefined,
      stop: () => {
        stop.abort();
        exit(stopped);
      },
    };
  }

  /** Resolves with what tells the listener all there is. */
  private async perform(
    request: JobRequest,
    listener: JobListener,
    signal: AbortSignal,
  ): Promise<() => JobEnd> {
    listener.progress({ type: 'progress', phase: 'ready' });
    const { job, limits, mode, stdin } = request;
    const program: Program = { ...job, language: this.language, stdin: stdin ?? '', limits };
    const called = mode === 'test' ? callsIn(program, (job as TestJob).cases) : undefined;
    const ended = within(await this.wire.execute(called?.program ?? program, signal), limits.outputBytes);
    return () => (called ? report(called, ended, listener) : tell(ended, listener));
  }
}

function tell({ stdout, stderr, ...end }: Ended, listener: JobListener): JobEnd {
  if (stdout) listener.output([{ stream: 'stdout', text: stdout }]);
  if (stderr) listener.output([{ stream: 'stderr', text: stderr }]);
  return { ...end, durationMs: 0 };
}

/** What the calls gave stands between what the program printed. */
function report(called: Called, ended: Ended, listener: JobListener): JobEnd {
  for (const result of called.results(ended.stdout)) listener.report(result);
  const { outcome, exitCode, error } = ended;
  if (outcome !== 'error' || error) return { outcome, exitCode, durationMs: 0, ...(error && { error }) };
  const message = ended.stderr.trim().slice(-2000);
  return {
    outcome,
    exitCode,
    durationMs: 0,
    ...(message && { error: { name: 'Error', message, stack: message } }),
  };
}

/** No more than may be printed; what is over is cut, and ends it. */
function within(ended: Ended, most: number): Ended {
  const encoder = new TextEncoder();
  const stdout = encoder.encode(ended.stdout);
  const stderr = encoder.encode(ended.stderr);
  if (stdout.length + stderr.length <= most) return ended;
  const cut = (bytes: Uint8Array, length: number) =>
    new TextDecoder().decode(bytes.subarray(0, Math.max(0, length))).replace(/\uFFFD$/, '');
  const both = {
    stdout: cut(stdout, most),
    stderr: cut(stderr, most - stdout.length),
  };
  const { outcome } = ended;
  const own = outcome === 'ok' || outcome === 'error' ? 'output-limit' : outcome;
  return { ...ended, ...both, outcome: own, exitCode: ended.exitCode || 1 };
}

/** Why a program was not run, in words. */
export function failed(error: unknown): JobEnd {
  const message =
    error instanceof WireError
      ? error.message
      : 'The service that runs programs answered with something that is no result.';
  return { outcome: 'crash', exitCode: 1, durationMs: 0, error: { name: 'WireError', message } };
}
