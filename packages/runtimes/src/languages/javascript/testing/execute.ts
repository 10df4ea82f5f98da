import type { TestResultEvent } from '../../../events.js';
import { ExitSignal } from '../program/exit.js';
import { Skip } from './context.js';
import { brokenPromise, startTest } from './expect.js';
import { FixtureStore } from './fixtures.js';
import { Giving, handing, type Kit } from './giving.js';
import { isTampered, type Guard } from './guard.js';
import { now } from './safe.js';
import {
  fullName,
  hasOnly,
  isSuite,
  isWanted,
  namesOf,
  optionsOf,
  testsIn,
  type Body,
  type Hook,
  type Suite,
  type Test,
} from './suite.js';
import { endRunning, leftToDo } from './running.js';
import { verdictOf, verdictOfAll } from './verdict.js';
import { within } from './within.js';

export interface Stage extends Kit {
  guard: Guard;
  report(event: TestResultEvent): void;
  timeout(): number;
  /** What was printed since it was last asked for. */
  takeOutput(): string;
  /** An error of a timer or promise that nobody caught, since it was last asked for. */
  takeUncaught(): { error: unknown } | undefined;
  /** Settles when the program ends itself. */
  exited: Promise<unknown>;
  isOver(): boolean;
  isOwn(path: string): boolean;
  /** How often a failed test is tried again where it does not say. */
  retry(): number;
}

/** Runs what a file described, test by test in order, and reports each as it ends. */
export async function execute(root: Suite, stage: Stage): Promise<void> {
  const anyOnly = hasOnly(root);
  const wanted = new Set(testsIn(root).filter((test) => isWanted(test, anyOnly)));
  const shared = new FixtureStore();
  await runSuite(root, { stage, wanted, shared, broken: undefined });
  for (const error of await shared.finish())
    stage.report({ ...inHook(error, stage), type: 'test', name: 'fixtures of the file', durationMs: 0 });
}

interface Walk {
  stage: Stage;
  /** The fixtures that all tests of the file share. */
  shared: FixtureStore;
  wanted: Set<Test>;
  /** A `beforeAll` that failed: no test under it can run. */
  broken: { error: unknown } | undefined;
}

async function runSuite(suite: Suite, walk: Walk): Promise<void> {
  const { stage, wanted, shared } = walk;
  const used = testsIn(suite).some((test) => wanted.has(test));
  const clean: Body[] = [];
  const all = (hooks: Hook[], what: string): Promise<Failed> =>
    attempt(
      hooks.map((hook) => ({ hook, suite })),
      { what, stage, clean },
    );
  const broken = walk.broken ?? (used ? await all(suite.beforeAll, 'beforeAll') : undefined);
  for (const child of suite.children) {
    if (isSuite(child)) await runSuite(child, { ...walk, broken });
    else if (!wanted.has(child)) skip(child, stage);
    else await runTest(child, { stage, shared, broken });
  }
  const last = [...suite.afterAll, ...hooksOf(clean)];
  const after = used && !stage.isOver() ? await all(last, 'afterAll') : undefined;
  if (after)
    stage.report({
      ...inHook(after.error, stage),
      type: 'test',
      name: [...pathOf(suite), 'afterAll'].join(' > '),
      durationMs: 0,
    });
}

function pathOf(suite: Suite): string[] {
  return suite.parent ? [...pathOf(suite.parent), suite.name] : [];
}

function skip(test: Test, { report, guard }: Stage): void {
  const tampered = guard.verdict();
  if (tampered !== undefined)
    return report({ type: 'test', name: fullName(test), status: 'error', durationMs: 0, message: tampered });
  const message = test.mode === 'todo' ? 'to do' : 'skipped';
  report({ type: 'test', name: fullName(test), status: 'skipped', durationMs: 0, message });
}

type Failed = { error: unknown } | undefined;
interface Hooking {
  what: string;
  stage: Stage;
  /** Gathers what a hook gives back: Vitest calls it when all is over. */
  clean?: Body[];
  /** What hooks of a test are handed, with the fixtures that they ask for. */
  giving?: Giving;
}
const hooksOf = (bodies: Body[]): Hook[] => bodies.map((body) => ({ body, timeout: undefined }));

/** Runs hooks in turn; gives the first error. */
async function attempt(hooks: { hook: Hook; suite: Suite }[], set: Hooking): Promise<Failed> {
  const { what, stage, clean, giving } = set;
  try {
    for (const { hook, suite } of hooks) {
      const { body, timeout = stage.timeout() } = hook;
      await (giving && orExit(giving.prepare(body, 0, timeout), stage));
      const call = giving?.to(body) ?? handing(body, [], stage, {});
      const left = await orExit(
        within({ body, ...call, world: suite.world, timeout, what: `The ${what} hook` }),
        stage,
      );
      if (typeof left === 'function') clean?.push(left as Body);
    }
    return undefined;
  } catch (error) {
    return { error };
  }
}

function orExit(promise: Promise<unknown>, { exited }: Stage): Promise<unknown> {
  return Promise.race([promise, exited.then((code) => Promise.reject(new ExitSignal(Number(code))))]);
}

