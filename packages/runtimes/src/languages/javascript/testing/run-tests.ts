import { fn } from '@vitest/spy';
import * as chai from 'chai';
import type { DriverReport, DriverResult, Stdio, TestJob } from '../../../worker/driver.js';
import type { Loader } from '../modules/loader.js';
import { Program } from '../program/program.js';
import { runCases } from './cases.js';
import { collector } from './collect.js';
import { contextOf } from './context.js';
import { execute, type Stage } from './execute.js';
import { guardWith, keptByLibrary, makeExpect } from './expect.js';
import { Guard } from './guard.js';
import { Integrity } from './integrity.js';
import { mockKit } from './mocks.js';
import { nodeTestKit } from './node-test.js';
import { Assertions, asserts, guarded, isAssertion, reporting } from './script.js';
import { ownHooks } from './running.js';
import { openSnapshots, snapshotFileOf } from './stored.js';
import { fullName, newSuite, testsIn, type Suite } from './suite.js';
import { throwByWords } from './throwing.js';
import { verdictOf } from './verdict.js';
import { failWaiting } from './within.js';

const kitModules = ['vitest', '@jest/globals', 'node:test', 'bun:test', 'chai'];
const KEPT = 64 * 1024;

/** Types are not checked here, so what Vitest says of them holds. */
const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });
const vitestOnly = {
  ...ownHooks,
  assert: chai.assert,
  chai,
  expectTypeOf: () => anything,
  assertType: () => undefined,
};
const wrapped = (error: Error | undefined): { error: unknown } | undefined => error && { error };

/** What a mock in `__mocks__`, which may be anybody's, finds of the kit. */
const mocking = Object.freeze({ fn: (run?: never) => fn(run) });
const forMocks = { jest: mocking, vi: mocking };

function mockOfBun(jest: Record<string, unknown>): unknown {
  const make = jest['fn'] as (run?: unknown) => unknown;
  const { mock, restoreAllMocks, clearAllMocks } = jest;
  return Object.assign((run?: unknown) => make(run), {
    module: mock,
    restore: restoreAllMocks,
    clearAllMocks,
  });
}

/** Runs test files and cases over a workspace. */
export function runTests(
  job: TestJob,
  io: Stdio,
  report: (event: DriverReport) => void,
): Promise<DriverResult> {
  return new TestRun(job, io, report).run();
}

class TestRun {
  private readonly expect = makeExpect();
  private readonly collect = collector();
  private readonly program: Program;
  private readonly kit: ReturnType<typeof mockKit>;
  private readonly given: Record<string, unknown>;
  private readonly guard: Guard;
  private readonly assertions: Assertions;
  private readonly nodeTest = nodeTestKit(
    () => this.guard,
    () => this.asserts.strict,
  );
  /** Made before the program runs, which shares the originals. */
  private readonly asserts: { loose: unknown; strict: unknown };
  private file = '';
  private printed = '';
  private uncaught: { error: unknown } | undefined;
  private over = false;
  private readonly names: string[] = [];

  constructor(
    private readonly job: TestJob,
    private readonly io: Stdio,
    private readonly report: (event: DriverReport) => void,
  ) {
    this.kit = mockKit({ loader: () => this.program.loader, guard: () => this.guard, file: () => this.file });
    this.given = { ...this.collect.api, expect: this.expect, jest: this.kit.jest, vi: this.kit.jest };
    this.program = new Program({
      job,
      io,
      write: (stream, text) => this.write(stream, text),
      compileOptions: (path) => ({
        ...(this.isTest(path) && {
          given: [...Object.keys(this.given), ...(this.isScripted(path) ? ['console'] : [])],
        }),
        ...(this.isMock(path) && { given: Object.keys(forMocks) }),
        expose: path === job.entry && job.cases.length > 0,
      }),
      given: (path) => this.givenTo(path),
      builtin: (specifier, from) => this.builtin(specifier, from),
      mocked: (path) => this.kit.mocked(path),
      ready: () => this.kit.ready(),
      uncaught: (error) => void (failWaiting(error) || (this.uncaught ??= { error })),
    });
    this.assertions = new Assertions(this.program.console);
    this.program.install();
    void this.program.exited.then(() => (this.over = true));
    const own = {
      'expect': this.expect,
      'jest': this.kit.jest,
      'Assertion.prototype': chai.Assertion.prototype as object,
      ...keptByLibrary(),
    };
    this.guard = new Guard(new Integrity(own));
    guardWith(this.guard);
    const check = (): void => {
      this.assertions.made++;
      this.guard.check();
    };
    const assert = (name: string): unknown => guarded(this.program.node(name)?.value, check);
    this.asserts = { loose: assert('assert'), strict: assert('assert/strict') };
  }

