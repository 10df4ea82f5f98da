import { availableParallelism } from 'node:os';
import { may } from '@interview-room/core/protocol';
import {
  createNodeRunner,
  type Limits as RunLimits,
  type RunEvent,
  type Runner,
  type TestCase,
  type TestEvent,
} from '@interview-room/runtimes/node';
import { ApiError } from '../api/errors.js';
import type { Member } from '../hub/peer.js';
import type { Rooms } from '../hub/rooms.js';
import type { Limits } from '../limits.js';
import { told, type Logger } from '../logger.js';
import { Buckets } from '../wire/bucket.js';
import { within } from '../within.js';
import type { Program, ProgramTests } from './program.js';

/** How programs are run here. */
export interface ExecuteOptions {
  /** How many run at once; so many more again, fourfold, may wait. Default: one for each processor. */
  concurrency?: number | undefined;
  openRunner?: (() => Runner) | undefined;
}

/** What runs them works with. */
export interface ExecutionSurroundings {
  readonly rooms: Rooms;
  readonly logger: Logger;
  readonly limits: Readonly<Pick<Limits, 'runsPerMinute'>>;
}

type Event = RunEvent | TestEvent;

/** So many of one person's may be under way: a run, and tests beside it. */
const OWN = 2;
/** So long all tests of one request may take. */
const TESTS_MS = 120_000;

/** Runs programs for those in a room, as grading does: each in a process of its own, with the runtimes of the browser. */
export class Execution {
  readonly #runs: Buckets;
  readonly #most: number;
  readonly #busy = new Map<string, number>();
  #runner: Runner | undefined;
  #underWay = 0;

  constructor(
    private readonly around: ExecutionSurroundings,
    private readonly options: ExecuteOptions,
  ) {
    const { runsPerMinute } = around.limits;
    this.#runs = new Buckets(runsPerMinute / 60, runsPerMinute);
    this.#most = this.#concurrency * 5;
  }

  get #concurrency(): number {
    return Math.max(1, this.options.concurrency ?? availableParallelism());
  }

  languages(): ReturnType<Runner['languages']> {
    return this.#open().languages();
  }

  /** The events of a run. @throws {ApiError} if it is not to be run, or not now. */
  run(room: string, member: Member, program: Program, signal: AbortSignal): Promise<AsyncIterable<string>> {
    return this.#start(room, member, program.language, () =>
      this.#open().run({ ...defined(program), signal }),
    );
  }

  /** The events of tests. @throws {ApiError} if they are not to be run, or not now. */
  test(room: string, member: Member, tests: ProgramTests, left: AbortSignal): Promise<AsyncIterable<string>> {
    const signal = within(left, TESTS_MS);
    const { cases, ...rest } = defined(tests);
    return this.#start(room, member, tests.language, () =>
      this.#open().test({ ...rest, ...(cases && { cases: cases as unknown as TestCase[] }), signal }),
    );
  }

  close(): void {
    this.#runner?.dispose();
  }

  #open(): Runner {
    const { openRunner = () => createNodeRunner({ concurrency: this.#concurrency }) } = this.options;
    return (this.#runner ??= openRunner());
  }

  async #start(
    room: string,
    member: Member,
    language: string,
    open: () => AsyncIterable<Event>,
  ): Promise<AsyncIterable<string>> {
    const stage = await this.around.rooms.with(room, ({ state }) => state.stage.now);
    if (!may(member.role, stage, 'run.started'))
      throw new ApiError(
        403,
        'not-allowed',
        `Nothing is run for ${member.role}s while the room is "${stage}".`,
      );
    const ids = this.languages().map(({ id }) => id);
    if (!ids.includes(language))
      throw new ApiError(
        422,
        'language',
        `There is no language "${language}" here. There are: ${ids.join(', ')}.`,
      );
    const who = `${room}/${member.id}`;
    this.#mustHaveRoom(who);
    return this.#events(who, open);
  }

  #mustHaveRoom(who: string): void {
    const own = this.#busy.get(who) ?? 0;
    if (own >= OWN)
      throw new ApiError(409, 'busy', 'Your programs are still running: stop one first, or wait.');
    if (this.#underWay >= this.#most)
      throw new ApiError(
        503,
        'busy',
        'Too many programs run here now. Try again in a few seconds.',
        undefined,
        5,
      );
    if (!this.#runs.take(who))
      throw new ApiError(
        429,
        'rate-limited',
        'You run programs too often: wait a few seconds.',
        undefined,
        5,
      );
    this.#busy.set(who, own + 1);
    this.#underWay++;
  }

  #leave(who: string): void {
    this.#underWay--;
    const own = (this.#busy.get(who) ?? 1) - 1;
    if (own > 0) this.#busy.set(who, own);
    else this.#busy.delete(who);
  }

  /** Each event as a frame of the stream. A generator that never began would never end: this one begins at once. */
  #events(who: string, open: () => AsyncIterable<Event>): AsyncIterable<string> {
    const { logger } = this.around;
    const leave = () => this.#leave(who);
    const frames = framesOf(open, (error) => logger.error('execute', told(error)));
    let over = false;
    const end = () => {
      if (!over) leave();
      over = true;
    };
    const next = async (): Promise<IteratorResult<string>> => {
      const result = await frames.next();
      if (result.done) end();
      return result;
    };
    const leaveEarly = async (): Promise<IteratorResult<string>> => {
      end();
      await frames.return();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: leaveEarly }) };
  }
}

async function* framesOf(
  open: () => AsyncIterable<Event>,
  onError: (error: unknown) => void,
): AsyncGenerator<string, void> {
  try {
    for await (const event of open()) yield frame(event);
  } catch (error) {
    // What is wrong with the request itself is said as it is.
    const asked = error instanceof TypeError || error instanceof RangeError;
    if (!asked) onError(error);
    const message = asked ? error.message : 'This went wrong here. Try again.';
    const failure = { name: 'RunnerError', message };
    yield frame({ type: 'exit', outcome: 'crash', exitCode: 1, durationMs: 0, error: failure });
  }
}

const frame = (event: Event): string => `data: ${JSON.stringify(event)}\n\n`;

type Asked = { limits?: { [Key in keyof RunLimits]?: number | undefined } | undefined };
/** The same without what is undefined. */
function defined<T extends Asked>(given: T): Defined<T> {
  const { limits, ...rest } = given;
  const clean = (value: object) =>
    Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
  return { ...clean(rest), ...(limits && { limits: clean(limits) }) } as Defined<T>;
}
type Defined<T> = {
  [Key in keyof T]: Key extends 'limits' ? RunLimits : Exclude<T[Key], undefined>;
};
