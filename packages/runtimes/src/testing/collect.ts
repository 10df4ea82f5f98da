import type { ExitEvent, RunEvent, TestEvent, TestResultEvent, TestSummaryEvent } from '../events.js';

export interface Collected {
  events: (RunEvent | TestEvent)[];
  stdout: string;
  stderr: string;
  /** Both streams, in order. */
  output: string;
  exit: ExitEvent;
  tests: TestResultEvent[];
  summary: TestSummaryEvent | undefined;
}

/** Everything that a run yields. Fails if it does not end with its one `exit`. */
export async function collect(
  stream: AsyncIterable<RunEvent | TestEvent>,
  onevent: (event: RunEvent | TestEvent) => void = () => {},
): Promise<Collected> {
  const events: (RunEvent | TestEvent)[] = [];
  for await (const event of stream) {
    events.push(event);
    onevent(event);
  }
  const last = events.at(-1);
  const exits = events.filter((event) => event.type === 'exit').length;
  if (last?.type !== 'exit' || exits !== 1)
    throw new Error(`A run is to end with one exit: ${JSON.stringify(events)}`);
  const textOf = (...types: string[]): string =>
    events.map((event) => (types.includes(event.type) && 'text' in event ? event.text : '')).join('');
  return {
    events,
    stdout: textOf('stdout'),
    stderr: textOf('stderr'),
    output: textOf('stdout', 'stderr'),
    exit: last,
    tests: events.filter((event) => event.type === 'test'),
    summary: events.find((event) => event.type === 'summary'),
  };
}
