import * as chai from 'chai';
import type { Expect } from './expect.js';
import { runningTest } from './running.js';

const flag = 'failures of its test';

/** `expect.soft(value)`: what does not hold is noted, and the test goes on. */
export function makeSoft(expect: Expect) {
  return (value: unknown, message?: string): Chai.Assertion => {
    const { soft } = runningTest('expect.soft()');
    const assertion = expect(value, message);
    chai.util.flag(assertion, flag, soft);
    return assertion;
  };
}

/** Calls a matcher; a soft one's failure is noted instead of thrown. */
export function softly(assertion: object, call: () => unknown): unknown {
  const failures = chai.util.flag(assertion, flag) as unknown[] | undefined;
  if (!failures) return call();
  const note = (error: unknown): void => void failures.push(error);
  try {
    const result = call();
    return result instanceof Promise ? result.then((value: unknown) => value, note) : result;
  } catch (error) {
    return note(error);
  }
}
