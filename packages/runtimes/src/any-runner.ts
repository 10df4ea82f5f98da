import { languageInfo, languageOf, languages } from './languages/index.js';
import type { LanguageInfo } from './languages/language.js';
import type { Capabilities } from './capabilities.js';
import type { TestCase } from './cases/case.js';
import type { Diagnostic, RunEvent, TestEvent } from './events.js';
import { limitsOf, type Limits } from './limits.js';
import { runJob, type JobEvent, type Submit } from './run.js';
import { mustBeProgram, mustBeTests, mustHaveInput } from './request.js';
import { runTests, type TestPlan } from './test-run.js';
import type { JobRequest } from './sandbox/protocol.js';

interface Request {
  language: string;
  /** Path → text; paths are relative, with `/`. */
  files: Record<string, string>;
  /** The file that runs. Default: the language's own (`main.py`), or the only file there is. */
  entry?: string;
  limits?: Limits;
  /** Stops it, with what was printed kept. */
  signal?: AbortSignal;
}
export interface RunRequest extends Request {
  args?: string[];
  /** All input as text; or lines, asked for one by one when the program waits for them. Default: none. */
  stdin?: string | AsyncIterable<string>;
}
export interface TestRequest extends Request {
  /** Paths among `files`. */
  testFiles?: string[];
  cases?: TestCase[];
}
export type CheckRequest = Omit<Request, 'limits' | 'entry'>;

/** Runs programs and tests in a sandbox. Make one a page or one an element: they share what is loaded. */
export interface Runner {
  languages(): LanguageInfo[];
  /** What can be had; of one language, where programs of different ones run in different places. */
  capabilities(language?: string): Promise<Capabilities>;
  /** The last event is `exit`, whatever happens. Leaving the loop stops the program. */
  run(request: RunRequest): AsyncIterable<RunEvent>;
  /** As `run`, with a `test` event as each test ends and one `summary` before `exit`. */
  test(request: TestRequest): AsyncIterable<TestEvent | RunEvent>;
  /** What the language's checker has to say, for an editor. Empty where it has none. */
  check(request: CheckRequest): Promise<Diagnostic[]>;
  /** Stops what runs. Frames are removed when no runner is left that uses them. */
  dispose(): void;
}

/** What jobs are given to for the length of one request. */
export interface OpenEngine extends Submit {
  /** The request is over, and nothing more comes. */
  close?(): void;
}

/** What runners have in common, wherever their engines are. */
export abstract class AnyRunner implements Runner {
  private readonly over = new AbortController();

  abstract capabilities(): Promise<Capabilities>;
  /** Throws where it cannot be had. */
  protected abstract open(engine: string): OpenEngine;

  languages(): LanguageInfo[] {
    return languages.map(languageInfo);
  }

  async *run(request: RunRequest): AsyncGenerator<RunEvent, void> {
    mustBeProgram(request);
    mustHaveInput(request);
    const { stdin = '', args = [] } = request;
    const live = typeof stdin === 'string' ? undefined : stdin;
    const job: JobRequest = {
      mode: 'run',
      job: { ...this.program(request), args: args.map(String) },
      stdin: typeof stdin === 'string' ? stdin : null,
      limits: limitsOf(request.limits),
    };
    for await (const event of this.perform(languageOf(request.language).engine, job, request.signal, live)) {
      if (event.type !== 'report') yield event;
    }
  }

  async *test(request: TestRequest): AsyncGenerator<TestEvent | RunEvent, void> {
    mustBeProgram(request);
    mustBeTests(request);
    const plan: TestPlan = {
      program: this.program(request),
      testFiles: request.testFiles ?? [],
      cases: request.cases ?? [],
      limits: limitsOf(request.limits),
      signal: this.signal(request.signal),
    };
    const engine = this.open(languageOf(request.language).engine);
    try {
      yield* runTests(engine, plan);
    } finally {
      engine.close?.();
    }
  }

  async check(request: CheckRequest): Promise<Diagnostic[]> {
    const { checker } = languageOf(request.language);
    if (!checker) return [];
    const job: JobRequest = {
      mode: 'check',
      job: { ...this.program(request), args: [] },
      stdin: '',
      limits: limitsOf({ wallMs: 60_000 }),
    };
    for await (const event of this.perform(checker, job, request.signal)) {
      if (event.type !== 'exit') continue;
      if (event.outcome !== 'ok')
        throw new Error(event.error?.message ?? `The check ended with "${event.outcome}".`);
      return 'diagnostics' in event ? (event.diagnostics ?? []) : [];
    }
    return [];
  }

  dispose(): void {
    this.over.abort();
  }

  protected mustLive(): void {
    if (this.over.signal.aborted)
      throw new Error('This runner was disposed of: make another with createRunner().');
  }

  private async *perform(
    id: string,
    job: JobRequest,
    signal: AbortSignal | undefined,
    input?: AsyncIterable<string>,
  ): AsyncGenerator<JobEvent, void> {
    const engine = this.open(id);
    try {
      yield* runJob(engine, job, { input, signal: this.signal(signal) });
    } finally {
      engine.close?.();
    }
  }

  private program({ language, files, entry }: Request): {
    language: string;
    files: Record<string, string>;
    entry: string;
  } {
    const paths = Object.keys(files);
    const usual = languageOf(language).entry;
    const chosen = entry ?? (usual in files || paths.length !== 1 ? usual : paths[0]);
    return { language, files: { ...files }, entry: chosen ?? usual };
  }

  private signal(given: AbortSignal | undefined): AbortSignal {
    return given ? AbortSignal.any([given, this.over.signal]) : this.over.signal;
  }
}
