import type { StdioCase, TestCase } from './cases/case.js';
import { judge, judgeOutput, describe } from './cases/judge.js';
import { caseName, isClass, isStdio } from './cases/name.js';
import type { ExitEvent, RunEvent, TestEvent, TestResultEvent } from './events.js';
import { runJob, type JobOptions, type Submit } from './run.js';
import type { JobLimits } from './sandbox/protocol.js';
import { Tally } from './tally.js';
import type { CaseCall, CaseResult, DriverReport, TestJob } from './worker/driver.js';

export interface TestPlan {
  program: { language: string; files: Record<string, string>; entry: string };
  testFiles: string[];
  cases: TestCase[];
  limits: JobLimits;
  signal: AbortSignal;
}
type Called = Exclude<TestCase, StdioCase>;
type Events = AsyncGenerator<TestEvent | RunEvent, ExitEvent>;

const ended = (outcome: ExitEvent['outcome']): ExitEvent => ({
  type: 'exit',
  outcome,
  exitCode: 0,
  durationMs: 0,
});

/** Runs test files and cases, and yields each result as it comes; then the summary, then one exit for all. */
export async function* runTests(engine: Submit, plan: TestPlan): AsyncGenerator<TestEvent | RunEvent, void> {
  const tally = new Tally();
  const began = performance.now();
  let exit = ended('ok');
  if (plan.testFiles.length > 0 || plan.cases.some((test) => !isStdio(test)))
    exit = yield* runKit(engine, plan, tally);
  for (const test of plan.cases.filter(isStdio)) {
    if (isOver(exit))
      yield tally.count(result(caseName(test), { status: 'error', message: unfinishedBy(exit, plan) }));
    else exit = worse(exit, yield* runProgram(engine, plan, test, tally));
  }
  yield tally.summary();
  yield { ...conclude(exit, tally, plan), durationMs: performance.now() - began };
}

/** Whether there is no use in going on. */
const isOver = ({ outcome, error }: ExitEvent): boolean =>
  outcome === 'stopped' || error?.name === 'AssetError' || error?.name === 'WireError';

/** What ended one of several programs is that case's matter, unless it ends them all. */
const worse = (exit: ExitEvent, next: ExitEvent): ExitEvent => (isOver(next) ? next : exit);

function conclude(exit: ExitEvent, tally: Tally, plan: TestPlan): ExitEvent {
  if (exit.outcome !== 'ok' && exit.outcome !== 'error') return exit;
  if (tally.green && exit.outcome === 'ok') return { ...exit, exitCode: 0 };
  const none = tally.total === 0 && !exit.error ? { error: { name: 'NoTests', message: noTests(plan) } } : {};
  return { ...exit, outcome: 'error', exitCode: exit.exitCode || 1, ...none };
}

function noTests({ testFiles }: TestPlan): string {
  return testFiles.length > 0
    ? `No tests were found in ${testFiles.join(', ')}.`
    : 'There are no tests to run.';
}

/** Why a test has not reported. */
function unfinishedBy({ outcome, error }: ExitEvent, { limits }: TestPlan): string {
  const whys: Partial<Record<ExitEvent['outcome'], string>> = {
    'timeout': `the time limit of ${limits.wallMs / 1000} s was reached`,
    'stopped': 'it was stopped',
    'output-limit': 'the program printed too much',
    'memory': 'the program used too much memory',
    'crash': 'the sandbox failed',
  };
  // What runs it was not reached: that says all there is to say.
  if (error?.name === 'WireError') return error.message;
  const why = `Did not finish: ${whys[outcome] ?? 'the program ended early'}.`;
  return error ? `${why}\n${describe(error)}` : why;
}

/** Test files and calls, in one job of the language's own harness. */
async function* runKit(engine: Submit, plan: TestPlan, tally: Tally): Events {
  const { program, testFiles, limits, signal } = plan;
  const called = plan.cases.filter((test): test is Called => !isStdio(test));
  const names = called.map(caseName);
  const job: TestJob = { ...program, args: [], testFiles, cases: called.map(callOf) };
  tally.plan(names);
  const options: JobOptions = { signal };
  const seen = new Set<number>();
  const told = new Set<string>();
  let planned = false;
  let exit = ended('crash');
  for await (const event of runJob(engine, { mode: 'test', job, stdin: '', limits }, options)) {
    if (event.type === 'exit') exit = event;
    else if (event.type !== 'report') yield event;
    else {
      planned ||= event.event.type === 'plan';
      if (event.event.type === 'test') told.add(event.event.name);
      yield* hear(event.event, called, seen, tally);
    }
  }
  // Ended while its files were read: none of them has said what it holds.
  if (!planned && exit.outcome !== 'stopped') tally.plan(testFiles.filter((file) => !told.has(file)));
  yield* tally.unfinished(unfinishedBy(exit, plan));
  return exit;
}

/** What is expected stays here: the worker gets only what to call. */
function callOf(test: Called): CaseCall {
  if (!isClass(test)) return { call: test.call, args: test.args ?? [] };
  const steps = test.steps.map(({ call, args }) => ({ call, args: args ?? [] }));
  return { construct: test.construct, args: test.args ?? [], steps };
}

function* hear(
  event: DriverReport,
  called: Called[],
  seen: Set<number>,
  tally: Tally,
): Generator<TestResultEvent> {
  if (event.type === 'plan') return tally.plan(event.names);
  if (event.type === 'test') return yield tally.count(event);
  const test = called[event.index];
  if (!test || seen.has(event.index)) return;
  seen.add(event.index);
  yield tally.count(judged(test, event));
}

function judged(test: Called, { results, output, durationMs }: CaseResult): TestResultEvent {
  return result(caseName(test), judge(test, results), durationMs, output);
}

function result(
  name: string,
  verdict: Pick<TestResultEvent, 'status' | 'message' | 'expected' | 'actual'>,
  durationMs = 0,
  output = '',
): TestResultEvent {
  return { type: 'test', name, durationMs, ...verdict, ...(output ? { output } : {}) };
}

/** One program from its input to its output, with nothing left of the one before. */
async function* runProgram(
  engine: Submit,
  { program, limits, signal }: TestPlan,
  test: StdioCase,
  tally: Tally,
): Events {
  const job = { ...program, args: test.args ?? [] };
  let stdout = '';
  let output = '';
  let exit = ended('crash');
  for await (const event of runJob(engine, { mode: 'run', job, stdin: test.stdin, limits }, { signal })) {
    if (event.type === 'progress') yield event;
    else if (event.type === 'exit') exit = event;
    else if (event.type !== 'report') {
      output += event.text;
      if (event.type === 'stdout') stdout += event.text;
    }
  }
  yield tally.count(result(caseName(test), verdictOf(test, stdout, exit, limits), exit.durationMs, output));
  return exit;
}

function verdictOf(
  test: StdioCase,
  stdout: string,
  exit: ExitEvent,
  limits: JobLimits,
): ReturnType<typeof judgeOutput> {
  if (exit.outcome === 'ok') return judgeOutput(test, stdout);
  if (exit.outcome !== 'error') {
    return { status: 'error', message: unfinishedBy(exit, { limits } as TestPlan) };
  }
  const message = exit.error ? describe(exit.error) : `The program ended with exit code ${exit.exitCode}.`;
  return { ...judgeOutput(test, stdout), status: exit.error ? 'error' : 'failed', message };
}
