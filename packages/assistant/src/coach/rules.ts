import type { RunRecord, TestsRecord } from '@interview-room/core';
import { neighbour, type Level } from '../levels/index.js';
import type { CoachFacts } from './facts.js';
import { coachWords, type CoachWords } from './words.js';

/** Something that a rule saw. The same occurrence has the same key, however often and wherever it is looked at. */
export interface Occurrence {
  readonly key: string;
  /** For people: what was seen. */
  readonly text: string;
  /** What the assistant is asked where the help that is offered is taken. */
  readonly ask?: string;
  /** The level that interviewers are advised. */
  readonly level?: Level;
}

/** When help is offered to a candidate, or advice to interviewers. */
export interface CoachRule {
  readonly rule: string;
  readonly to: 'candidate' | 'interviewer';
  when(facts: CoachFacts): Occurrence | undefined;
}

/** What the rules hold to be much or long. */
export interface CoachSettings {
  /** The same test fails so often within so long. */
  readonly failures: number;
  readonly failuresWithinMs: number;
  /** Nobody has changed a file for so long. */
  readonly idleMs: number;
  /** All tests pass, but one takes so long. */
  readonly slowMs: number;
  /** The same error comes so often, a run after the other, within so long. */
  readonly errors: number;
  readonly errorsWithinMs: number;
  /** The assistant was asked so often within so long, and no more tests pass than before. */
  readonly helped: number;
  readonly helpedWithinMs: number;
  /** So much of the text is the assistant's, from 0 to 1, where there is so much of it. */
  readonly share: number;
  readonly shareFrom: number;
}

const MINUTE = 60_000;

/** What holds where nothing else is said. */
export const coachSettings: CoachSettings = {
  failures: 3,
  failuresWithinMs: 2 * MINUTE,
  idleMs: 10 * MINUTE,
  slowMs: 2_000,
  errors: 3,
  errorsWithinMs: 5 * MINUTE,
  helped: 2,
  helpedWithinMs: 10 * MINUTE,
  share: 0.6,
  shareFrom: 200,
};

/** What a rule is looked at with. */
interface Terms extends CoachSettings {
  readonly words: CoachWords;
}

type Row = readonly [
  CoachRule['rule'],
  CoachRule['to'],
  (facts: CoachFacts, terms: Terms) => Occurrence | undefined,
];

/** A row a rule, in the order in which they are looked at. */
const rows: readonly Row[] = [
  ['failing-test', 'candidate', failingTest],
  ['repeated-error', 'candidate', repeatedError],
  ['idle', 'candidate', idle],
  ['slow-case', 'candidate', slowCase],
  ['too-much-help', 'interviewer', tooMuchHelp],
  ['stuck-although-helped', 'interviewer', stuck],
];

/** The coach, with other bounds and in other words where they are given. */
export const coachRules = (
  settings: Partial<CoachSettings> = {},
  words: CoachWords = coachWords,
): readonly CoachRule[] => {
  const terms = { ...coachSettings, ...settings, words };
  return rows.map(([rule, to, find]) => ({ rule, to, when: (facts) => find(facts, terms) }));
};

const isBad = ({ status }: TestsRecord['tests'][number]): boolean =>
  status === 'failed' || status === 'error';
const badNames = ({ tests }: TestsRecord): string[] => tests.filter(isBad).map(({ name }) => name);
const allPass = (last: TestsRecord | undefined): boolean =>
  last !== undefined && last.summary.total > 0 && last.summary.passed === last.summary.total;

/** The run of items at the end of a list that are all alike. */
function streak<Each>(list: readonly Each[], alike: (each: Each) => boolean): Each[] {
  const end = list.findLastIndex((each) => !alike(each));
  return list.slice(end + 1);
}

/** Whether the last so many of a list came within so long, and just now. */
function isDense(list: readonly { at: number }[], times: number, withinMs: number, now: number): boolean {
  const first = list.at(-times);
  return list.length >= times && first !== undefined && now - first.at <= withinMs;
}

