import type { OpenEngine } from '../any-runner.js';
import type { JobHandle, JobListener } from '../sandbox/engine.js';
import type { HostToFrame, JobEnd, JobRequest } from '../sandbox/protocol.js';
import { Watch } from '../sandbox/frame/watch.js';
import type { Grader } from './grader.js';
import type { Graders } from './graders.js';
import type { ChildToParent } from './messages.js';

/** How long the process may take beyond a job's time to end it by itself, before it is killed. */
const GRACE_MS = 3000;

/** How long a job has the processor to itself before the next process is booted beside it. */
const SPARE_MS = 400;

const stopped: JobEnd = { outcome: 'stopped', exitCode: 130, durationMs: 0 };

interface Current {
  id: number;
  listener: JobListener;
  watch: Watch;
  ended: boolean;
}

/**
 * The jobs of one request, one after another: in one process as long as each leaves it whole, in a new one after a job
 * that was ended, grew too large or cannot be followed by another. No process serves two requests.
 */
export class Session implements OpenEngine {
  private grader: Grader | undefined;
  private turn: Promise<void> | undefined;
  private hasTurn = false;
  private readonly over = new AbortController();
  private lastId = 0;
  private current: Current | undefined;
  private spare: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly graders: Graders,
    private readonly engine: string,
  ) {}

  submit(request: JobRequest, listener: JobListener): JobHandle {
    const watch = new Watch(request.limits.wallMs + GRACE_MS, () =>
      this.cut(current, { outcome: 'timeout', exitCode: 124, durationMs: request.limits.wallMs }),
    );
    const current: Current = { id: ++this.lastId, listener, watch, ended: false };
    this.current = current;
    void this.start(current, request);
    return {
      give: (text) => {
        if (current.ended) return;
        watch.start();
        this.post({ type: 'line', id: current.id, text });
      },
      stop: () => this.stop(current),
    };
  }

  close(): void {
    this.over.abort();
    this.dropGrader();
    if (this.current) this.end(this.current, stopped);
    if (this.hasTurn) this.graders.giveBack();
    this.hasTurn = false;
  }

  private async start(current: Current, request: JobRequest): Promise<void> {
    try {
      const grader = await this.ready(current);
      if (current.ended || this.over.signal.aborted) return this.end(current, stopped);
      grader.onmessage = (message) => this.hear(current, message);
      grader.onlost = () => this.cut(current, died());
      if (!grader.alive) return this.cut(current, died());
      current.listener.progress({ type: 'progress', phase: 'ready' });
      current.watch.start();
      grader.post({ type: 'start', id: current.id, ...request });
      this.spare = setTimeout(() => this.graders.warm(this.engine), SPARE_MS);
    } catch (error) {
      this.end(current, failed(error));
    }
  }

  private async ready(current: Current): Promise<Grader> {
    await (this.turn ??= this.waitForTurn());
    if (this.over.signal.aborted) throw new Error('stopped');
    if (this.grader?.alive) return this.grader;
    current.listener.progress({ type: 'progress', phase: 'boot' });
    const grader = await this.graders.take(this.engine);
    if (this.over.signal.aborted) {
      this.graders.drop(grader);
      throw new Error('stopped');
    }
    return (this.grader = grader);
  }

  private async waitForTurn(): Promise<void> {
    this.hasTurn = await this.graders.turn(this.over.signal);
    // Closed in the moment its turn came: `close` had nothing to give back yet.
    if (this.over.signal.aborted) this.close();
  }

  private post(message: HostToFrame): void {
    this.grader?.post(message);
  }

  /** Asked first, so that what was printed still comes; killed if that does not help. */
  private stop(current: Current): void {
    if (current.ended) return;
    if (!this.grader) return this.end(current, stopped);
    this.post({ type: 'stop', id: current.id });
    setTimeout(() => this.cut(current, stopped), GRACE_MS).unref();
  }

  private hear(current: Current, message: ChildToParent): void {
    const { listener, watch } = current;
    if (message.type === 'output')
      this.post({ type: 'ack', size: message.chunks.reduce((sum, { text }) => sum + text.length, 0) });
    if (current.ended || !('id' in message) || message.id !== current.id) return;
    switch (message.type) {
      case 'output':
        return listener.output(message.chunks);
      case 'report':
        return listener.report(message.event);
      case 'input':
        watch.hold();
        return listener.input();
      case 'exit':
        if (!message.reusable) this.dropGrader();
        return this.end(current, message);
    }
  }

  /** Ends a job and its process. */
  private cut(current: Current, end: JobEnd): void {
    if (current.ended) return;
    this.dropGrader();
    this.end(current, end);
  }

  private end(current: Current, { outcome, exitCode, durationMs, error, diagnostics }: JobEnd): void {
    if (current.ended) return;
    current.ended = true;
    current.watch.hold();
    clearTimeout(this.spare);
    this.graders.warm(this.engine);
    current.listener.exit({
      outcome,
      exitCode,
      durationMs,
      ...(error ? { error } : {}),
      ...(diagnostics ? { diagnostics } : {}),
    });
  }

  private dropGrader(): void {
    if (this.grader) this.graders.drop(this.grader);
    this.grader = undefined;
  }
}

function failed(cause: unknown): JobEnd {
  const message = `The process for grading did not start: ${cause instanceof Error ? cause.message : String(cause)}`;
  return { outcome: 'crash', exitCode: 134, durationMs: 0, error: { name: 'SandboxError', message } };
}

/** A process that nobody here killed dies of want of memory, as far as can be told from outside. */
function died(): JobEnd {
  const message = 'The process died, most likely because the program used too much memory.';
  return { outcome: 'memory', exitCode: 137, durationMs: 0, error: { name: 'MemoryError', message } };
}
