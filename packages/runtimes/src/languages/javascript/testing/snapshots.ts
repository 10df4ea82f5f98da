import { stringify } from '@vitest/utils';
import type { ChaiPlugin } from '@vitest/expect';
import { isError } from '../errors/run-error.js';
import { nextSnapshot } from './stored.js';

/** As Jest and Vitest write a value into a test file. */
export function snapshotOf(value: unknown, older = false): string {
  return stringify(value, Infinity, {
    escapeString: older,
    printBasicPrototype: older,
    printFunctionName: false,
  } as never);
}

/** Snapshots are compared, inline ones and those that lie in a file; one that is not written yet is refused in words. */
export const addSnapshots: ChaiPlugin = (chai, utils) => {
  const add = (name: string, run: (received: unknown, values: unknown[]) => void): void =>
    utils.addMethod(chai.Assertion.prototype, name, function (this: object, ...values: unknown[]) {
      run(utils.flag(this, 'object'), values);
    });
  const compare = (written: string[], expected: string): void => {
    if (written.some((one) => one.trim() === expected)) return;
    throw new chai.AssertionError('the value does not match its snapshot', {
      actual: written[0]?.trim(),
      expected,
      showDiff: true,
    } as never);
  };
  const inline = (values: unknown[]): string => {
    const wanted = values.findLast((value) => typeof value === 'string');
    if (typeof wanted === 'string') return plain(wanted);
    throw new Error(
      'This inline snapshot has no text yet. Snapshots cannot be written here: put the expected text in.',
    );
  };
  const inFile = (values: unknown[]): string =>
    nextSnapshot(values.find((value) => typeof value === 'string')).trim();
  /** As it is printed: with what was said of its properties in their places. */
  const printed = (received: unknown, [shape]: unknown[]): string[] => {
    const shaped = typeof shape === 'object' && shape !== null;
    if (shaped) (chai.expect(received) as unknown as Matching).toMatchObject(shape);
    const value = shaped ? withShape(received, shape) : received;
    // Up to version 28 Jest wrote `Object {` and `Array [`.
    return [snapshotOf(value), snapshotOf(value, true)];
  };
  const error = (received: unknown): string[] => {
    const thrown = thrownBy(received);
    const message = isError(thrown) ? thrown.message : String(thrown);
    return [snapshotOf(thrown), JSON.stringify(message), `"${message}"`, message];
  };
  add('toMatchInlineSnapshot', (received, values) => compare(printed(received, values), inline(values)));
  add('toMatchSnapshot', (received, values) => compare(printed(received, values), inFile(values)));
  add('toThrowErrorMatchingInlineSnapshot', (received, values) => compare(error(received), inline(values)));
  add('toThrowErrorMatchingSnapshot', (received, values) => compare(error(received), inFile(values)));
  add('toMatchFileSnapshot', () => {
    throw new Error('toMatchFileSnapshot needs a file that is not there: use toMatchInlineSnapshot.');
  });
};

interface Matching {
  toMatchObject(shape: object): void;
}

function withShape(received: unknown, shape: unknown): unknown {
  if (!isPlain(received) || !isPlain(shape)) return shape;
  const merged: Record<string, unknown> = { ...received };
  for (const [key, value] of Object.entries(shape)) merged[key] = withShape(received[key], value);
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function thrownBy(received: unknown): unknown {
  if (typeof received !== 'function') return received;
  try {
    (received as () => unknown)();
  } catch (error) {
    return error;
  }
  throw new Error('The function did not throw.');
}

/** Takes out the indentation that an inline snapshot has in its file. */
function plain(written: string): string {
  const indent = /^\n?([ \t]*)\S/.exec(written)?.[1] ?? '';
  return written
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n')
    .trim();
}
