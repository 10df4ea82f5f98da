import { stringify } from '@vitest/utils';
import type { ChaiPlugin } from '@vitest/expect';
import { isError } from '../errors/run-error.js';

/** As Jest and Vitest write a value into a test file. */
export function snapshotOf(value: unknown, older = false): string {
  return stringify(value, Infinity, {
    escapeString: older,
    printBasicPrototype: older,
    printFunctionName: false,
  } as never);
}

/** Inline snapshots are compared; one that is not written yet, or lies in a file, is refused in words. */
export const addSnapshots: ChaiPlugin = (chai, utils) => {
  const add = (name: string, run: (received: unknown, values: unknown[]) => void): void =>
    utils.addMethod(chai.Assertion.prototype, name, function (this: object, ...values: unknown[]) {
      run(utils.flag(this, 'object'), values);
    });
  const compare = (written: string[], values: unknown[]): void => {
    const wanted = values.findLast((value) => typeof value === 'string');
    if (typeof wanted !== 'string')
      throw new Error(
        'This inline snapshot has no text yet. Snapshots cannot be written here: put the expected text in.',
      );
    const expected = plain(wanted);
    if (written.some((one) => one.trim() === expected)) return;
    throw new chai.AssertionError('the value does not match its inline snapshot', {
      actual: written[0]?.trim(),
      expected,
      showDiff: true,
    } as never);
  };
  add('toMatchInlineSnapshot', (received, values) =>
    // Up to version 28 Jest wrote `Object {` and `Array [`.
    compare([snapshotOf(received), snapshotOf(received, true)], values),
  );
  add('toThrowErrorMatchingInlineSnapshot', (received, values) => {
    const thrown = thrownBy(received);
    const message = isError(thrown) ? thrown.message : String(thrown);
    compare([snapshotOf(thrown), JSON.stringify(message), message], values);
  });
  for (const name of ['toMatchSnapshot', 'toThrowErrorMatchingSnapshot', 'toMatchFileSnapshot'])
    add(name, () => {
      throw new Error(
        `${name} needs a stored snapshot, and none can be kept here: use toMatchInlineSnapshot.`,
      );
    });
};

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
