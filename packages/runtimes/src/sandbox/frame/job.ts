import type { Outcome, RunError } from '../../events.js';
import type { JobEnd, JobRequest, WorkerToFrame } from '../protocol.js';
import type { Bench, Ready } from './pool.js';
import type { Relay } from './relay.js';
import { Watch } from './watch.js';

/**
 * A job from its start to its one `exit`:
 *
 *   waiting for a worker ─→ running ─→ (done) ─────────────────────────────→ exit
 *                              └──→ ending: asked to stop, told to flush ─→ terminated ─→ drained ─→ exit
 *
 * An ending is a stop, a time-out or a flood. The interpreter is asked where it can be asked, and kept if it ends by
 * itself; after the grace, or, where it cannot be asked, at once if the worker answers that it holds nothing back, it is
 * terminated. What was posted before still arrives.
 */
const GRACE_ASKED = 250;
const GRACE = 60;
const DRAIN = 20;

type Done = WorkerToFrame & { type: 'done' };
type Forced = 'stopped' | 'timeout' | 'output-limit';
const exitCodes: Record<Exclude<Outcome, 'ok' | 'error'>, number> = {
  'stopped': 130,
  'timeout': 124,
  'output-limit': 125,
  'memory': 137,
  'crash': 134,
};

export class FrameJob {
  private ready: Ready | undefined;
  private forced: Forced | undefined;
  private ended = false;
  /** The interpreter was asked to stop: it is waited for. */
  private asked = false;
  /** What came of it, where it is not over before the worker has put things back. */
  private resting: Done | undefined;
  private asking: { shared: boolean } | undefined;
  private readonly watch: Watch;
  private grace: ReturnType<typeof setTimeout> | undefined;
  private spare: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly id: number,
    private readonly request: JobRequest,
    private readonly pool: Bench,
    private readonly relay: Relay,
  ) {
    this.watch = new Watch(request.limits.wallMs, () => this.end('timeout'));
  }

  async start(): Promise<void> {
    this.relay.begin(this.id);
    try {
      this.begin(await this.pool.take());
    } catch (error) {
      this.exit({
        outcome: 'crash',
        error: { name: 'Error', message: error instanceof Error ? error.message : String(error) },
      });
    }
  }

  stop(): void {
    if (this.ready) this.end('stopped');
    else this.exit({ outcome: 'stopped' });
  }

  give(text: string | null): void {
    if (!this.asking || this.ended) return;
    this.ready?.worker.giveLine(text, this.asking.shared);
    this.asking = undefined;
    this.watch.start();
  }

  private begin(ready: Ready): void {
    if (this.ended) return this.pool.putBack(ready);
    this.ready = ready;
    ready.worker.onmessage = (message) => this.hear(message);
    ready.worker.onlost = (why) => this.lost(why);
    this.relay.after({ type: 'phase', phase: 'ready' });
    this.spare = setTimeout(() => this.pool.warm(), this.pool.spareAfter);
    this.watch.start();
    ready.worker.post({ type: 'start', ...this.request });
  }

  private hear(message: WorkerToFrame): void {
    if (this.ended) return;
    switch (message.type) {
      case 'output':
        return this.relay.output(message.text, message.marks);
      case 'report':
        return this.relay.after({ type: 'report', id: this.id, event: message.event });
      case 'input':
        return this.ask(message.shared);
      case 'flood':
        return this.end('output-limit');
      case 'flushed':
        return this.forced && !this.asked ? this.terminate() : undefined;
      case 'done':
        return this.done(message);
      case 'rested':
        return this.resting && this.done({ ...this.resting, reusable: message.reusable });
      default:
        return undefined;
    }
  }

  private ask(shared: boolean): void {
    // It was asked to stop while it asked for a line.
    if (this.asked) return this.ready?.worker.giveLine(null, shared);
    this.watch.hold();
    this.asking = { shared };
    this.relay.after({ type: 'input', id: this.id });
  }

  private end(forced: Forced): void {
    if (this.forced || this.ended || !this.ready) return;
    this.forced = forced;
    this.watch.hold();
    const { worker, interruptible } = this.ready;
    this.asked = interruptible;
    if (interruptible) this.askToStop(worker);
    else this.pool.warm();
    worker.post({ type: 'flush' });
    this.grace = setTimeout(() => this.terminate(), this.asked ? GRACE_ASKED : GRACE);
  }

  /** Who waits for a line sees it only once there is an answer. */
  private askToStop(worker: Ready['worker']): void {
    const { asking } = this;
    // A line that is on its way comes too late: nobody waits for two.
    this.asking = undefined;
    worker.askToStop();
    if (asking) worker.giveLine(null, asking.shared);
  }

  /** What the worker posted before it died is still on its way: it is waited for. */
  private terminate(): void {
    clearTimeout(this.grace);
    this.ready?.worker.kill();
    setTimeout(() => {
      this.ready?.worker.terminate();
      this.exit(this.forced ? { outcome: this.forced } : { outcome: 'crash' });
    }, DRAIN);
  }

  private lost(why: string): void {
    this.ready?.worker.terminate();
    this.exit(
      this.forced ? { outcome: this.forced } : { outcome: 'crash', error: { name: 'Error', message: why } },
    );
  }

  private done(message: Done): void {
    const { ready, forced } = this;
    const { result, diagnostics, reusable } = message;
    if (reusable === undefined && !this.pool.rest) {
      this.resting = message;
      return;
    }
    const broken = result.outcome === 'memory' || reusable === false;
    if (ready && broken) this.pool.discard(ready, result.outcome === 'ok' && !forced);
    else if (ready && reusable) this.pool.putBack(ready);
    else if (ready) this.pool.rest?.(ready);
    if (forced) return this.exit({ outcome: forced });
    this.exit({ outcome: result.outcome, exitCode: result.exitCode, error: result.error, diagnostics });
  }

  private exit(end: {
    outcome: Outcome;
    exitCode?: number;
    error?: RunError;
    diagnostics?: JobEnd['diagnostics'];
  }): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.grace);
    clearTimeout(this.spare);
    this.watch.hold();
    this.relay.after({
      type: 'exit',
      id: this.id,
      outcome: end.outcome,
      exitCode: end.exitCode ?? codeOf(end.outcome),
      durationMs: this.watch.elapsed(),
      error: end.error,
      diagnostics: end.diagnostics,
    });
    this.pool.warm();
  }
}

function codeOf(outcome: Outcome): number {
  if (outcome === 'ok') return 0;
  return outcome === 'error' ? 1 : exitCodes[outcome];
}
