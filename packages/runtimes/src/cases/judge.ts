import type { RunError, TestResultEvent, TestStatus } from '../events.js';
import type { CaseValue } from '../worker/driver.js';
import type { CallCase, ClassCase, ExpectedError, Json, StdioCase } from './case.js';
import { isEqual, type Comparison } from './equal.js';
import { isClass, writeCall } from './name.js';
import { render } from './render.js';

/** What a case came to. */
export type Verdict = Pick<TestResultEvent, 'message' | 'expected' | 'actual'> & { status: TestStatus };
interface Expectation {
  expected?: Json;
  error?: ExpectedError;
}

const passed: Verdict = { status: 'passed' };

/** Compares what a call, or each step of an object's life, gave with what was expected of it. */
export function judge(test: CallCase | ClassCase, results: readonly CaseValue[]): Verdict {
  return isClass(test) ? judgeSteps(test, results) : judgeValue(test, results[0], test);
}

function judgeValue(wanted: Expectation, result: CaseValue | undefined, how: Comparison): Verdict {
  if (!result) return { status: 'error', message: 'There was no result.' };
  if (wanted.error !== undefined) return judgeError(wanted.error, result);
  if ('error' in result) return { status: 'error', message: describe(result.error) };
  if (wanted.expected === undefined || isEqual(wanted.expected, result.value, how)) return passed;
  return differ(render(wanted.expected), render(result.value));
}

function differ(expected: string, actual: string): Verdict {
  return { status: 'failed', message: 'The result is not what was expected.', expected, actual };
}

function judgeError(wanted: ExpectedError, result: CaseValue): Verdict {
  const expected =
    wanted === true
      ? 'an error'
      : describe({ name: wanted.name ?? 'an error', message: wanted.message ?? '' });
  if (!('error' in result)) {
    return {
      status: 'failed',
      message: 'An error was expected, and none came.',
      expected,
      actual: render(result.value),
    };
  }
  if (wanted === true || isExpected(wanted, result.error)) return passed;
  return {
    status: 'failed',
    message: 'Another error was expected.',
    expected,
    actual: headline(result.error),
  };
}

function isExpected({ name, message }: Exclude<ExpectedError, true>, error: RunError): boolean {
  // A class may be reported with the module it is from: `bank.Overdrawn`.
  const sameName = name === undefined || error.name === name || error.name.endsWith(`.${name}`);
  return sameName && (message === undefined || error.message.includes(message));
}

const headline = ({ name, message }: Pick<RunError, 'name' | 'message'>): string =>
  message ? `${name}: ${message}` : name;

/** An error in a line or several: with its traceback where there is one. */
export function describe(error: RunError): string {
  if (error.stack) return error.stack.trimEnd();
  const place = error.path ? ` (${error.path}${error.line === undefined ? '' : `:${error.line}`})` : '';
  return headline(error) + place;
}

/** Each step on a line, so that a diff of the two shows the one that went wrong. */
function judgeSteps(test: ClassCase, results: readonly CaseValue[]): Verdict {
  const [first] = results;
  if (results.length < test.steps.length && first && 'error' in first && test.steps.length > 0) {
    return { status: 'error', message: describe(first.error) };
  }
  const verdicts = test.steps.map((step, at) => judgeValue(step, results[at], test));
  const worst =
    verdicts.find(({ status }) => status === 'error') ?? verdicts.find(({ status }) => status === 'failed');
  if (!worst) return passed;
  const lines = (side: 'expected' | 'actual'): string =>
    test.steps
      .map((step, at) => `${writeCall(step.call, step.args)} → ${shown(side, step, results[at])}`)
      .join('\n');
  const which = test.steps[verdicts.indexOf(worst)];
  const message = `${which ? writeCall(which.call, which.args) : ''}: ${worst.message ?? ''}`;
  return { status: worst.status, message, expected: lines('expected'), actual: lines('actual') };
}

function shown(side: 'expected' | 'actual', step: Expectation, result: CaseValue | undefined): string {
  const actual = !result ? 'nothing' : 'error' in result ? headline(result.error) : render(result.value);
  if (side === 'actual') return actual;
  if (step.error !== undefined) return judgeError(step.error, result ?? { value: null }).expected ?? actual;
  return step.expected === undefined ? actual : render(step.expected);
}

/** Lines without the white space at their ends, and without empty lines at the end of all. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Compares what a program printed. */
export function judgeOutput(test: StdioCase, stdout: string): Verdict {
  const [expected, actual] = [linesOf(test.stdout), linesOf(stdout)];
  const words = (lines: string[]): Json =>
    test.tolerance === undefined ? lines : lines.map((line) => line.split(/\s+/).map(wordOf));
  const unordered = test.unordered === undefined ? {} : { unordered: Boolean(test.unordered) };
  const tolerance = test.tolerance === undefined ? {} : { tolerance: test.tolerance };
  if (isEqual(words(expected), words(actual), { ...tolerance, ...unordered })) return passed;
  return {
    ...differ(expected.join('\n'), actual.join('\n')),
    message: 'The output is not what was expected.',
  };
}

/** A word that is a number counts as one, where numbers may be a little apart. */
function wordOf(word: string): Json {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word) ? Number(word) : word;
}
