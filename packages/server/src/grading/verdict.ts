import type { BodyOf } from '@interview-room/core/protocol';

export type Summary = BodyOf<'tests.judged'>['summary'];
export type JudgedTest = BodyOf<'tests.judged'>['tests'][number];

/** What became of all tests. */
export interface Verdict {
  readonly summary: Summary;
  readonly tests: readonly JudgedTest[];
  /** Why they could not be run, or not all be kept. */
  readonly error?: string;
}

/** How much of the results is kept: they go into the log, and to each interviewer's page. */
const MOST_TESTS = 500;
const TEXT_LENGTH = 2000;
const NAME_LENGTH = 300;
const ALL_LENGTH = 200_000;

export const noTests: Summary = { total: 0, passed: 0, failed: 0, errored: 0, skipped: 0, durationMs: 0 };

export const plus = (one: Summary, other: Summary): Summary => ({
  total: one.total + other.total,
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  errored: one.errored + other.errored,
  skipped: one.skipped + other.skipped,
  durationMs: Math.round(one.durationMs + other.durationMs),
});

/** A verdict as it is written: of results that say too much, what passed and what failed is kept, and words are cut. */
export function bounded({ summary, tests, error }: Verdict): Verdict {
  let left = ALL_LENGTH;
  const kept = tests.slice(0, MOST_TESTS).map((test) => {
    const whole = shortened(test);
    const length = JSON.stringify(whole).length;
    left -= length;
    return left > 0 ? whole : bare(whole);
  });
  const cut = tests.length > MOST_TESTS ? `Of ${tests.length} results the first ${MOST_TESTS} are kept.` : '';
  const why = [error && shorten(error, TEXT_LENGTH), cut].filter(Boolean).join(' ');
  return { summary, tests: kept, ...(why && { error: why }) };
}

function shortened({ name, durationMs, status, hidden, ...texts }: JudgedTest): JudgedTest {
  const short = Object.entries(texts).map(([key, text]) => [key, shorten(String(text), TEXT_LENGTH)]);
  const base = bare({ name: shorten(name, NAME_LENGTH), durationMs: Math.round(durationMs), status, hidden });
  return { ...base, ...Object.fromEntries(short) };
}

const bare = ({ name, status, durationMs, hidden }: JudgedTest): JudgedTest => ({
  name,
  status,
  durationMs,
  ...(hidden && { hidden }),
});

function shorten(text: string, length: number): string {
  // Half of a character that takes two units would be none.
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
