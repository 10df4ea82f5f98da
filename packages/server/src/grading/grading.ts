import type { FrameDraft } from '@interview-room/core/protocol';
import type { Runner } from '@interview-room/runtimes/node';
import { theRoom } from '../hub/decide.js';
import type { Rooms } from '../hub/rooms.js';
import { JobQueue } from '../jobs/queue.js';
import type { Job } from '../jobs/job.js';
import type { LogEngine } from '../log/engine.js';
import { within } from '../within.js';
import { GradingError, judge } from './judge.js';
import { submissionAt, verdictId, type Submission } from './submission.js';
import { bounded, noTests, type Verdict } from './verdict.js';

export interface GradingOptions {
  engine: LogEngine;
  rooms: Rooms;
  /** Makes what runs the tests, when the first is to be run. */
  openRunner(): Runner;
  /** How many submissions this process judges at once. */
  concurrency: number;
  /** Hears of each verdict. */
  graded(verdict: Graded): Promise<void>;
  onError(error: unknown): void;
  /** The most that one submission may take, in milliseconds. */
  timeoutMs?: number | undefined;
  retryMs?: number | undefined;
  pollMs?: number | undefined;
}

/** What a submission is worth, as far as others than interviewers may be told. */
export interface Graded {
  readonly room: string;
  /** The place of the submission among the room's changes of stage. */
  readonly change: number;
  readonly language: string;
  readonly summary: Verdict['summary'];
  readonly error?: string | undefined;
}

interface Work {
  room: string;
  change: number;
}

/** How often a submission is tried: what keeps failing is said to. */
const ATTEMPTS = 2;

/** Runs the tests of what was handed in, hidden ones too, and writes the verdict into the room. */
export class Grading {
  readonly #queue: JobQueue<Work>;
  #runner: Runner | undefined;

  constructor(private readonly options: GradingOptions) {
    const { engine, concurrency, pollMs, retryMs = 2000, onError } = options;
    this.#queue = new JobQueue({
      documents: engine.documents,
      bucket: 'grading',
      run: (job, signal) => this.#grade(job, signal),
      retryIn: ({ attempt }) => (attempt <= ATTEMPTS + 3 ? retryMs * attempt : undefined),
      concurrency,
      pollMs,
      onError,
    });
  }

  start(): void {
    this.#queue.start();
  }

  /** Sees to it that what a room held at a change of stage is judged. */
  submit(room: string, change: number): Promise<void> {
    return this.#queue.add(`${encodeURIComponent(room)}/${change}`, { room, change });
  }

  async close(): Promise<void> {
    await this.#queue.close();
    this.#runner?.dispose();
  }

  async #grade({ work, attempt }: Job<Work>, signal: AbortSignal): Promise<void> {
    const { room, change } = work;
    const submission = await submissionAt(this.options.engine, room, change);
    if (!submission) return;
    const verdict = submission.verdict ?? (await this.#judge(submission, attempt, signal));
    if (!submission.verdict) await this.#write(work, submission, verdict);
    const { language } = submission;
    await this.options.graded({ room, change, language, summary: verdict.summary, error: verdict.error });
  }

  async #judge(submission: Submission, attempt: number, over: AbortSignal): Promise<Verdict> {
    const { timeoutMs = 300_000, openRunner } = this.options;
    // Whoever began it the last time never came to its end: their process died of it, perhaps.
    if (attempt > ATTEMPTS)
      return failed('The tests could not be run: grading ended before they did, more than once.');
    try {
      this.#runner ??= openRunner();
      const signal = within(over, timeoutMs);
      return bounded(await judge(this.#runner, submission, signal));
    } catch (error) {
      if (over.aborted || attempt < ATTEMPTS) throw error;
      this.options.onError(error);
      const why = error instanceof GradingError ? error.message : 'The backend made a mistake.';
      return failed(`The tests could not be run, tried ${ATTEMPTS} times: ${why}`);
    }
  }

  /** The verdict for interviewers; the counts for everyone, where the question says so. */
  async #write({ room, change }: Work, submission: Submission, verdict: Verdict): Promise<void> {
    const { question, language } = submission;
    const { summary, tests, error } = verdict;
    const judged = { language, summary, tests: [...tests], ...(error && { error }) };
    const told = question.interview?.tellResults && !error;
    const entry = (kind: string, body: object): FrameDraft => ({
      id: verdictId(room, change, kind),
      kind,
      body,
    });
    const entries = [
      ...(told ? [entry('tests.graded', { language, summary })] : []),
      // Last: that it is there says that nothing is missing.
      entry('tests.judged', judged),
    ];
    const outcomes = await this.options.rooms.with(room, (hub) => hub.append(theRoom, entries));
    for (const outcome of outcomes) if ('refusal' in outcome) throw outcome.refusal;
  }
}

const failed = (error: string): Verdict => ({ summary: noTests, tests: [], error });
