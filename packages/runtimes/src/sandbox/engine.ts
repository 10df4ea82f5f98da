import type { EngineManifest } from '../languages/language.js';
import type { ProgressEvent } from '../events.js';
import { AssetError, fetchEngine, type EngineFiles } from './assets.js';
import type { FrameToHost, JobEnd, JobRequest, Chunk } from './protocol.js';
import type { DriverReport } from '../worker/driver.js';
import { Sandbox } from './sandbox.js';

/** Where the files are. Engines of the same place are shared by all runners of a page. */
export interface Place {
  assetBase: string;
  sandboxUrl: string;
}

/** Who waits for a job hears this; `exit` comes once, and last. */
export interface JobListener {
  progress(event: ProgressEvent): void;
  output(chunks: Chunk[]): void;
  input(): void;
  report(event: DriverReport): void;
  exit(end: JobEnd): void;
}
export interface JobHandle {
  give(line: string | null): void;
  stop(): void;
}
interface Queued {
  id: number;
  request: JobRequest;
  listener: JobListener;
  stopped: AbortController;
}

let lastId = 0;

/** One language's frame and the queue before it. Nothing is loaded before the first job, or `warm`. */
export class Engine {
  private queue: Queued[] = [];
  private current: Queued | undefined;
  private opening: Promise<Sandbox> | undefined;
  private sandbox: Sandbox | undefined;
  private readonly over = new AbortController();
  private progress: ProgressEvent | undefined;

  constructor(
    private readonly place: Place,
    private readonly manifest: EngineManifest,
  ) {}

  /** Loads and boots ahead. What goes wrong is told by the first run, which tries again. */
  warm(): void {
    this.open().catch(() => {});
  }

  submit(request: JobRequest, listener: JobListener): JobHandle {
    const job: Queued = { id: ++lastId, request, listener, stopped: new AbortController() };
    this.queue.push(job);
    void this.pump();
    return {
      give: (text) => this.tell(job, { type: 'line', id: job.id, text }),
      stop: () => this.stop(job),
    };
  }

  dispose(): void {
    this.over.abort();
    for (const job of [...this.queue, this.current]) if (job) this.end(job, stopped());
    this.queue = [];
    this.sandbox?.dispose();
    this.sandbox = undefined;
  }

  private async pump(): Promise<void> {
    if (this.current) return;
    const job = this.queue.shift();
    if (!job) return;
    this.current = job;
    try {
      const sandbox = await beforeStop(this.open(), job.stopped.signal);
      if (this.current !== job) return;
      sandbox.watch();
      sandbox.post({ type: 'start', id: job.id, ...job.request });
    } catch (error) {
      this.end(job, job.stopped.signal.aborted ? stopped() : failed(error));
    }
  }

  private stop(job: Queued): void {
    job.stopped.abort();
    if (this.current === job) return this.tell(job, { type: 'stop', id: job.id });
    if (!this.queue.includes(job)) return;
    this.queue = this.queue.filter((other) => other !== job);
    job.listener.exit(stopped());
  }

  private tell(
    job: Queued,
    message: { type: 'line'; id: number; text: string | null } | { type: 'stop'; id: number },
  ): void {
    if (this.current === job) this.sandbox?.post(message);
  }

  private open(): Promise<Sandbox> {
    if (this.sandbox?.alive) return Promise.resolve(this.sandbox);
    this.sandbox?.dispose();
    this.sandbox = undefined;
    const opening = (this.opening ??= this.load().finally(() => (this.opening = undefined)));
    if (this.progress) this.current?.listener.progress(this.progress);
    return opening;
  }

  private async load(): Promise<Sandbox> {
    const [sandbox, files] = await this.fetchBoth();
    sandbox.onmessage = (message) => this.hear(message);
    sandbox.onlost = () => this.lost(sandbox);
    const transfer = files.assets.map((asset) => asset.data);
    this.sandbox = sandbox;
    this.tellProgress({ type: 'progress', phase: 'boot' });
    sandbox.post({ type: 'load', engine: this.manifest.id, ...files }, transfer);
    return sandbox;
  }

  /** Both at once; the frame is not left behind where the files cannot be had. */
  private async fetchBoth(): Promise<[Sandbox, EngineFiles]> {
    const opening = Sandbox.open(this.place.sandboxUrl, this.over.signal);
    const fetching = fetchEngine(this.place.assetBase, this.manifest, (loaded, total) =>
      this.tellProgress({
        type: 'progress',
        phase: 'download',
        loaded,
        ...(total === undefined ? {} : { total }),
      }),
    );
    const [sandbox, files] = await Promise.allSettled([opening, fetching]);
    if (sandbox.status === 'fulfilled' && files.status === 'fulfilled' && !this.over.signal.aborted) {
      return [sandbox.value, files.value];
    }
    if (sandbox.status === 'fulfilled') sandbox.value.dispose();
    throw files.status === 'rejected'
      ? files.reason
      : sandbox.status === 'rejected'
        ? sandbox.reason
        : new Error('disposed');
  }

  private tellProgress(event: ProgressEvent): void {
    this.progress = event.phase === 'ready' ? undefined : event;
    this.current?.listener.progress(event);
  }

  private hear(message: FrameToHost): void {
    if (message.type === 'phase') return this.tellProgress({ type: 'progress', phase: message.phase });
    const { current } = this;
    if (message.type === 'output') this.sandbox?.post({ type: 'ack', size: sizeOf(message.chunks) });
    if (!current || !('id' in message) || message.id !== current.id) return;
    switch (message.type) {
      case 'output':
        return current.listener.output(message.chunks);
      case 'input':
        return current.listener.input();
      case 'report':
        return current.listener.report(message.event);
      case 'exit':
        return this.end(current, message);
    }
  }

  private lost(sandbox: Sandbox): void {
    if (this.sandbox !== sandbox) return;
    this.sandbox = undefined;
    if (this.current) this.end(this.current, died());
  }

  private end(job: Queued, end: JobEnd): void {
    const { outcome, exitCode, durationMs, error, diagnostics } = end;
    this.sandbox?.rest();
    if (this.current === job) this.current = undefined;
    job.listener.exit({
      outcome,
      exitCode,
      durationMs,
      ...(error ? { error } : {}),
      ...(diagnostics ? { diagnostics } : {}),
    });
    void this.pump();
  }
}

const sizeOf = (chunks: Chunk[]): number => chunks.reduce((sum, { text }) => sum + text.length, 0);

const stopped = (): JobEnd => ({ outcome: 'stopped', exitCode: 130, durationMs: 0 });

function failed(cause: unknown): JobEnd {
  const name = cause instanceof AssetError ? cause.name : 'SandboxError';
  const message = cause instanceof Error ? cause.message : String(cause);
  return { outcome: 'crash', exitCode: 134, durationMs: 0, error: { name, message } };
}

/** A frame's whole process only ever dies of want of memory, as far as a page can tell. */
function died(): JobEnd {
  const message = 'The sandbox died, most likely because the program used too much memory.';
  return { outcome: 'memory', exitCode: 137, durationMs: 0, error: { name: 'MemoryError', message } };
}

/** The promise's value, unless the job is stopped before it comes. */
function beforeStop<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('stopped'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