  async run(): Promise<DriverResult> {
    const { loader } = this.program;
    this.guard.watch(await this.program.prepare());
    const suites: { file: string; suite: Suite; loaded: Loader['loaded']; resume: () => void }[] = [];
    for (const file of reporting(this.job.testFiles, this.job.files)) {
      const suite = await this.read(file);
      const resume = this.kit.park();
      if (suite) suites.push({ file, suite, loaded: loader.loaded, resume });
    }
    this.names.push(...suites.flatMap(({ suite }) => testsIn(suite).map(fullName)));
    this.report({ type: 'plan', names: this.names });
    for (const { file, suite, loaded, resume } of suites) {
      loader.loaded = loaded;
      resume();
      await this.execute(file, suite);
    }
    if (this.job.cases.length > 0) await this.cases();
    this.program.end(0);
    this.io.flush();
    return { outcome: 'ok', exitCode: 0 };
  }

  /** Lets a test file describe its tests. Undefined where it failed, which is reported. */
  private async read(file: string): Promise<Suite | undefined> {
    this.file = file;
    const { loader, exited } = this.program;
    loader.reset('');
    const suite = this.collect.begin();
    this.assertions.take();
    try {
      await Promise.race([loader.runMain(file), exited]);
      await this.collect.finish();
      if (this.over)
        throw new Error('The program ended itself (process.exit was called) while its tests were read.');
      return testsIn(suite).length > 0 ? suite : await this.script(file);
    } catch (error) {
      if (!this.over && testsIn(suite).length === 0 && isAssertion(error))
        return this.scriptOf(file, { error });
      this.failFile(file, error);
      return undefined;
    }
  }

