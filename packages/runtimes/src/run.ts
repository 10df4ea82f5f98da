import { Channel } from './channel.js';
import type { ExitEvent, OutputEvent, RunEvent } from './events.js';
import type { JobHandle, JobListener } from './sandbox/engine.js';
import type { JobEnd, JobRequest } from './sandbox/protocol.js';
import type { DriverReport } from './worker/driver.js';

/** What a job is run by: an engine, or a stand-in. */
export interface Submit {
  submit(request: JobRequest, listener: JobListener): JobHandle;
}
export type JobEvent = RunEvent | { type: 'report'; event: DriverReport } | EndEvent;
interface EndEvent extends ExitEvent {
  diagnostics?: JobEnd['diagnostics'];
}
export interface JobOptions {
  input?: AsyncIterable<string> | undefined;
  signal?: AbortSignal | undefined;
}

/** Runs a job and yields all it says; the last is `exit`. Who leaves the loop early stops the job. */
export async function* runJob(
  engine: Submit,
  request: JobRequest,
  options: JobOptions,
): AsyncGenerator<JobEvent, void> {
  const channel = new Channel<JobEvent>();
  const lines = options.input?.[Symbol.asyncIterator]();
  const handle = engine.submit(request, {
    progress: (event) => channel.push(event),
    output: (chunks) =>
      chunks.forEach(({ stream, text }) => channel.push({ type: stream, text } satisfies OutputEvent)),
    report: (event) => channel.push({ type: 'report', event }),
    input: () => void nextLine(lines).then((line) => handle.give(line)),
    exit: (end) => {
      channel.push({ type: 'exit', ...end });
      channel.close();
    },
  });
  const stop = (): void => handle.stop();
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener('abort', stop);
  try {
    yield* channel;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    stop();
    // Whoever made the lines may tidy up; a generator in the middle of a wait does so when that ends.
    lines?.return?.()?.catch(() => {});
  }
}

/** The next line, or the end of input if there is none or its source fails. */
async function nextLine(lines: AsyncIterator<string> | undefined): Promise<string | null> {
  try {
    const next = await lines?.next();
    return !next || next.done ? null : `${next.value.replace(/\n$/, '')}\n`;
  } catch {
    return null;
  }
}
