import { randomUUID } from 'node:crypto';
import { ConflictError, type Documents } from '../log/documents.js';
import { ripeAt, type Job, type KeptJob } from './job.js';
import { Lease } from './lease.js';

export interface QueueOptions<T> {
  documents: Documents;
  /** Where the jobs are kept. */
  bucket: string;
  /** Does the job. What it throws has it tried again, if `retryIn` says so. The signal ends when it is not ours any more. */
  run(job: Job<T>, signal: AbortSignal): Promise<void>;
  /** In how many milliseconds to try again; nothing gives it up. */
  retryIn(job: Job<T>, error: unknown): number | undefined;
  /** How many this process does at once. */
  concurrency: number;
  /** How long a process that says nothing is believed to be at it still. */
  leaseMs?: number | undefined;
  /** How often to look what others left. */
  pollMs?: number | undefined;
  onError(error: unknown): void;
}

/*
 *            add                  claim                  run resolves
 *   (none) ───────▶ waiting(due) ───────▶ leased(until) ──────────────▶ (none)
 *                        ▲                   │      │
 *                        │    run throws     │      │ the process dies: the lease runs out,
 *                        └───────────────────┘      └──────▶ ripe again for any process
 *
 * Each step is a write that succeeds only at the revision that was read, so that of many processes one makes it.
 */

/** Jobs that outlive the process. Any process of a backend may add one and any may do it; one at a time does. */
export class JobQueue<T> {
  readonly #me = randomUUID();
  readonly #over = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(private readonly options: QueueOptions<T>) {}

  /** Begins to do what there is to do, also what was left by those before. */
  start(): void {
    this.#look();
  }

  /** Keeps a job. Once it resolves, the job will be done, whatever becomes of this process. */
  async add(key: string, work: T): Promise<void> {
    const { documents, bucket } = this.options;
    const kept: KeptJob<T> = { work, since: Date.now(), attempts: 0, due: 0 };
    try {
      await documents.put(bucket, key, kept, 0);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
    this.#look();
  }

  /** Stops; what is under way is given back, for another process or another day. */
  async close(): Promise<void> {
    this.#over.abort();
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#running.values());
  }

  #look(): void {
    this.#again = true;
    this.#looking ??= this.#lookOn();
  }

  async #lookOn(): Promise<void> {
    while (this.#again && !this.#over.signal.aborted) {
      this.#again = false;
      try {
        this.#wakeAt(await this.#begin());
      } catch (error) {
        this.options.onError(error);
        this.#wakeAt(Infinity);
      }
    }
    this.#looking = undefined;
  }

  /** Begins what is ripe, as far as hands are free, and says when the next will be. */
  async #begin(): Promise<number> {
    const { documents, bucket, concurrency } = this.options;
    let next = Infinity;
    for (const { key, value, revision } of await documents.list(bucket)) {
      if (this.#over.signal.aborted || this.#running.size >= concurrency) break;
      const kept = value as KeptJob<T>;
      const ripe = ripeAt(kept);
      if (this.#running.has(key)) continue;
      if (ripe > Date.now()) next = Math.min(next, ripe);
      else await this.#claim(key, kept, revision);
    }
    return next;
  }

  async #claim(key: string, kept: KeptJob<T>, revision: number): Promise<void> {
    const { documents, bucket, leaseMs = 30_000, onError } = this.options;
    const lease = await Lease.claim({ documents, bucket, key, kept, revision }, this.#me, leaseMs, onError);
    if (!lease) return;
    const run = this.#run(key, lease)
      .catch(onError)
      .finally(() => {
        this.#running.delete(key);
        this.#look();
      });
    this.#running.set(key, run);
  }

  async #run(key: string, lease: Lease<T>): Promise<void> {
    const { work, since, attempts: attempt } = lease.kept;
    const job = { key, work, since, attempt };
    try {
      await this.options.run(job, AbortSignal.any([this.#over.signal, lease.lost]));
    } catch (error) {
      return this.#failed(job, lease, error);
    }
    await lease.finish();
  }

  async #failed(job: Job<T>, lease: Lease<T>, error: unknown): Promise<void> {
    // That we go is no fault of the job.
    if (this.#over.signal.aborted) return lease.giveBack({ attempts: job.attempt - 1, due: 0 });
    this.options.onError(error);
    const wait = this.options.retryIn(job, error);
    await (wait === undefined ? lease.finish() : lease.giveBack({ due: Date.now() + wait }));
  }

  #wakeAt(time: number): void {
    clearTimeout(this.#timer);
    if (this.#over.signal.aborted) return;
    const wait = Math.min(Math.max(time - Date.now(), 0), this.options.pollMs ?? 10_000);
    this.#timer = setTimeout(() => this.#look(), wait).unref();
  }
}
