import {
  backoff,
  JoinRefusedError,
  watchWake,
  type Clock,
  type Connection,
  type RemoteConnection,
} from '@interview-room/core';
import type { Far, Link } from './far.js';

/** So long one try may take, in milliseconds. */
const TIMEOUT = 30_000;

type Status = 'idle' | 'connecting' | 'open' | 'offline' | 'refused' | 'stopped';

/**
 *   idle ──start()──▶ connecting ──▶ open ──▶ offline ──(a pause, retry(), the network is back)──▶ connecting
 *                        │  ▲                    ▲
 *                        │  └─ retry() ─ refused │
 *                        └──────────▶────────────┘
 * Keeps a far side connected, and tries again with growing pauses.
 */
export class Connecting {
  link: Link | undefined;
  private status: Status = 'idle';
  private attempt = 0;
  private retryAt: number | undefined;
  private refusal: RemoteConnection['refusal'];
  /** It may be let in later by itself. */
  private passes = true;
  private resumed: RemoteConnection['resumed'];
  private stopWaiting = () => {};
  private trying = new AbortController();
  private readonly watchers = new Set<() => void>();
  private unwatch = () => {};

  constructor(
    private readonly far: Far,
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly told: { linked(link: Link | undefined): void; changed(): void },
  ) {}

  get started(): boolean {
    return this.status !== 'idle';
  }

  start(): void {
    if (this.started) return;
    this.unwatch = watchWake(
      () => this.status === 'offline' && this.retry(),
      // A socket may look open for long after the network has gone.
      () => this.status === 'open' && this.broken(new Error('This device is offline.')),
    );
    void this.run();
  }

  /** Tries at once, where it is not connected. */
  retry(): void {
    if (this.status === 'open' || this.status === 'connecting') return;
    this.stopWaiting();
  }

  /** Something that was given over a link was not taken. */
  broken(error: unknown): void {
    this.trying.abort(error);
  }

  async stop(): Promise<void> {
    this.unwatch();
    this.status = 'stopped';
    this.trying.abort();
    this.stopWaiting();
    await this.drop();
    for (const watcher of this.watchers) watcher();
  }

  /** Resolves when it is connected, or cannot be and something is `known` to show; rejects where there is nothing. */
  async outcome(known: boolean): Promise<void> {
    while (this.status === 'connecting' || this.status === 'idle') await this.change();
    if (known || this.status === 'open' || this.status === 'stopped') return;
    const { reason = 'unavailable', message = 'The backend was not reached.' } = this.refusal ?? {};
    throw new JoinRefusedError(reason, message, this.status === 'offline');
  }

  /** How the room stands with its backend, beside how it is `kept` here. */
  describe(kept: Connection, unsent: number, crowded: number): Connection {
    const { status, far } = this;
    if (kept.status === 'closed' || status === 'stopped') return { ...kept, status: 'closed' };
    return {
      ...kept,
      status: status === 'idle' ? 'connecting' : status,
      remote: {
        transport: far.transport,
        unsent,
        clockOffset: 0,
        ...(unsent > crowded && { crowded: true }),
        ...(this.attempt > 0 && { attempt: this.attempt }),
        ...(this.retryAt !== undefined && { retryAt: this.retryAt }),
        ...(this.refusal && { refusal: this.refusal }),
        ...(this.resumed && { resumed: this.resumed }),
      },
    };
  }

  private get over(): boolean {
    return this.status === 'stopped';
  }

  private async run(): Promise<void> {
    while (!this.over) {
      this.enter('connecting');
      try {
        await this.connected();
      } catch (error) {
        this.refusal = refusalOf(error);
        this.passes = !(error instanceof JoinRefusedError) || error.retry;
      }
      await this.drop();
      if (this.over) return;
      this.attempt++;
      await this.pause();
    }
  }

  /** Connects, and resolves or rejects when that is over. */
  private async connected(): Promise<void> {
    this.trying = new AbortController();
    const { signal } = this.trying;
    const late = this.clock.after(TIMEOUT, () =>
      this.trying.abort(new Error('The backend took too long to answer.')),
    );
    try {
      this.link = await unless(signal, this.far.connect(signal));
    } finally {
      late();
    }
    if (this.attempt > 0) this.resumed = { at: this.clock.now(), sent: 0, missed: 0 };
    this.attempt = 0;
    this.refusal = undefined;
    this.passes = true;
    this.enter('open');
    this.told.linked(this.link);
    await unless(signal, this.link.over);
  }

  private async drop(): Promise<void> {
    const { link } = this;
    this.link = undefined;
    this.told.linked(undefined);
    this.trying.abort();
    await Promise.resolve(link?.close()).catch(() => undefined);
  }

  /** Until it is to be tried again: a time, or for ever where only a person can change something. */
  private async pause(): Promise<void> {
    const refused = !this.passes;
    const wait = backoff(this.attempt, this.random);
    this.retryAt = refused ? undefined : this.clock.now() + wait;
    this.enter(refused ? 'refused' : 'offline');
    await new Promise<void>((resolve) => {
      const cancel = refused ? () => {} : this.clock.after(wait, resolve);
      this.stopWaiting = () => {
        cancel();
        resolve();
      };
    });
    this.retryAt = undefined;
  }

  private enter(status: Status): void {
    if (this.over) return;
    this.status = status;
    this.told.changed();
    for (const watcher of this.watchers) watcher();
    this.watchers.clear();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.watchers.add(resolve));
  }
}

/** What a person is told of why it is not connected. */
function refusalOf(error: unknown): RemoteConnection['refusal'] {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof JoinRefusedError) return { reason: error.reason, message: error.message };
  return { reason: 'unavailable', message: error.message };
}

/** The same promise, which an aborted signal rejects. */
async function unless<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  // Whichever comes later is of no interest any more.
  work.catch(() => undefined);
  aborted.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
