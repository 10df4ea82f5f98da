import * as chai from 'chai';
import { isError } from '../errors/run-error.js';
import type { Expect } from './expect.js';
import { isTampered } from './guard.js';
import { runningTest, type Poll } from './running.js';
import { apply, later, NativePromise, now } from './safe.js';

export interface PollOptions {
  /** Milliseconds between two looks, and until it is given up. */
  interval?: number;
  timeout?: number;
  message?: string;
}
type Method = (...values: unknown[]) => unknown;

/** A snapshot would be compared with the first value, and what throws is asked again before `toThrow` could see it. */
const refused =
  /^(?:toMatch(?:Inline|File)?Snapshot|toThrowErrorMatching(?:Inline)?Snapshot|[tT]hrow|throws|toThrow(?:Error)?)$/;

/** `expect.poll(ask)`: each matcher asks again until it holds or the time is up. */
export function makePoll(expect: Expect) {
  return (ask: () => unknown, options: PollOptions = {}): unknown => {
    const { polls } = runningTest('expect.poll()');
    const assertion = expect(null, options.message);
    chai.util.flag(assertion, 'poll', true);
    const proxy: unknown = new Proxy(assertion, {
      get(target, key, receiver) {
        const found: unknown = Reflect.get(target, key, receiver);
        if (typeof found !== 'function') return found instanceof chai.Assertion ? proxy : found;
        if (key === 'assert') return found;
        const name = String(key);
        if (refused.test(name))
          throw new SyntaxError(
            `expect.poll() is not supported in combination with .${name}(): use vi.waitFor().`,
          );
        const matcher = found as Method;
        return (...values: unknown[]) => {
          const look = async (): Promise<unknown> => {
            chai.util.flag(assertion, 'object', await ask());
            return matched(matcher, assertion, values);
          };
          const negated = chai.util.flag(assertion, 'negate') ? 'not.' : '';
          const forgotten = new Error(
            `expect.poll(…).${negated}${name}() was not awaited: write "await" before it.`,
          );
          const poll: Poll = { awaited: false, forgotten };
          polls.push(poll);
          return whenAwaited(poll, () => until(look, options, forgotten));
        };
      },
    });
    return proxy;
  };
}

/** What the matcher did not find, told apart from what asking threw. */
class Unmet {
  constructor(readonly error: unknown) {}
}

async function matched(matcher: Method, assertion: Chai.Assertion, values: unknown[]): Promise<unknown> {
  try {
    return await apply(matcher, assertion, values);
  } catch (error) {
    throw isTampered(error) ? error : new Unmet(error);
  }
}

async function until(look: () => Promise<unknown>, options: PollOptions, site: Error): Promise<unknown> {
  const { interval = 50, timeout = 1000 } = options;
  const end = now() + timeout;
  for (;;) {
    const left = end - now();
    try {
      return await look();
    } catch (error) {
      if (isTampered(error)) throw error;
      if (left <= 0) throw error instanceof Unmet ? placed(error.error, timeout, site) : error;
    }
    await new NativePromise<void>((resolve) => later(resolve, Math.min(interval, Math.max(left, 0))));
  }
}

/** An error from inside a timer says nothing of the test's own line: it gets the place of the call. */
function placed(error: unknown, timeout: number, site: Error): unknown {
  if (!isError(error)) return error;
  error.message = `${error.message} (asked for ${timeout} ms)`;
  error.stack = [`${error.name}: ${error.message}`, ...framesOf(site)].join('\n');
  return error;
}

function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^ {4}at /.test(line));
}

/** A promise whose work begins when somebody waits for it. */
function whenAwaited(poll: Poll, work: () => Promise<unknown>): Promise<unknown> {
  let promise: Promise<unknown> | undefined;
  const begin = (): Promise<unknown> => {
    poll.awaited = true;
    return (promise ??= work());
  };
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- to be awaited is what it is for, and how it begins.
    then: (kept, broken) => begin().then(kept, broken),
    catch: (broken) => begin().catch(broken),
    finally: (after) => begin().finally(after),
    [Symbol.toStringTag]: 'Promise',
  };
}
