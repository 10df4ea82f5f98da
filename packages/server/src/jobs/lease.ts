import { ConflictError, type Documents } from '../log/documents.js';
import type { KeptJob } from './job.js';

/** A job's document that was just read, or written. */
export interface Place<T> {
  readonly documents: Documents;
  readonly bucket: string;
  readonly key: string;
  readonly kept: KeptJob<T>;
  readonly revision: number;
}

/** That a job is ours for now. It is renewed until it is given back; each write succeeds only if nobody else took it. */
export class Lease<T> {
  readonly #lost = new AbortController();
  #renewal: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private place: Place<T>,
    private readonly by: string,
    private readonly ms: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Takes a job; nothing if someone else was first. */
  static async claim<T>(place: Place<T>, by: string, ms: number, onError: (error: unknown) => void) {
    const lease = new Lease(place, by, ms, onError);
    const taken = await lease.#put({ attempts: place.kept.attempts + 1, lease: lease.#until() });
    if (taken) lease.#timer = setInterval(() => lease.#renew(), ms / 3).unref();
    return taken ? lease : undefined;
  }

  get kept(): KeptJob<T> {
    return this.place.kept;
  }

  /** Ends when someone else took the job, for nothing was heard of us. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** The job is done, or given up. */
  async finish(): Promise<void> {
    await this.#stop();
    const { documents, bucket, key, revision } = this.place;
    await documents.delete(bucket, key, revision).catch(ignoreConflict);
  }

  /** Lets go of it, for whoever comes to it. */
  async giveBack(change: Partial<KeptJob<T>>): Promise<void> {
    await this.#stop();
    await this.#put({ ...change, lease: undefined });
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewal;
  }

  #renew(): void {
    this.#renewal = this.#renewAfter(this.#renewal).catch(this.onError);
  }

  async #renewAfter(before: Promise<void>): Promise<void> {
    await before;
    if (!(await this.#put({ lease: this.#until() }))) this.#lost.abort();
  }

  #until() {
    return { by: this.by, until: Date.now() + this.ms };
  }

  /** Whether it was still ours to write. */
  async #put(change: Partial<KeptJob<T>>): Promise<boolean> {
    const { documents, bucket, key, revision } = this.place;
    const kept = { ...this.place.kept, ...change };
    const written = await documents.put(bucket, key, kept, revision).catch(ignoreConflict);
    if (written === undefined) return false;
    this.place = { ...this.place, kept, revision: written };
    return true;
  }
}

function ignoreConflict(error: unknown): undefined {
  if (!(error instanceof ConflictError)) throw error;
}