function inHook(error: unknown, stage: Stage): Pick<TestResultEvent, 'status' | 'message'> {
  return { ...verdictOf(error, stage.isOwn), status: 'error' };
}

type Verdict = Pick<TestResultEvent, 'status' | 'message' | 'expected' | 'actual'>;

async function runTest(test: Test, run: Omit<Walk, 'wanted'>): Promise<void> {
  const { stage, broken } = run;
  const name = fullName(test);
  if (stage.isOver())
    return stage.report({ type: 'test', name, status: 'error', durationMs: 0, message: ENDED });
  if (broken) return stage.report({ type: 'test', name, durationMs: 0, ...inHook(broken.error, stage) });
  stage.takeOutput();
  const start = now();
  const verdict = await tried(test, run);
  const durationMs = now() - start;
  const output = stage.takeOutput();
  stage.report({ type: 'test', name, durationMs, ...verdict, ...(output && { output }) });
}

/** Runs it as often as it asks for: again where it failed (`retry`), once more where it passed (`repeats`). */
async function tried(test: Test, run: Omit<Walk, 'wanted'>): Promise<Verdict> {
  const { stage } = run;
  const { retry = stage.retry(), repeats = 0 } = optionsOf(test);
  const mayFail = ({ status }: Verdict): boolean =>
    (status === 'failed' || status === 'error') && !stage.isOver() && stage.guard.verdict() === undefined;
  for (let round = 0; ; round++) {
    let verdict = await once(test, run);
    for (let again = 0; again < retry && mayFail(verdict); again++) verdict = await once(test, run);
    if (verdict.status !== 'passed' || round >= repeats) return verdict;
  }
}

async function once(test: Test, { stage, shared }: Omit<Walk, 'wanted'>): Promise<Verdict> {
  stage.takeUncaught();
  return judge(test, await outcomeOf(test, stage, shared), stage);
}

interface Ended {
  /** What failed without ending the test. */
  soft: unknown[];
  failed: Failed;
  hook: Failed;
  skipped?: string;
}

async function outcomeOf(test: Test, stage: Stage, shared: FixtureStore): Promise<Ended> {
  startTest(namesOf(test));
  const { timeout = stage.timeout() } = optionsOf(test);
  const suites = lineage(test.suite);
  const giving = new Giving(test, stage, shared);
  const clean: Body[] = [];
  const before = await attempt(
    suites.flatMap((suite) => suite.beforeEach.map((hook) => ({ hook, suite }))),
    { what: 'beforeEach', stage, clean, giving },
  );
  let failed: Failed;
  let skipped: string | undefined;
  if (!before) {
    failed = await attemptTest(test, { stage, giving, timeout });
    skipped = failed && Skip.noteOf(failed.error);
    if (skipped !== undefined) failed = undefined;
  }
  const left = [...clean.reverse(), ...leftToDo(failed !== undefined)];
  const last = [
    ...[...suites]
      .reverse()
      .flatMap((suite) => [...suite.afterEach].reverse().map((hook) => ({ hook, suite }))),
    ...hooksOf(left).map((hook) => ({ hook, suite: test.suite })),
  ];
  const after = stage.isOver() ? undefined : await attempt(last, { what: 'afterEach', stage, giving });
  const [unmade] = await giving.finish(timeout);
  failed ??= stage.takeUncaught();
  const hook = before ?? after ?? (unmade === undefined ? undefined : { error: unmade });
  return { soft: endRunning(), failed, hook, ...(skipped !== undefined && { skipped }) };
}

async function attemptTest(
  { body, row, rowAlone, suite, name }: Test,
  { stage, giving, timeout }: { stage: Stage; giving: Giving; timeout: number },
): Promise<Failed> {
  try {
    await orExit(giving.prepare(body as Body, row.length, timeout), stage);
    const call = giving.to(body as Body, row, rowAlone);
    const what = `The test "${name}"`;
    await orExit(within({ body: body as Body, ...call, world: suite.world, timeout, what }), stage);
    return undefined;
  } catch (error) {
    return { error };
  }
}

const ENDED = 'The program ended itself (process.exit was called) before this test was done.';

function judge(test: Test, { soft, failed, hook, skipped }: Ended, stage: Stage): Verdict {
  const tampered = stage.guard.verdict();
  if (tampered !== undefined) return { status: 'error', message: tampered };
  if (stage.isOver() || ExitSignal.is(failed?.error)) return { status: 'error', message: ENDED };
  if (hook) return { ...verdictOfAll([...soft, hook.error], stage.isOwn), status: 'error' };
  if (skipped !== undefined && soft.length === 0) return { status: 'skipped', message: skipped };
  const problems = failed ? [...soft, failed.error] : soft;
  const broken = problems.length > 0 ? undefined : brokenPromise();
  if (broken !== undefined) problems.push(new Error(broken));
  if (test.fails && !problems.some(isTampered))
    return problems.length > 0
      ? { status: 'passed' }
      : { status: 'failed', message: 'The test passed, and is marked as one that must fail.' };
  return verdictOfAll(problems, stage.isOwn);
}

/** A suite and those around it, the outermost first. */
function lineage(suite: Suite): Suite[] {
  return suite.parent ? [...lineage(suite.parent), suite] : [suite];
}
