import type { TestResultEvent } from '../../../events.js';
import { ExitSignal } from '../program/exit.js';
import { brokenPromise, startTest } from './expect.js';
import { isTampered, type Guard } from './guard.js';
import { now } from './safe.js';
import {
  fullName,
  hasOnly,
  isSuite,
  isWanted,
  testsIn,
  type Body,
  type Hook,
  type Suite,
  type Test,
} from './suite.js';
import { endRunning, leftToDo, ownHooks } from './running.js';
import { verdictOf, verdictOfAll } from './verdict.js';
import { within } from './within.js';

export interface Stage {
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
  /** Whether tests take a context, as Vitest's do. */
  contextual: boolean;
  expect: unknown;
}

/** Runs what a file described, test by test in order, and reports each as it ends. */
export async function execute(root: Suite, stage: Stage): Promise<void> {
  const anyOnly = hasOnly(root);
  const wanted = new Set(testsIn(root).filter((test) => isWanted(test, anyOnly)));
  await runSuite(root, { stage, wanted, broken: undefined });
}

interface Walk {
  stage: Stage;
  wanted: Set<Test>;
  /** A `beforeAll` that failed: no test under it can run. */
  broken: { error: unknown } | undefined;
}

async function runSuite(suite: Suite, walk: Walk): Promise<void> {
  const { stage, wanted } = walk;
  const used = testsIn(suite).some((test) => wanted.has(test));
  const broken = walk.broken ?? (used ? await attempt(suite.beforeAll, 'beforeAll', stage) : undefined);
  for (const child of suite.children) {
    if (isSuite(child)) await runSuite(child, { ...walk, broken });
    else if (!wanted.has(child)) skip(child, stage);
    else await runTest(child, stage, broken);
  }
  const after = used && !stage.isOver() ? await attempt(suite.afterAll, 'afterAll', stage) : undefined;
  if (after)
    stage.report({
      ...inHook(after.error, stage),
      type: 'test',
      name: [...namesOf(suite), 'afterAll'].join(' > '),
      durationMs: 0,
    });
}

function namesOf(suite: Suite): string[] {
  return suite.parent ? [...namesOf(suite.parent), suite.name] : [];
}

function skip(test: Test, { report, guard }: Stage): void {
  const tampered = guard.verdict();
  if (tampered !== undefined)
    return report({ type: 'test', name: fullName(test), status: 'error', durationMs: 0, message: tampered });
  const message = test.mode === 'todo' ? 'to do' : 'skipped';
  report({ type: 'test', name: fullName(test), status: 'skipped', durationMs: 0, message });
}

/** Runs hooks in turn; gives the first error. */
async function attempt(hooks: Hook[], what: string, stage: Stage): Promise<{ error: unknown } | undefined> {
  try {
    for (const { body, timeout } of hooks)
      await orExit(
        within({
          body,
          values: [],
          timeout: timeout ?? stage.timeout(),
          context: stage.contextual ? {} : undefined,
          what: `The ${what} hook`,
        }),
        stage,
      );
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

async function runTest(test: Test, stage: Stage, broken: { error: unknown } | undefined): Promise<void> {
  const name = fullName(test);
  if (stage.isOver())
    return stage.report({ type: 'test', name, status: 'error', durationMs: 0, message: ENDED });
  if (broken) return stage.report({ type: 'test', name, durationMs: 0, ...inHook(broken.error, stage) });
  stage.takeOutput();
  stage.takeUncaught();
  const start = now();
  const ended = await outcomeOf(test, stage);
  const durationMs = now() - start;
  const output = stage.takeOutput();
  stage.report({ type: 'test', name, durationMs, ...judge(test, ended, stage), ...(output && { output }) });
}

interface Ended {
  /** What failed without ending the test. */
  soft: unknown[];
  failed: { error: unknown } | undefined;
  hook: { error: unknown } | undefined;
  skipped?: string;
}

async function outcomeOf(test: Test, stage: Stage): Promise<Ended> {
  startTest();
  const suites = lineage(test.suite);
  const context = stage.contextual ? contextOf(test, stage) : undefined;
  const before = await attempt(
    suites.flatMap((suite) => suite.beforeEach),
    'beforeEach',
    stage,
  );
  let failed: Ended['failed'];
  let skipped: string | undefined;
  if (!before && test.body) {
    const what = `The test "${test.name}"`;
    try {
      await orExit(
        within({
          body: test.body,
          values: test.row,
          timeout: test.timeout ?? stage.timeout(),
          context,
          what,
        }),
        stage,
      );
    } catch (error) {
      skipped = Skip.noteOf(error);
      if (skipped === undefined) failed = { error };
    }
  }
  const after = stage.isOver()
    ? undefined
    : await attempt(
        [
          ...[...suites].reverse().flatMap((suite) => [...suite.afterEach].reverse()),
          ...leftToDo(failed !== undefined).map((body) => ({ body, timeout: undefined })),
        ],
        'afterEach',
        stage,
      );
  failed ??= stage.takeUncaught();
  return { soft: endRunning(), failed, hook: before ?? after, ...(skipped !== undefined && { skipped }) };
}

const ENDED = 'The program ended itself (process.exit was called) before this test was done.';

function judge(
  test: Test,
  { soft, failed, hook, skipped }: Ended,
  stage: Stage,
): Pick<TestResultEvent, 'status' | 'message' | 'expected' | 'actual'> {
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

class Skip {
  readonly #note: string;
  constructor(note: string) {
    this.#note = note;
  }
  /** By its private field, as `instanceof` could be made to lie. */
  static noteOf(thrown: unknown): string | undefined {
    return typeof thrown === 'object' && thrown !== null && #note in thrown ? thrown.#note : undefined;
  }
}

function contextOf(test: Test, stage: Stage): Record<string, unknown> {
  return {
    expect: stage.expect,
    name: test.name,
    diagnostic: () => undefined,
    test: async (_name: unknown, ...more: unknown[]) => {
      await (more.find((one) => typeof one === 'function') as Body | undefined)?.(contextOf(test, stage));
    },
    task: { name: test.name, mode: 'run' },
    skip: (note?: unknown) => {
      throw new Skip(typeof note === 'string' ? note : 'skipped');
    },
    ...ownHooks,
  };
}
