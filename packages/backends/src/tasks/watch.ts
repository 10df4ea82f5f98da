import { backoff, watchWake, type SocketConstructor } from '@interview-room/core';
import { isObject, objectOf, openSocket, parseJson, textOf, WireError, type Socket } from '../wire/index.js';
import type { TaskView } from './client.js';
import { Journal, saidInFrame, type Said } from './journal.js';
import { errorOf, isOver, statusOf, type Task, type TaskStatus } from './task.js';

/** How often what is done, in milliseconds. */
export interface Pace {
  /** The task is asked for, also while its stream is live: one that failed may never say so there. */
  readonly pollMs: number;
  readonly pingMs: number;
  /** What changed is told at most so often. */
  readonly tellMs: number;
}
const PACE: Pace = { pollMs: 4_000, pingMs: 20_000, tellMs: 50 };

/** Where a task is watched. */
export interface FarTask {
  task(): Promise<Task>;
  logs(): Promise<readonly Said[]>;
  readonly url: string;
  readonly Socket?: SocketConstructor | undefined;
}

/**
 *   opening ──▶ live ──▶ down ──(a pause)──▶ opening
 * The socket tells a task's log as it is written; beside it the task is asked for. While the socket is down, so is the log.
 * Both end when the task is over, or is not there.
 */
export class Watch {
  private readonly journal = new Journal();
  private readonly pace: Pace;
  private readonly own = new AbortController();
  private readonly signal: AbortSignal;
  private readonly listener: (view: TaskView) => void;
  private task: Task | undefined;
  private socket: 'opening' | 'live' | 'down' = 'opening';
  private problem: WireError | undefined;
  private isOver = false;
  /** How the stream said that it ended. */
  private ended: { status: TaskStatus; error: string } | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private readonly wakers = new Set<() => void>();
  /** The device has no network any more: a socket may look open for long after that. */
  private away = () => {};
  /** It was to be asked while it was being asked. */
  private again = false;
  /** It said something before it was known to have begun, and was asked for then. */
  private begun = false;

  constructor(
    private readonly far: FarTask,
    told: { listener: (view: TaskView) => void; signal: AbortSignal; pace?: Partial<Pace> },
  ) {
    this.pace = { ...PACE, ...told.pace };
    this.listener = told.listener;
    this.signal = AbortSignal.any([told.signal, this.own.signal]);
    told.signal.addEventListener('abort', () => clearTimeout(this.telling), { once: true });
  }

  start(): void {
    const unwatch = watchWake(
      () => this.wake(),
      () => this.away(),
    );
    this.signal.addEventListener('abort', () => (unwatch(), this.wake()), { once: true });
    void this.keepAsking();
    void this.keepListening();
  }

  private async keepAsking(): Promise<void> {
    for (let failures = 0; !this.signal.aborted;) {
      try {
        await this.ask();
        failures = 0;
      } catch (error) {
        failures++;
        this.failed(error);
      }
      if (this.again) continue;
      await this.pause(
        failures > 1 ? Math.max(this.pace.pollMs, backoff(failures, Math.random)) : this.pace.pollMs,
      );
    }
  }

  private async ask(): Promise<void> {
    this.again = false;
    const task = await this.far.task();
    if (this.signal.aborted) return;
    this.task = this.ended && !isOver(task.status) ? { ...task, ...this.ended } : task;
    this.problem = undefined;
    this.tell();
    const over = isOver(this.task.status);
    if (over || this.socket === 'down') await this.askForLog();
    if (over) this.finish();
  }

  /** A backend may not have it; what the stream told is there. */
  private async askForLog(): Promise<void> {
    try {
      if (this.journal.tell(await this.far.logs())) this.tell();
    } catch (error) {
      if (!(error instanceof WireError) || error.passes) throw error;
    }
  }

  private failed(error: unknown): void {
    if (this.signal.aborted) return;
    this.problem =
      error instanceof WireError
        ? error
        : new WireError('server', 'Something went wrong. It is tried again.');
    if (!this.problem.passes) this.finish();
    this.tell();
  }

