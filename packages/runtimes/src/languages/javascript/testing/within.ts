import type { Body } from './suite.js';
import { cancel, later, NativePromise, settled } from './safe.js';

export interface Call {
  body: Body;
  values: unknown[];
  timeout: number;
  /** Vitest hands a test its context where Jest hands it `done`. */
  context: Record<string, unknown> | undefined;
  what: string;
}

/** Calls a test or hook and waits for it: for its promise, or for its `done`, and no longer than it may take. */
export function within({ body, values, timeout, context, what }: Call): Promise<unknown> {
  return new NativePromise((resolve, reject) => {
    const timer = later(() => reject(new Error(`${what} took longer than ${timeout} ms.`)), timeout);
    const end = (run: () => void): void => {
      cancel(timer);
      run();
    };
    const byDone = !context && body.length > values.length;
    const done = Object.assign((error?: unknown) => end(() => (error ? reject(error) : resolve(undefined))), {
      fail: (error?: unknown) => end(() => reject(error ?? new Error('done.fail() was called.'))),
    });
    try {
      const result = body(...values, ...(context ? [context] : byDone ? [done] : []));
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