  /** A file that only asserts has done so by now: it is one test, which has what it printed and threw. */
  private async script(file: string): Promise<Suite> {
    if (!asserts(this.job.files[file] ?? '')) throw new Error('There is no test in this file.');
    const { exited, lifetime } = this.program;
    await Promise.race([lifetime.settled(), exited]);
    if (this.over) throw new Error('The program ended itself: process.exit was called.');
    const { made } = this.assertions;
    const failed = this.uncaught ?? wrapped(this.assertions.take());
    this.uncaught = undefined;
    if (made === 0 && !failed && !/\bexpect\b|['"]chai['"]/.test(this.job.files[file] ?? ''))
      throw new Error('Nothing was asserted: what this file defines is never called.');
    return this.scriptOf(file, failed);
  }

  private scriptOf(file: string, failed: { error: unknown } | undefined): Suite {
    const output = this.takeOutput();
    const suite = newSuite('', undefined, 'run');
    const body = (): void => {
      this.printed += output;
      if (failed) throw failed.error;
    };
    const told = {
      mode: 'run',
      fails: false,
      row: [],
      rowAlone: true,
      options: {},
      fixtures: undefined,
    } as const;
    suite.children.push({ ...told, name: file, suite, body, row: [] });
    return suite;
  }

  private failFile(file: string, error: unknown): void {
    const verdict = verdictOf(error, (path) => this.isOwn(path));
    this.report({ type: 'test', name: file, durationMs: 0, ...verdict, status: 'error' });
  }

  private async execute(file: string, suite: Suite): Promise<void> {
    this.file = file;
    const snapshots = snapshotFileOf(file);
    openSnapshots(snapshots, this.job.files[snapshots]);
    throwByWords(!this.isOfVitest(file));
    await execute(suite, this.stageFor(file));
    this.kit.reset();
    this.nodeTest.mock.reset();
  }

  private stageFor(file: string): Stage {
    const text = this.job.files[file] ?? '';
    const ofNode = /['"]node:test['"]/.test(text);
    return {
      guard: this.guard,
      report: (event) => this.report(event),
      timeout: () => this.kit.timeout(),
      takeOutput: () => this.takeOutput(),
      takeUncaught: () => {
        const taken = this.uncaught;
        this.uncaught = undefined;
        return taken;
      },
      exited: this.program.exited,
      isOver: () => this.over,
      isOwn: (path) => this.isOwn(path),
      retry: () => this.kit.retry(),
      contextual: ofNode || this.isOfVitest(file),
      doneToo: ofNode,
      contextOf: (test) => (ofNode ? this.nodeTest.contextOf(test) : contextOf(test, this.expect)),
    };
  }

  private async cases(): Promise<void> {
    const { job, program } = this;
    program.loader.reset('');
    const stage = {
      report: this.report,
      takeOutput: () => this.takeOutput(),
      error: (thrown: unknown) => program.error(thrown),
      exited: program.exited,
    };
    try {
      const entry = await Promise.race([program.loader.runMain(job.entry), program.exited]);
      if (typeof entry === 'number') throw new Error('The program ended itself: process.exit was called.');
      await runCases(entry, job.cases, stage);
    } catch (error) {
      const failed = program.error(error);
      const output = this.takeOutput();
      job.cases.forEach((_, index) =>
        this.report({
          type: 'case',
          index,
          results: [{ error: failed }],
          durationMs: 0,
          output: index === 0 ? output : '',
        }),
      );
    }
  }

  private write(stream: 'stdout' | 'stderr', text: string): void {
    if (this.printed.length < KEPT) this.printed += text;
    this.io.write(stream, text);
  }

  private takeOutput(): string {
    const taken = this.printed;
    this.printed = '';
    return taken.length > KEPT ? `${taken.slice(0, KEPT)}\n… cut` : taken;
  }

  /** The kit is for test files: a solution that could import it could also describe tests of its own. */
  private builtin(specifier: string, from: string): { value: unknown } | undefined {
    if (/^(?:node:)?assert(?:\/strict)?$/.test(specifier) && this.isTest(from))
      return { value: this.asserts[specifier.endsWith('/strict') ? 'strict' : 'loose'] };
    if (!kitModules.includes(specifier)) return undefined;
    if (this.isMock(from) && specifier !== 'chai') return { value: forMocks };
    if (!this.isTest(from))
      throw new Error(`'${specifier}' is there for test files alone: ${from} cannot import it.`);
    if (specifier === 'chai') return { value: chai };
    return { value: this.kitNamed(specifier) };
  }

  private kitNamed(specifier: string): unknown {
    const { jest } = this.kit;
    if (specifier === 'vitest') return { ...this.given, ...vitestOnly, vitest: jest };
    if (specifier === 'bun:test') return { ...this.given, mock: mockOfBun(jest), spyOn: jest['spyOn'] };
    if (specifier !== 'node:test') return this.given;
    return Object.assign(this.given['test'] as object, this.given, { mock: this.nodeTest.mock });
  }

  private givenTo(path: string): unknown[] {
    if (this.isTest(path)) return [...Object.values(this.given), ...this.scripted(path)];
    return this.isMock(path) ? Object.values(forMocks) : [];
  }

  /** A file that judges by `console.assert` has a console that the program cannot change. */
  private isScripted(path: string): boolean {
    return /\bconsole\.assert\b/.test(this.job.files[path] ?? '');
  }
  private scripted(path: string): unknown[] {
    return this.isScripted(path) ? [Object.freeze({ ...this.program.console })] : [];
  }

  private isOfVitest(path: string): boolean {
    return /['"]vitest['"]|\bvi\.\w/.test(this.job.files[path] ?? '');
  }
  private isMock(path: string): boolean {
    return /(?:^|\/)__mocks__\//.test(path) && !this.isTest(path);
  }
  private isTest(path: string): boolean {
    return this.job.testFiles.includes(path);
  }

  private isOwn(path: string): boolean {
    return Object.hasOwn(this.job.files, path);
  }
}
