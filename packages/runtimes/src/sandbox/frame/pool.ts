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

/** Where a job gets its worker from, and leaves it. */
export type Bench = Pick<Pool, 'take' | 'putBack' | 'discard' | 'warm' | 'spareAfter'>;

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
