import * as chai from 'chai';
import { apply } from './safe.js';

type Method = (this: object, ...values: unknown[]) => unknown;
let byWords = true;

/** Which kit's rule holds for `toThrow(error)`: for Jest its words are what is expected, for Vitest all of it. */
export function throwByWords(words: boolean): void {
  byWords = words;
}

/** Adds Jest's rule to the matchers of Vitest, and a look at what is thrown before it is compared. */
export function addThrowing(look: (thrown: unknown) => void): void {
  const { prototype } = chai.Assertion as unknown as { prototype: Record<string, Method> };
  for (const name of ['toThrow', 'toThrowError']) {
    const original = prototype[name] as Method;
    prototype[name] = function (this: object, expected: unknown, ...rest: unknown[]) {
      const thrown = typeof expected === 'object' ? thrownBy(this) : undefined;
      if (thrown) look(thrown.error);
      const both = thrown?.error instanceof Error && expected instanceof Error;
      const same = byWords && both && hasWordsOf(thrown.error, expected);
      return apply(original, this, [same ? thrown.error : expected, ...rest]);
    };
  }
}

/** What it throws; it is called this once, and throws the same from now on. */
function thrownBy(assertion: object): { error: unknown } | undefined {
  const given: unknown = chai.util.flag(assertion, 'object');
  if (chai.util.flag(assertion, 'promise') === 'rejects') return { error: given };
  if (typeof given !== 'function') return undefined;
  const outcome = outcomeOf(given as () => unknown);
  const again = (): void => {
    if (outcome) throw outcome.error;
  };
  chai.util.flag(assertion, 'object', again);
  return outcome;
}

function outcomeOf(run: () => unknown): { error: unknown } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** The same message; also of the errors that caused them, where the test names one. */
function hasWordsOf(thrown: unknown, expected: unknown): boolean {
  const [one, other] = [thrown, expected] as { message?: unknown; cause?: unknown }[];
  if (typeof one !== 'object' || one === null || one.message !== other?.message) return false;
  return other?.cause instanceof Error ? hasWordsOf(one.cause, other.cause) : true;
}
