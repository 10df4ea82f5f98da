import { Skip } from './context.js';
import type { Options } from './options.js';
import { allow } from './within.js';

/** Mocha's `this`: a suite's hooks and tests share one, and what is put on it is seen by the suites within. */
export function worldOf(options: Options, around: object | undefined): object {
  return Object.assign(Object.create(around ?? null) as object, {
    /** Said while something runs it holds for that, else for the suite. */
    timeout(ms: number) {
      if (!allow(ms)) options.timeout = ms;
      return this;
    },
    retries(times: number) {
      options.retry = times;
      return this;
    },
    slow() {
      return this;
    },
    skip() {
      throw new Skip('skipped');
    },
  });
}
