import type { Question } from '@interview-room/core/question';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ProblemError, type RoomProblem } from '../problems/problem.js';
import { fetchQuestion, readQuestion } from './question-source.js';

/**
 *   waiting ──near──▶ loading ──▶ ready
 *                        │  ▲
 *                        ▼  │ retry, or online again
 *                      failed
 * What it got is shown together with what else is about to arrive (`company`).
 * Another `src` or `question` begins anew from any state; what arrives late for the one before is dropped.
 */
export type Loading = 'waiting' | 'loading' | 'ready' | 'failed';

/** Gets the question of a room: from its address, once the room is near the view, or from what a page gave it. */
export class QuestionLoader implements ReactiveController {
  state: Loading = 'waiting';
  question?: Question;
  problem?: RoomProblem;
  private current?: AbortController;
  private retryNow?: () => void;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly told: { settled: () => void; company: () => Promise<unknown> },
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.retry);
  }

  /** Forgets what it has. The next `fetch` or `read` begins anew. */
  reset(): void {
    this.current?.abort();
    delete this.current;
    delete this.question;
    delete this.problem;
    this.state = 'waiting';
    removeEventListener('online', this.retry);
  }

  /** Reads a question that a page set as a property. */
  read(value: unknown): void {
    void this.work(async () => readQuestion(value));
  }

  /** Fetches a question. */
  fetch(address: string): void {
    void this.work((signal) => fetchQuestion(address, signal));
  }

  /** Tries again what failed. */
  readonly retry = (): void => {
    removeEventListener('online', this.retry);
    this.retryNow?.();
  };

  private async work(get: (signal: AbortSignal) => Promise<Question>): Promise<void> {
    this.reset();
    const control = new AbortController();
    this.current = control;
    this.retryNow = () => void this.work(get);
    this.state = 'loading';
    this.host.requestUpdate();
    const outcome = await get(control.signal).catch((error: unknown) => asProblem(error));
    await this.told.company();
    if (this.current !== control) return;
    if ('code' in outcome) this.fail(outcome);
    else this.question = outcome;
    this.state = this.problem ? 'failed' : 'ready';
    this.host.requestUpdate();
    this.told.settled();
  }

  private fail(problem: RoomProblem): void {
    this.problem = problem;
    if (problem.code === 'question-offline') addEventListener('online', this.retry, { once: true });
  }
}

function asProblem(error: unknown): RoomProblem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'question-unreachable', message: String(error), detail: error };
}
