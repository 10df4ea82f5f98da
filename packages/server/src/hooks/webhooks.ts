import { createHash } from 'node:crypto';
import { JobQueue } from '../jobs/queue.js';
import type { Job } from '../jobs/job.js';
import type { Documents } from '../log/documents.js';
import { within } from '../within.js';
import { AddressRefusedError } from './address.js';
import { post } from './post.js';
import { SIGNATURE_HEADER, signatureOf } from './signature.js';

/** What a backend tells of a room. */
export type WebhookEvent = 'started' | 'submitted' | 'graded' | 'ended';

/** Something that happened to a room, as it is told. It holds counts and ids: no texts, no tests, no notes. */
export interface Happening {
  readonly event: WebhookEvent;
  readonly room: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WebhookOptions {
  documents: Documents;
  /** Where everything that happens is told. */
  url?: string | undefined;
  /** Signs what is sent. */
  secret: string;
  /** Where what happens to one room is told, beside that. */
  urlOf(room: string): Promise<string | undefined>;
  /** Whether receivers may be in a private network: only for those who trust everyone that makes rooms. */
  allowPrivate?: boolean | undefined;
  onError(error: unknown): void;
  /** How long a receiver may take, in milliseconds. */
  timeoutMs?: number | undefined;
  /** The wait before the first new attempt, in milliseconds; it doubles each time, up to an hour. */
  retryMs?: number | undefined;
  /** For how long it is tried, in milliseconds. */
  giveUpMs?: number | undefined;
  pollMs?: number | undefined;
}

interface Delivery {
  url: string;
  body: string;
}

const HOUR = 3_600_000;
const BUCKET = 'webhooks';

/** Tells others what happens: signed, tried again for a day, each event with an id by which a receiver knows it again. */
export class Webhooks {
  readonly #queue: JobQueue<Delivery>;

  constructor(private readonly options: WebhookOptions) {
    const { documents, pollMs, onError } = options;
    this.#queue = new JobQueue({
      documents,
      bucket: BUCKET,
      run: ({ work }, signal) => this.#deliver(work, signal),
      retryIn: (job, error) => this.#retryIn(job, error),
      concurrency: 16,
      pollMs,
      onError,
    });
  }

  start(): void {
    this.#queue.start();
  }

  /** Sees to it that something is told. `name` tells it apart from what else happens to the room. */
  async tell(name: string, happening: Happening): Promise<void> {
    const { room } = happening;
    const urls = new Set([this.options.url, await this.options.urlOf(room)]);
    for (const url of urls) {
      if (url === undefined) continue;
      const id = createHash('sha256')
        .update(JSON.stringify([room, name, url]))
        .digest('hex')
        .slice(0, 32);
      await this.#queue.add(id, { url, body: JSON.stringify({ id, ...happening }) });
    }
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #deliver({ url, body }: Delivery, signal: AbortSignal): Promise<void> {
    const { secret, allowPrivate = false, timeoutMs = 10_000 } = this.options;
    await post({
      url,
      body,
      allowPrivate,
      headers: { 'Content-Type': 'application/json', [SIGNATURE_HEADER]: signatureOf(secret, body) },
      signal: within(signal, timeoutMs),
    });
  }

  #retryIn({ since, attempt }: Job<Delivery>, error: unknown): number | undefined {
    const { retryMs = 5000, giveUpMs = 24 * HOUR } = this.options;
    if (error instanceof AddressRefusedError || Date.now() - since > giveUpMs) return;
    const wait = Math.min(retryMs * 2 ** (attempt - 1), HOUR);
    // Not all at once, after a receiver was away.
    return wait * (0.75 + Math.random() / 2);
  }
}