function failingTest(
  { tests, now }: CoachFacts,
  { failures, failuresWithinMs, words }: Terms,
): Occurrence | undefined {
  const last = tests.at(-1);
  if (!last) return undefined;
  const streaks = badNames(last).map((name) => ({
    name,
    runs: streak(tests, (run) => badNames(run).includes(name)),
  }));
  const longest = streaks.reduce<(typeof streaks)[number] | undefined>(
    (most, each) => (each.runs.length > (most?.runs.length ?? 0) ? each : most),
    undefined,
  );
  if (!longest || !isDense(longest.runs, failures, failuresWithinMs, now)) return undefined;
  return {
    // Not the name: of tests that began to fail together, one offer is enough.
    key: `${last.language}@${longest.runs[0]?.at}`,
    text: words.failingTest(longest.name),
    ask: words.failingTestAsk(longest.name),
  };
}

/** What is the same when an error comes again: its last line, whatever the numbers in it. */
const signatureOf = ({ outcome, output = '' }: RunRecord): string | undefined =>
  outcome === 'error'
    ? (output.trimEnd().split('\n').at(-1) ?? '').replace(/0x[\da-f]+|\d+/gi, '#').slice(0, 200)
    : undefined;

function repeatedError(
  { runs, now }: CoachFacts,
  { errors, errorsWithinMs, words }: Terms,
): Occurrence | undefined {
  const last = runs.at(-1);
  const error = last && signatureOf(last);
  if (!error) return undefined;
  const same = streak(runs, (run) => signatureOf(run) === error);
  if (!isDense(same, errors, errorsWithinMs, now)) return undefined;
  return {
    key: `${last.language}@${same[0]?.at}`,
    text: words.repeatedError(),
    ask: words.repeatedErrorAsk(error),
  };
}

function idle({ editedAt, now, tests }: CoachFacts, { idleMs, words }: Terms): Occurrence | undefined {
  if (now - editedAt < idleMs || allPass(tests.at(-1))) return undefined;
  return {
    key: `${editedAt}`,
    text: words.idle(),
    ask: words.idleAsk(),
  };
}

function slowCase({ tests }: CoachFacts, { slowMs, words }: Terms): Occurrence | undefined {
  const last = tests.at(-1);
  if (!last || !allPass(last)) return undefined;
  const slow = last.tests.find(({ durationMs }) => durationMs >= slowMs);
  return (
    slow && {
      key: `${last.language}:${slow.name}`,
      text: words.slowCase(slow.name),
      ask: words.slowCaseAsk(slow.name, Math.round(slow.durationMs)),
    }
  );
}

function stuck(facts: CoachFacts, { helped, helpedWithinMs, words }: Terms): Occurrence | undefined {
  const { state, tests, now } = facts;
  const { level, turns } = state.assist;
  const up = neighbour(level, 1);
  const recent = turns.filter(({ at, steps }) => now - at <= helpedWithinMs && steps.length > 0);
  const [first] = recent;
  const last = tests.at(-1);
  if (!up || !first || !last || recent.length < helped || last.at < first.at || allPass(last))
    return undefined;
  const before = tests.findLast(({ at }) => at < first.at);
  if (last.summary.passed > (before?.summary.passed ?? 0)) return undefined;
  return {
    key: `${level}@${recent.at(helped - 1)?.turn}`,
    level: up,
    text: words.stuck(recent.length),
  };
}

function tooMuchHelp({ state, share }: CoachFacts, settings: Terms): Occurrence | undefined {
  const { level } = state.assist;
  const down = neighbour(level, -1);
  if (!down) return undefined;
  const { assistant, all } = share();
  if (all < settings.shareFrom || assistant < all * settings.share) return undefined;
  const percent = Math.round((assistant / all) * 100);
  return {
    key: `${level}@${Math.floor(percent / 10)}`,
    level: down,
    text: settings.words.tooMuchHelp(percent),
  };
}
