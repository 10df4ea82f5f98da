import type { Phase } from '../../events.js';
import { Spawned, type EngineParts } from './spawn.js';

/** A worker from the side of whoever runs jobs in it. */
export type Runs = Pick<
  Spawned,
  'onmessage' | 'onlost' | 'post' | 'giveLine' | 'askToStop' | 'kill' | 'terminate' | 'over'
>;
/** A worker that has booted. */
export interface Ready {
  worker: Runs;
  /** Whether its interpreter looks at the byte that asks it to stop. */
  interruptible: boolean;
}

/** How long a boot may take: on a slow machine without a snapshot some languages need many seconds. */
const BOOT_MS = 90_000;
/** One to run in and one that waits for its turn, so that ending the first costs nobody a boot. */
const SIZE = 2;
const SPARE_MS = 400;
/** How long a worker may take to put things back. */
const REST_MS = 2000;

/** Where a job gets its worker from, and leaves it. */
export interface Bench extends Pick<Pool, 'take' | 'putBack' | 'discard' | 'warm' | 'spareAfter'> {
  /** Takes a worker back that is still putting things back. Absent where a job is not over before that is. */
  rest?(ready: Ready): void;
}

/** The workers of an engine that nobody runs anything in. */
export class Pool {
  private idle: Promise<Ready>[] = [];
  /** A spare boots in silence; phases are told to whoever waits, and before anything was ready. */
  private silent = false;
  /** Whether a worker serves one job only: then the next is made while this one runs, and one more is kept. */
  private throwaway = false;

  constructor(
    private readonly parts: EngineParts,
    private readonly onphase: (phase: Phase) => void,
  ) {}

  /** A booted worker, which is the caller's until it is put back or terminated. */
  async take(): Promise<Ready> {
    this.silent = false;
    const ready = (await this.nextIdle()) ?? (await this.boot());
    this.silent = true;
    return ready;
  }

  /** It is used again before the spare is: that one stays fresh. */
  putBack(ready: Ready): void {
    if (this.idle.length < SIZE) this.idle.unshift(Promise.resolve(ready));
    else ready.worker.terminate();
  }

  /** It puts things back before it can be used again; one that takes too long over it is not. */
  rest(ready: Ready): void {
    const { worker } = ready;
    if (this.idle.length >= SIZE) return worker.terminate();
    const rested = new Promise<Ready>((resolve) => {
      const end = (reusable: boolean): void => {
        clearTimeout(timer);
        worker.onlost = () => worker.terminate();
        worker.onmessage = () => {};
        if (!reusable) worker.terminate();
        resolve(ready);
      };
      const timer = setTimeout(() => end(false), REST_MS);
      worker.onlost = () => end(false);
      worker.onmessage = (message) => message.type === 'rested' && end(message.reusable);
    });
    this.idle.unshift(rested);
    void rested.then(() => this.forget(rested, worker));
  }

  /** One that has served its time. `spent` when it could not have been used again in any case. */
  discard({ worker }: Ready, spent: boolean): void {
    worker.terminate();
    this.throwaway ||= spent;
  }

  /** How long a program may run before the spare is made: a short first one has the processor to itself. */
  get spareAfter(): number {
    return this.throwaway ? 0 : SPARE_MS;
  }

  /** Sees to it that enough are ready, or will be. */
  warm(): void {
    while (this.idle.length < (this.throwaway ? SIZE : 1)) this.add();
  }

  private add(): void {
    const booting = this.boot();
    this.idle.push(booting);
    booting.catch(() => {
      this.idle = this.idle.filter((other) => other !== booting);
    });
  }

  /** One that ended while it rested is nobody's any more, and another is made in its place. */
  private forget(resting: Promise<Ready>, { over }: Runs): void {
    if (!over || !this.idle.includes(resting)) return;
    this.idle = this.idle.filter((other) => other !== resting);
    this.warm();
  }

  private async nextIdle(): Promise<Ready | undefined> {
    for (let next = this.idle.shift(); next; next = this.idle.shift()) {
      const ready = await next;
      if (!ready.worker.over) return ready;
    }
    return undefined;
  }

  private boot(): Promise<Ready> {
    const worker = new Spawned(this.parts);
    return new Promise<Ready>((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(timer);
        worker.terminate();
        reject(new Error(`The engine "${this.parts.engine}" did not start: ${why}`));
      };
      const timer = setTimeout(() => fail('it took too long.'), BOOT_MS);
      worker.onlost = fail;
      worker.onmessage = (message) => {
        if (message.type === 'phase') this.tell(message.phase);
        if (message.type === 'failed') fail(message.message);
        if (message.type !== 'booted') return;
        clearTimeout(timer);
        worker.onlost = () => worker.terminate();
        resolve({ worker, interruptible: message.interruptible });
      };
    });
  }

  /** A driver's own `ready` is not yet the job's. */
  private tell(phase: Phase): void {
    if (!this.silent && phase !== 'ready') this.onphase(phase);
  }
}
