import type { Json, TestCase } from '@interview-room/runtimes';

/** One case as a reader sees it. */
export interface Example {
  input: string;
  output: string;
}

const SHOWN = 3;
const LONGEST = 300;

const json = (value: Json | undefined): string => JSON.stringify(value) ?? '';
const call = (name: string, args: readonly Json[] = []): string => `${name}(${args.map(json).join(', ')})`;

function exampleOf(test: TestCase): Example[] {
  if ('stdin' in test) return [{ input: test.stdin.trimEnd(), output: test.stdout.trimEnd() }];
  if ('construct' in test || test.error !== undefined) return [];
  return [{ input: call(test.call, test.args), output: json(test.expected) }];
}

/** The first few cases that are short enough to read. */
export function examplesOf(cases: readonly TestCase[] = []): Example[] {
  return cases
    .flatMap(exampleOf)
    .filter(({ input, output }) => (input + output).length < LONGEST)
    .slice(0, SHOWN);
}
