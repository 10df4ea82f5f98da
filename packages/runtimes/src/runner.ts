import { languageInfo, languageOf, languages } from './languages/index.js';
import type { LanguageInfo } from './languages/language.js';
import type { TestCase } from './cases/case.js';
import type { Diagnostic, RunEvent, TestEvent } from './events.js';
import { limitsOf, type Limits } from './limits.js';
import { acquire, release, type Engines } from './sandbox/engines.js';
import { findCapabilities, type Capabilities } from './capabilities.js';
import { runJob } from './run.js';
import { mustBeProgram, mustBeTests, mustHaveInput } from './request.js';
import { runTests } from './test-run.js';
import type { JobRequest } from './sandbox/protocol.js';
import type { Place } from './sandbox/engine.js';

export interface RunnerOptions {
  /** Where the runtimes' files are. Default: the folder `assets` beside this module. */
  assetBase?: string | URL;
  /** The sandbox's page. Default: `sandbox.html` under `assetBase`. */
  sandboxUrl?: string | URL;
  /** Languages to load and boot now, before anyone asks. */
  warm?: string[];
}
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
  capabilities(): Promise<Capabilities>;
  /** The last event is `exit`, whatever happens. Leaving the loop stops the program. */
  run(request: RunRequest): AsyncIterable<RunEvent>;
  /** As `run`, with a `test` event as each test ends and one `summary` before `exit`. */
  test(request: TestRequest): AsyncIterable<TestEvent | RunEvent>;
  /** What the language's checker has to say, for an editor. Empty where it has none. */
  check(request: CheckRequest): Promise<Diagnostic[]>;
  /** Stops what runs. Frames are removed when no runner is left that uses them. */
  dispose(): void;
}

// In two steps, so that no bundler takes the folder for a file to bring along.
const here = import.meta.url;
const defaultBase = (): string => new URL('assets/', here).href;

function placeOf({ assetBase, sandboxUrl }: RunnerOptions): Place {
  const page = globalThis.document?.baseURI ?? here;
  const given = assetBase === undefined ? defaultBase() : new URL(assetBase, page).href;
  const base = given.endsWith('/') ? given : `${given}/`;
  return { assetBase: base, sandboxUrl: new URL(sandboxUrl ?? new URL('sandbox.html', base), page).href };
}

/** Makes a runner. Nothing is fetched before the first run, unless `warm` asks for it. */
export function createRunner(options: RunnerOptions = {}): Runner {
  return new SandboxRunner(options);
}

class SandboxRunner implements Runner {
  private readonly place: Place;
  private engines: Engines | undefined;
  private readonly over = new AbortController();

  constructor(options: RunnerOptions) {
    this.place = placeOf(options);
    if (globalThis.document) for (const id of options.warm ?? []) this.engine(languageOf(id).engine).warm();
  }

  languages(): LanguageInfo[] {
    return languages.map(languageInfo);
  }

  capabilities(): Promise<Capabilities> {
    return findCapabilities(this.place);
  }

  async *run(request: RunRequest): AsyncGenerator<RunEvent, void> {
    const engine = this.engine(languageOf(request.language).engine);
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
    for await (const event of runJob(engine, job, { input: live, signal: this.signal(request.signal) })) {
      if (event.type !== 'report') yield event;
    }
  }

  async *test(request: TestRequest): AsyncGenerator<TestEvent | RunEvent, void> {
    const engine = this.engine(languageOf(request.language).engine);
    mustBeProgram(request);
    mustBeTests(request);
    yield* runTests(engine, {
      program: this.program(request),
      testFiles: request.testFiles ?? [],
      cases: request.cases ?? [],
      limits: limitsOf(request.limits),
      signal: this.signal(request.signal),
    });
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
    for await (const event of runJob(this.engine(checker), job, { signal: this.signal(request.signal) })) {
      if (event.type !== 'exit') continue;
      if (event.outcome !== 'ok')
        throw new Error(event.error?.message ?? `The check ended with "${event.outcome}".`);
      return 'diagnostics' in event ? (event.diagnostics ?? []) : [];
    }
    return [];
  }

  dispose(): void {
    this.over.abort();
    if (this.engines) release(this.engines);
    this.engines = undefined;
  }

  private engine(id: string): ReturnType<Engines['engine']> {
    if (!globalThis.document)
      throw new Error('Programs run in a browser: there is no document here to put the sandbox in.');
    if (this.over.signal.aborted)
      throw new Error('This runner was disposed of: make another with createRunner().');
    this.engines ??= acquire(this.place);
    return this.engines.engine(id);
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