  private finish(): void {
    this.isOver = true;
    this.tell();
    this.own.abort();
  }

  private async keepListening(): Promise<void> {
    for (let attempt = 1; !this.signal.aborted; attempt++) {
      const heard = await this.listen().catch(() => false);
      if (this.signal.aborted) return;
      if (heard) attempt = 1;
      this.socket = 'down';
      this.askSoon();
      this.tell();
      await this.pause(backoff(attempt, Math.random));
    }
  }

  /** Opens the stream, once. Resolves when it is over, with whether anything came over it. */
  private async listen(): Promise<boolean> {
    const { url, Socket } = this.far;
    const hear = this.journal.telling();
    let last = 0;
    let open = true;
    const socket = await openSocket({ url, Socket, signal: this.signal }, (text) => {
      last = Date.now();
      if (open && !this.signal.aborted) this.hear(text, hear);
    });
    this.socket = 'live';
    this.tell();
    const opened = Date.now();
    const away = new Promise<void>((resolve) => (this.away = resolve));
    await Promise.race([socket.closed, away, this.silence(socket, () => last || opened)]);
    open = false;
    socket.close();
    return last > 0;
  }

  /** Pings, and resolves when nothing came for two pings. */
  private silence(socket: Socket, last: () => number): Promise<void> {
    const { pingMs } = this.pace;
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (Date.now() - last() > 2 * pingMs + 1_000) resolve();
        else socket.send('ping');
      }, pingMs);
      const stop = () => clearInterval(timer);
      this.signal.addEventListener('abort', stop, { once: true });
      void socket.closed.then(() => (stop(), this.signal.removeEventListener('abort', stop)));
    });
  }

  private hear(text: string, hear: (said: Said) => boolean): void {
    if (text === 'pong') return;
    const frame = parseJson(text);
    const { event_type, data } = objectOf(frame);
    const kind = textOf(event_type);
    if (kind === 'debug' && isObject(data)) this.hearLine(data, hear);
    else if (kind === 'status' && isObject(data)) this.hearStatus(data);
    else if (kind === 'complete' && isObject(data)) this.hearEnd(data);
    else this.journal.note(kind || 'unknown', isObject(frame) ? unknown(data ?? frame) : text);
    this.tell();
  }

  private hearLine(data: Record<string, unknown>, hear: (said: Said) => boolean): void {
    hear(saidInFrame(data));
    if (this.begun || (this.task && this.task.status !== 'pending')) return;
    this.begun = true;
    this.askSoon();
  }

  private hearStatus({ status, message }: Record<string, unknown>): void {
    const now = statusOf(status);
    if (!this.task || isOver(this.task.status)) return;
    // Some say as their message what their status is called.
    const said = message === status ? '' : textOf(message).slice(0, 1_000);
    const activity = said || this.task.activity;
    if (now && isOver(now)) this.askSoon();
    else this.task = { ...this.task, activity, ...(now && { status: now }) };
  }

  private hearEnd({ success, error }: Record<string, unknown>): void {
    const reason = errorOf(error);
    const failed = success === false || (success !== true && reason !== '');
    this.ended = { status: failed ? 'failed' : 'completed', error: reason };
    this.askSoon();
  }

  private get connection(): TaskView['connection'] {
    if (this.isOver) return 'over';
    if (this.socket === 'live') return 'live';
    if (this.problem) return 'offline';
    return this.task && this.socket === 'down' ? 'polling' : 'connecting';
  }

  private tell(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      const { task, problem, connection } = this;
      const { lines, dropped } = this.journal;
      this.listener({ task, lines, dropped, connection, problem });
    }, this.pace.tellMs);
  }

  private askSoon(): void {
    this.again = true;
    this.wake();
  }

  /** What waits goes on at once. */
  private wake(): void {
    for (const wake of this.wakers) wake();
  }

  private pause(ms: number): Promise<void> {
    if (this.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wakers.add(done);
    });
  }
}

const unknown = (value: unknown): string => (JSON.stringify(value) ?? '').slice(0, 2_000);
