import type { JobRequest, WorkerToFrame } from '../sandbox/protocol.js';
import type { Diagnostic } from '../events.js';
import type { Driver, DriverReport, DriverResult, Stdio, TestJob } from './driver.js';
import { batchInput, liveInput, type Input } from './input.js';
import type { MemoryGuard } from './memory.js';
import { Output } from './output.js';
import { text } from './intrinsics.js';

const MEGABYTE = 1024 * 1024;
/** A worker that once grew this much beyond need is not kept: its memory never shrinks. */
const BLOATED = 256 * MEGABYTE;

export interface RunningJob {
  give(line: string | null): void;
  flush(): void;
}
interface Around {
  driver: Driver;
  post: (message: WorkerToFrame) => void;
  memory: MemoryGuard;
  shared: SharedArrayBuffer | undefined;
}

/** Runs one job to its end and says `done`, whatever happens in it. */
export function startJob(request: JobRequest, around: Around): RunningJob {
  const output = new Output(around.post, request.limits.outputBytes);
  const input = inputOf(request, output, around);
  around.memory.limit(request.limits.memoryMb * MEGABYTE);
  void finish(request, around, output, stdioOf(output, input));
  return { give: (line) => input.give(line), flush: () => output.flush() };
}

function inputOf({ stdin }: JobRequest, output: Output, { post, shared: memory }: Around): Input {
  if (stdin !== null) return batchInput(stdin);
  const ask = (shared: boolean): void => {
    output.flush();
    post({ type: 'input', shared });
  };
  return liveInput(ask, memory);
}

function stdioOf(output: Output, input: Input): Stdio {
  return {
    write: (stream, value) => output.write(stream, value),
    input: input.kind,
    readLine: () => input.readLine(),
    readLineSync: () => input.readLineSync(),
    flush: () => output.flush(),
  };
}

interface Ending {
  result: DriverResult;
  diagnostics?: Diagnostic[];
}

async function finish(request: JobRequest, around: Around, output: Output, io: Stdio): Promise<void> {
  let ending: Ending;
  let broken = false;
  try {
    ending = await perform(request, around, output, io);
  } catch (error) {
    broken = true;
    ending = { result: failure(error, around.memory) };
  }
  output.close();
  if (isExhausted(ending.result, around.memory)) ending.result = { ...ending.result, outcome: 'memory' };
  const { driver, memory, post } = around;
  const reusable = () => !broken && !memory.refused() && memory.used() < BLOATED && driver.reusable;
  if (!driver.rest || !reusable()) return post({ type: 'done', ...ending, reusable: reusable() });
  post({ type: 'done', ...ending });
  driver.rest();
  post({ type: 'rested', reusable: reusable() });
}

async function perform(
  { mode, job }: JobRequest,
  { driver, post }: Around,
  output: Output,
  io: Stdio,
): Promise<Ending> {
  const ok: DriverResult = { outcome: 'ok', exitCode: 0 };
  if (mode === 'check') return { result: ok, diagnostics: driver.check ? await driver.check(job) : [] };
  if (mode === 'run') return { result: await driver.run(job, io) };
  const report = (event: DriverReport): void => {
    output.flush();
    post({ type: 'report', event });
  };
  return { result: await driver.test(job as TestJob, io, report) };
}

/** Whether it ended because memory was refused: one that caught the error and went on did not. */
function isExhausted({ outcome, error }: DriverResult, memory: MemoryGuard): boolean {
  return outcome === 'error' && memory.refused() && error?.name === 'MemoryError';
}

/** What a driver threw: it should not have, so all that is known is told. */
function failure(error: unknown, memory: MemoryGuard): DriverResult {
  const known = error instanceof Error;
  const name = known ? text(error.name) : 'Error';
  const message = known ? text(error.message) : text(error);
  return { outcome: memory.refused() ? 'memory' : 'error', exitCode: 1, error: { name, message } };
}
