import type { PyodideAPI } from 'pyodide';
import type { PyCallable } from 'pyodide/ffi';
import type { Driver, DriverReport, DriverResult, Job, Stdio, TestJob } from '../../worker/driver.js';
import { emptyWorkspace, writeWorkspace } from './files.js';
import { takeRoom, type Room } from './harness.js';
import { Output } from './output.js';
import type { Wheels } from './wheels.js';

// Taken before any program runs: one that reaches JavaScript's own objects must not come between us and a result.
const { parse, stringify } = JSON;
const later = setTimeout.bind(globalThis);
const canSuspend = 'Suspending' in WebAssembly;

const full = 'maximum recursion depth exceeded: the stack of this browser is full';

/** An `Error` of the engine itself: the interpreter is gone. */
function ruin(error: unknown): DriverResult {
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number') return { outcome: status === 0 ? 'ok' : 'error', exitCode: status };
  const message = String((error as { message?: unknown } | null)?.message ?? error);
  if (/call stack/i.test(message))
    return { outcome: 'error', exitCode: 1, error: { name: 'RecursionError', message: full } };
  const memory =
    /out of memory|MemoryError|memory access out of bounds|Cannot enlarge memory|Array buffer allocation/i.test(
      message,
    );
  return {
    outcome: memory ? 'memory' : 'error',
    exitCode: memory ? 137 : 134,
    error: { name: 'FatalError', message },
  };
}

/** Whether interruptions are heard from now on. Its declaration lacks `undefined`, which its documentation has. */
function listening(python: PyodideAPI, interrupt: Uint8Array | undefined): (now: boolean) => void {
  const listen = python.setInterruptBuffer as (buffer: Uint8Array | undefined) => void;
  return (now) => listen(now ? interrupt : undefined);
}

export class PythonDriver implements Driver {
  private readonly room: Room;
  private readonly output = new Output();
  private job: Stdio | undefined;
  private trusted = true;

  constructor(
    private readonly python: PyodideAPI,
    private readonly wheels: Wheels,
    /** Two bytes: the first interrupts, the second tells that the runner has asked this job to stop. */
    interrupt: Uint8Array | undefined,
  ) {
    this.room = takeRoom(python);
    this.output.listen(python);
    const hear = listening(python, interrupt);
    hear(true);
    this.room.wake(
      () => this.job?.readLineSync() ?? undefined,
      async () => (await this.job?.readLine()) ?? undefined,
      (ms) => new Promise((resolve) => later(resolve, ms)),
      hear,
      () => interrupt?.[1] === 1,
    );
  }

  get reusable(): boolean {
    return this.trusted;
  }

  run(job: Job, io: Stdio): Promise<DriverResult> {
    return this.within(job, io, async (mode) => {
      const text = await this.call(this.room.run, job.entry, stringify(job.args), mode);
      return parse(text) as DriverResult;
    });
  }

  test(job: TestJob, io: Stdio, report: (event: DriverReport) => void): Promise<DriverResult> {
    return this.within(job, io, async (mode) => {
      const { files, entry, testFiles, cases } = job;
      await this.call(this.room.test, stringify({ files, entry, testFiles, cases }), mode);
      for (;;) {
        const event = parse(await this.call(this.room.step)) as
          DriverReport | { type: 'end'; result: DriverResult };
        if (event.type === 'end') return event.result;
        report(this.withOutput(event));
      }
    });
  }

  /** What was printed while it ran; what was printed while files loaded belongs to no test. */
  private withOutput(event: DriverReport): DriverReport {
    const output = this.output.taken();
    if (event.type === 'plan') return event;
    return event.type === 'case' || output !== '' ? { ...event, output } : event;
  }

  /** Python may wait for a promise only when it was entered this way. */
  private async call(method: PyCallable, ...args: string[]): Promise<string> {
    return String(canSuspend ? await method.callPromising(...args) : method(...args));
  }

  private async within(
    job: Job,
    io: Stdio,
    work: (mode: string) => Promise<DriverResult>,
  ): Promise<DriverResult> {
    this.job = io;
    this.output.begin(io);
    try {
      this.wheels.install(job.files);
      writeWorkspace(this.python.FS, job.files);
      return await work(io.input === 'interactive' && !canSuspend ? 'none' : io.input);
    } catch (error) {
      this.trusted = false;
      return ruin(error);
    } finally {
      this.output.end();
      this.job = undefined;
    }
  }

  rest(): void {
    if (!this.trusted) return;
    try {
      this.trusted = this.room.end();
      emptyWorkspace(this.python.FS);
    } catch {
      this.trusted = false;
    }
  }
}
