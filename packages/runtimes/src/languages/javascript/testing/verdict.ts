import { stringify } from '@vitest/utils';
import type { TestResultEvent } from '../../../events.js';
import { isError, placeIn, runError } from '../errors/run-error.js';
import { isTampered } from './guard.js';

/** Why a test did not pass, in the words of its event. */
export function verdictOf(
  thrown: unknown,
  isOwn: (path: string) => boolean,
): Pick<TestResultEvent, 'status' | 'message' | 'expected' | 'actual'> {
  if (isTampered(thrown)) return { status: 'error', message: thrown.message };
  const error = runError(thrown, isOwn);
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line) && placeIn(line, isOwn) !== undefined);
  const message = [`${error.name}: ${error.message}`, ...frames.slice(0, 6)].join('\n');
  return { status: 'failed', message, ...comparedIn(thrown) };
}

/** The same of a test that failed more than once: all that failed is told, and the first is compared. */
export function verdictOfAll(
  thrown: readonly unknown[],
  isOwn: (path: string) => boolean,
): ReturnType<typeof verdictOf> {
  const verdicts = thrown.map((one) => verdictOf(one, isOwn));
  const first = verdicts.find(({ status }) => status === 'error') ?? verdicts[0];
  if (!first || first.status === 'error') return first ?? { status: 'passed' };
  return { ...first, message: verdicts.map(({ message }) => message).join('\n\n') };
}

/** What an assertion compared, printed so that a diff by lines reads well. */
function comparedIn(thrown: unknown): { expected?: string; actual?: string } {
  if (!isError(thrown)) return {};
  const { showDiff, expected, actual } = thrown as Error & {
    showDiff?: boolean;
    expected?: unknown;
    actual?: unknown;
  };
  const has = Object.hasOwn(thrown, 'expected') && Object.hasOwn(thrown, 'actual');
  if (!has || showDiff === false || (expected === undefined && actual === undefined)) return {};
  return { expected: show(expected), actual: show(actual) };
}

function show(value: unknown): string {
  if (typeof value === 'string' && value.includes('\n')) return value;
  try {
    return stringify(value, 10, { printBasicPrototype: false });
  } catch (error) {
    return `[a value that cannot be shown: ${String(error)}]`;
  }
}
