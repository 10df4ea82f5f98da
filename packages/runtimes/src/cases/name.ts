import type { CallCase, ClassCase, Json, StdioCase, TestCase } from './case.js';
import { render } from './render.js';

export const isStdio = (test: TestCase): test is StdioCase => 'stdin' in test;
export const isClass = (test: TestCase): test is ClassCase => 'construct' in test;
export const isCall = (test: TestCase): test is CallCase => 'call' in test;

const LONG = 80;

/** A call as it would be written: `add(1, 2)`. */
export function writeCall(name: string, args: readonly Json[] = []): string {
  return shorten(`${name}(${args.map((arg) => render(arg).replaceAll(/\s*\n\s*/g, ' ')).join(', ')})`);
}

/** What a case is called in the list of tests. */
export function caseName(test: TestCase): string {
  if (test.name) return test.name;
  if (isStdio(test)) return shorten(`input ${JSON.stringify(test.stdin)}`);
  if (isCall(test)) return writeCall(test.call, test.args);
  return shorten(
    `${writeCall(test.construct, test.args)}, ${test.steps.map((step) => writeCall(step.call, step.args)).join(', ')}`,
  );
}

function shorten(text: string): string {
  return text.length > LONG ? `${text.slice(0, LONG - 1)}…` : text;
}
