import type { BodyOf } from '@interview-room/core';
import type { EarlierTests } from '@interview-room/run-panel';
import type { TestResultEvent } from '@interview-room/runtimes';

/** What is kept of one text about a test, and of all those of one test run. */
const TEXT_KEPT = 4_000;
const TEXTS_KEPT = 40_000;

type Kept = BodyOf<'tests.finished'>['tests'][number];
const TEXTS = ['message', 'expected', 'actual', 'output'] as const;

/** What is kept of results: how each ended, and of what there is to read about them as much as fits; failures first. */
export function keptResults(tests: readonly TestResultEvent[]): Kept[] {
  let left = TEXTS_KEPT;
  const keep = (test: TestResultEvent): Kept => {
    const { name, status, durationMs } = test;
    const texts = TEXTS.flatMap((key) => {
      const text = cut(test[key], Math.min(left, TEXT_KEPT));
      left -= text?.length ?? 0;
      return text ? [[key, text]] : [];
    });
    return { name, status, durationMs, ...(Object.fromEntries(texts) as Partial<Kept>) };
  };
  const needed = [...tests.filter(isBad), ...tests.filter((test) => !isBad(test))];
  const kept = new Map(needed.map((test) => [test, keep(test)]));
  return tests.flatMap((test) => kept.get(test) ?? []);
}

const isBad = ({ status }: TestResultEvent): boolean => status === 'failed' || status === 'error';

/** The beginning of a text, and a sign where it was cut. */
function cut(text: string | undefined, length: number): string | undefined {
  return text === undefined || text.length <= length
    ? text
    : length > 0
      ? `${text.slice(0, length - 1)}…`
      : '';
}

/** Results as the panel shows them, from what was kept. */
export function earlierTests(record: BodyOf<'tests.finished'> & { at: number }): EarlierTests {
  const { at, summary, tests } = record;
  return { at, summary: { type: 'summary', ...summary }, tests: tests.map(shown) };
}

function shown({ expected, actual, message, output, ...test }: Kept): TestResultEvent {
  const texts = Object.entries({ expected, actual, message, output });
  const known = texts.filter(([, text]) => typeof text === 'string');
  return { type: 'test', ...test, ...(Object.fromEntries(known) as Record<string, string>) };
}
