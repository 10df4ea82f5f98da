import { strict as assert } from 'node:assert';
import type { RunEvent, RunRequest, TestEvent } from '@interview-room/runtimes';

/** What came of a run. */
export interface Ran {
  stdout: string;
  stderr: string;
  exit: Extract<RunEvent, { type: 'exit' }>;
  tests: Extract<TestEvent, { type: 'test' }>[];
  where: string | undefined;
}

/** All that came of a run; the last of it is its exit, or else it throws. */
export async function all(events: AsyncIterable<RunEvent | TestEvent>): Promise<Ran> {
  const ran: Omit<Ran, 'exit'> & { exit?: Ran['exit'] } = {
    stdout: '',
    stderr: '',
    tests: [],
    where: undefined,
  };
  for await (const event of events) {
    assert.ok(!ran.exit, 'nothing comes after the exit');
    if (event.type === 'stdout' || event.type === 'stderr') ran[event.type] += event.text;
    if (event.type === 'test') ran.tests.push(event);
    if (event.type === 'progress') ran.where ??= event.where;
    if (event.type === 'exit') ran.exit = event;
  }
  const { exit } = ran;
  assert.ok(exit, 'the last event is the exit');
  return { ...ran, exit };
}

/** A program of one file. */
export const python = (text: string, more: Partial<RunRequest> = {}): RunRequest => ({
  language: 'python',
  files: { 'main.py': text },
  ...more,
});
