import { util } from 'chai';
import { inspect } from 'node-inspect-extracted';

interface Details {
  message: string;
  actual?: unknown;
  expected?: unknown;
  operator?: string;
}
export class AssertionError extends Error {
  readonly code = 'ERR_ASSERTION';
  actual: unknown;
  expected: unknown;
  operator: string | undefined;
  generatedMessage = true;

  constructor({ message, actual, expected, operator }: Details) {
    super(message);
    this.name = 'AssertionError';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
}

type Message = string | Error | undefined;
type Compare = (actual: unknown, expected: unknown) => boolean;

function fail(details: Details, message: Message): never {
  if (message instanceof Error) throw message;
  throw Object.assign(new AssertionError({ ...details, message: message ?? details.message }), {
    generatedMessage: message === undefined,
  });
}

function check(operator: string, words: string, holds: Compare) {
  return (actual: unknown, expected: unknown, message?: Message): void => {
    if (holds(actual, expected)) return;
    fail(
      {
        message: `${words}\n\n${inspect(actual)}\n\nand\n\n${inspect(expected)}`,
        actual,
        expected,
        operator,
      },
      message,
    );
  };
}

const same: Compare = (a, b) => Object.is(a, b);
// oxlint-disable-next-line eqeqeq -- the loose comparison is what this one is for
const equal: Compare = (a, b) => a == b || (a !== a && b !== b);
const deep: Compare = (a, b) => util.eql(a, b);
/** `1` is `'1'` in the old, loose comparison, at every depth. */
const loose: Compare = (a, b) =>
  util.eql(a, b, {
    comparator: (x: unknown, y: unknown) => (isPlain(x) || isPlain(y) ? equal(x, y) : null),
  } as never);
const isPlain = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');
const not =
  (holds: Compare): Compare =>
  (a, b) =>
    !holds(a, b);

function ok(value: unknown, message?: Message): void {
  if (!value)
    fail(
      { message: 'The expression evaluated to a falsy value', actual: value, expected: true, operator: '==' },
      message,
    );
}

type Expected = RegExp | ((value: unknown) => unknown) | object | undefined;
function matches(error: unknown, expected: Expected): boolean {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected !== 'function') return matchesShape(error, expected);
  if (expected.prototype !== undefined && error instanceof (expected as never)) return true;
  return (
    !(Error.prototype.isPrototypeOf.call(Error, expected) || expected === Error) &&
    (expected as (value: unknown) => unknown)(error) === true
  );
}

function matchesShape(error: unknown, shape: object): boolean {
  return Object.entries(shape).every(([key, want]) => {
    const have = (error as Record<string, unknown>)[key];
    return want instanceof RegExp && typeof have === 'string' ? want.test(have) : util.eql(have, want);
  });
}

function mustMatch(error: unknown, expected: Expected | string, message: Message): void {
  const wanted = typeof expected === 'string' ? undefined : expected;
  if (!matches(error, wanted))
    fail(
      {
        message: `The error does not match what was expected: ${inspect(error)}`,
        actual: error,
        expected,
        operator: 'throws',
      },
      message,
    );
}

function throws(run: () => unknown, expected?: Expected | string, message?: Message): void {
  let thrown: { error: unknown } | undefined;
  try {
    run();
  } catch (error) {
    thrown = { error };
  }
  if (!thrown)
    fail(
      { message: 'Missing expected exception.', operator: 'throws' },
      typeof expected === 'string' ? expected : message,
    );
  else mustMatch(thrown.error, expected, message);
}

async function rejects(
  given: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected | string,
  message?: Message,
): Promise<void> {
  const outcome = await outcomeOf(given);
  if (!('error' in outcome))
    fail(
      { message: 'Missing expected rejection.', operator: 'rejects' },
      typeof expected === 'string' ? expected : message,
    );
  else mustMatch(outcome.error, expected, message);
}

async function outcomeOf(
  given: Promise<unknown> | (() => Promise<unknown>),
): Promise<{ value: unknown } | { error: unknown }> {
  try {
    return { value: await (typeof given === 'function' ? given() : given) };
  } catch (error) {
    return { error };
  }
}

const strictParts = {
  AssertionError,
  ok,
  fail: (message: Message = 'Failed') => fail({ message: 'Failed', operator: 'fail' }, message),
  strictEqual: check('strictEqual', 'Expected values to be strictly equal:', same),
  notStrictEqual: check('notStrictEqual', 'Expected values not to be strictly equal:', not(same)),
  deepStrictEqual: check('deepStrictEqual', 'Expected values to be strictly deep-equal:', deep),
  notDeepStrictEqual: check(
    'notDeepStrictEqual',
    'Expected values not to be strictly deep-equal:',
    not(deep),
  ),
  throws,
  doesNotThrow: (run: () => unknown) => void run(),
  rejects,
  doesNotReject: async (given: Promise<unknown> | (() => Promise<unknown>)) =>
    void (await (typeof given === 'function' ? given() : given)),
  match: (text: string, pattern: RegExp, message?: Message) =>
    pattern.test(text)
      ? undefined
      : fail(
          {
            message: `The input did not match ${String(pattern)}: ${inspect(text)}`,
            actual: text,
            expected: pattern,
            operator: 'match',
          },
          message,
        ),
  doesNotMatch: (text: string, pattern: RegExp, message?: Message) =>
    pattern.test(text)
      ? fail(
          {
            message: `The input was expected not to match ${String(pattern)}: ${inspect(text)}`,
            actual: text,
            expected: pattern,
            operator: 'doesNotMatch',
          },
          message,
        )
      : undefined,
  ifError: (value: unknown) =>
    value === null || value === undefined
      ? undefined
      : fail(
          {
            message: `ifError got unwanted exception: ${inspect(value)}`,
            actual: value,
            operator: 'ifError',
          },
          undefined,
        ),
};

/** Node's `assert` and `assert/strict`. */
export function assertModule(): { loose: unknown; strict: unknown } {
  const strict: Record<string, unknown> = Object.assign(
    (value: unknown, message?: Message) => ok(value, message),
    strictParts,
    {
      equal: strictParts.strictEqual,
      notEqual: strictParts.notStrictEqual,
      deepEqual: strictParts.deepStrictEqual,
      notDeepEqual: strictParts.notDeepStrictEqual,
    },
  ) as never;
  const plain: Record<string, unknown> = Object.assign(
    (value: unknown, message?: Message) => ok(value, message),
    strictParts,
    {
      equal: check('==', 'Expected values to be loosely equal:', equal),
      notEqual: check('!=', 'Expected values not to be loosely equal:', not(equal)),
      deepEqual: check('deepEqual', 'Expected values to be loosely deep-equal:', loose),
      notDeepEqual: check('notDeepEqual', 'Expected values not to be loosely deep-equal:', not(loose)),
    },
  ) as never;
  strict['strict'] = plain['strict'] = strict;
  return { loose: plain, strict };
}
