import type { ExitEvent, Outcome, RunError, RunEvent, TestEvent, TestStatus } from '@interview-room/runtimes';
import { isObject, numberOf, objectOf, textOf, type Json } from '../wire/index.js';

const outcomes: readonly Outcome[] = ['ok', 'error', 'timeout', 'stopped', 'output-limit', 'memory', 'crash'];
const statuses: readonly TestStatus[] = ['passed', 'failed', 'error', 'skipped'];
const phases = ['download', 'boot', 'load', 'ready'] as const;

/** An event of a run, as far as what came is one. */
export function eventOf(json: unknown): RunEvent | TestEvent | undefined {
  const read = readers[textOf(objectOf(json)['type'])];
  return read?.(objectOf(json));
}

const readers: Readonly<Record<string, (json: Json) => RunEvent | TestEvent | undefined>> = {
  progress: ({ phase }) => {
    const known = phases.find((each) => each === phase);
    return known && { type: 'progress', phase: known };
  },
  stdout: ({ text }) => ({ type: 'stdout', text: textOf(text) }),
  stderr: ({ text }) => ({ type: 'stderr', text: textOf(text) }),
  exit,
  test: (json) => ({
    type: 'test',
    name: textOf(json['name']) || 'test',
    status: statuses.find((each) => each === json['status']) ?? 'error',
    durationMs: numberOf(json['durationMs']) ?? 0,
    ...texts(json, ['message', 'expected', 'actual', 'output']),
  }),
  summary: (json) => ({
    type: 'summary',
    total: numberOf(json['total']) ?? 0,
    passed: numberOf(json['passed']) ?? 0,
    failed: numberOf(json['failed']) ?? 0,
    errored: numberOf(json['errored']) ?? 0,
    skipped: numberOf(json['skipped']) ?? 0,
    durationMs: numberOf(json['durationMs']) ?? 0,
  }),
};

function exit({ outcome, exitCode, durationMs, error }: Json): ExitEvent {
  return {
    type: 'exit',
    outcome: outcomes.find((each) => each === outcome) ?? 'crash',
    exitCode: numberOf(exitCode) ?? 1,
    durationMs: numberOf(durationMs) ?? 0,
    ...(isObject(error) && { error: errorOf(error) }),
  };
}

function errorOf(json: Json): RunError {
  const [line, column] = [numberOf(json['line']), numberOf(json['column'])];
  return {
    name: textOf(json['name']) || 'Error',
    message: textOf(json['message']),
    ...texts(json, ['stack', 'path']),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}

function texts<Key extends string>(json: Json, keys: readonly Key[]): Partial<Record<Key, string>> {
  const there = keys.filter((key) => typeof json[key] === 'string');
  return Object.fromEntries(there.map((key) => [key, textOf(json[key])])) as Partial<Record<Key, string>>;
}
