import type { Body } from './options.js';
import { apply, cancel, later, NativePromise, settled } from './safe.js';

export interface Call {
  body: Body;
  /** `this` in it. */
  world: object;
  values: unknown[];
  /** Milliseconds; 0 is no limit. */
  timeout: number;
  /** Whether it takes `done` as its last argument. */
  byDone: boolean;
  what: string;
}

let extend: ((ms: number) => void) | undefined;
/** Gives what runs now another time from now on. False if nothing does. */
export function allow(ms: number): boolean {
  extend?.(ms);
  return extend !== undefined;
}
let giveUpOn: ((error: unknown) => void) | undefined;
/** Ends what waits for its `done` with an error that nobody caught: it may wait in vain. False if nothing does. */
export function failWaiting(error: unknown): boolean {
  const waits = giveUpOn !== undefined;
  giveUpOn?.(error);
  return waits;
}
const LONGEST = 2 ** 31 - 1;

/** Calls a test or hook and waits for it: for its promise, or for its `done`, and no longer than it may take. */
export function within({ body, world, values, timeout, byDone, what }: Call): Promise<unknown> {
  return new NativePromise((resolve, reject) => {
    const giveUp = (ms: number): number =>
      later(() => end(() => reject(new Error(`${what} took longer than ${ms} ms.`))), ms || LONGEST);
    let timer = giveUp(timeout);
    extend = (ms) => {
      cancel(timer);
      timer = giveUp(ms);
    };
    let over = false;
    const end = (run: () => void): void => {
      if (over) return;
      over = true;
      cancel(timer);
      extend = giveUpOn = undefined;
      run();
    };
    const done = Object.assign((error?: unknown) => end(() => (error ? reject(error) : resolve(undefined))), {
      fail: (error?: unknown) => end(() => reject(error ?? new Error('done.fail() was called.'))),
    });
    giveUpOn = byDone ? (error) => end(() => reject(error)) : undefined;
    try {
      const result: unknown = apply(body, world, byDone ? [...values, done] : values);
      if (byDone) return;
      if (!isThenable(result)) return end(() => resolve(result));
      settled(result).then(
        (value) => end(() => resolve(value)),
        (error: unknown) => end(() => reject(error)),
      );
    } catch (error) {
      end(() => reject(error));
    }
  });
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
