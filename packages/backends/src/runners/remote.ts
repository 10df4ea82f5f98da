import type {
  Capabilities,
  Diagnostic,
  LanguageInfo,
  RunEvent,
  Runner,
  RunRequest,
  TestEvent,
  TestRequest,
} from '@interview-room/runtimes';
import {
  limitsOf,
  mustBeProgram,
  mustBeTests,
  mustHaveInput,
  runJob,
  runTests,
  Tally,
  type JobEnd,
} from '@interview-room/runtimes/remote';
import { canCall } from './calls/index.js';
import { failed, RemoteEngine } from './engine.js';
import type { RemoteLanguage } from './names.js';
import type { Wire } from './wire.js';

/** A runner somewhere else. Which languages it has is known once it was asked. */
export interface RemoteRunner extends Runner {
  /** Asks which languages there are, once; `languages()` knows them from then on. */
  discover(): Promise<LanguageInfo[]>;
  /** What it tests by: `cases` alone, or test files too. */
  readonly tests: 'cases' | 'all';
}

/** Runs programs by a service that takes a whole program and answers with all it printed. */
export class WireRunner implements RemoteRunner {
  readonly tests = 'cases';
  private readonly over = new AbortController();
  private known: readonly RemoteLanguage[] = [];
  private asking: Promise<readonly RemoteLanguage[]> | undefined;

  constructor(private readonly wire: Wire) {}

  languages(): LanguageInfo[] {
    return this.known.map(infoOf);
  }

  async discover(): Promise<LanguageInfo[]> {
    this.asking ??= this.wire.discover(this.over.signal);
    try {
      this.known = await this.asking;
    } catch (error) {
      // Asked again the next time.
      this.asking = undefined;
      throw error;
    }
    return this.languages();
  }

  async capabilities(): Promise<Capabilities> {
    return remoteCapabilities(this.wire.name);
  }

  async *run(request: RunRequest): AsyncGenerator<RunEvent, void> {
    mustBeProgram(request);
    mustHaveInput(request);
    const signal = this.signal(request.signal);
    const found = await this.find(request.language, signal);
    if (!('id' in found)) return yield { type: 'exit', ...found };
    const stdin = await wholeInput(request.stdin, signal);
    const job = { ...programOf(request, found), args: (request.args ?? []).map(String) };
    const order = { mode: 'run' as const, job, stdin, limits: limitsOf(request.limits) };
    for await (const event of runJob(new RemoteEngine(this.wire, found), order, { signal }))
      if (event.type !== 'report') yield event;
  }

  async *test(request: TestRequest): AsyncGenerator<TestEvent | RunEvent, void> {
    mustBeProgram(request);
    mustBeTests(request);
    const signal = this.signal(request.signal);
    const found = await this.find(request.language, signal);
    const refusal = 'id' in found ? this.refusal(request, found) : found;
    if (!('id' in found) || refusal) {
      yield new Tally().summary();
      return yield { type: 'exit', ...(refusal ?? stopped) };
    }
    const { cases = [], limits } = request;
    const program = programOf(request, found);
    const plan = { program, testFiles: [], cases, limits: limitsOf(limits), signal };
    yield* runTests(new RemoteEngine(this.wire, found), plan);
  }

  /** Services of this kind check nothing. */
  async check(): Promise<Diagnostic[]> {
    return [];
  }

  dispose(): void {
    this.over.abort();
  }

  private signal(given: AbortSignal | undefined): AbortSignal {
    return given ? AbortSignal.any([given, this.over.signal]) : this.over.signal;
  }

  /** The language, or why there is nothing to run it by. */
  private async find(id: string, signal: AbortSignal): Promise<RemoteLanguage | JobEnd> {
    try {
      await orAborted(this.discover(), signal);
    } catch (error) {
      return signal.aborted ? stopped : failed(error);
    }
    const found = this.known.find((each) => each.id === id);
    return found ?? refused(unknownLanguage(this.wire.name, id, this.known));
  }

  private refusal(
    { testFiles = [], cases = [] }: TestRequest,
    { id, label }: RemoteLanguage,
  ): JobEnd | undefined {
    if (testFiles.length > 0)
      return refused(
        `${this.wire.name} runs programs and no test files (${testFiles.slice(0, 3).join(', ')}). Give the question cases with input and output for ${label}.`,
      );
    if (canCall(id) || cases.every((each) => 'stdin' in each)) return undefined;
    return refused(
      `${this.wire.name} cannot call functions in ${label}, only in Python and JavaScript. Give the question cases with input and output for ${label}.`,
    );
  }
}

const stopped: JobEnd = { outcome: 'stopped', exitCode: 130, durationMs: 0 };

const refused = (message: string): JobEnd => ({
  outcome: 'crash',
  exitCode: 1,
  durationMs: 0,
  error: { name: 'NotSupported', message },
});

export function unknownLanguage(name: string, id: string, known: readonly LanguageInfo[]): string {
  const ids = known.map((each) => each.id).slice(0, 40);
  return `${name} has no language "${id}". ${ids.length > 0 ? `It has ${ids.join(', ')}.` : 'It has none.'}`;
}

const infoOf = ({ id, label, version, extensions, entry, testing }: RemoteLanguage): LanguageInfo => ({
  id,
  label,
  version,
  extensions: [...extensions],
  entry,
  testing: [...testing],
});

function programOf(
  { language, files, entry }: RunRequest | TestRequest,
  { entry: usual }: RemoteLanguage,
): { language: string; files: Record<string, string>; entry: string } {
  const paths = Object.keys(files);
  const chosen = entry ?? (usual in files || paths.length !== 1 ? usual : paths[0]);
  return { language, files: { ...files }, entry: chosen ?? usual };
}

/** All of what is typed: such a service takes it at the start and no more. */
export async function wholeInput(stdin: RunRequest['stdin'], signal: AbortSignal): Promise<string> {
  if (stdin === undefined || typeof stdin === 'string') return stdin ?? '';
  const lines = stdin[Symbol.asyncIterator]();
  let text = '';
  try {
    for (
      let next = await orAborted(lines.next(), signal);
      !next.done;
      next = await orAborted(lines.next(), signal)
    )
      text += `${next.value.replace(/\n$/, '')}\n`;
  } catch {
    // Its source failed, or it was stopped: what there is so far is all of it.
  }
  lines.return?.()?.catch(() => undefined);
  return text;
}

/** The same, which an aborted signal rejects. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** What can be had of a service by that name: nothing of the browser is used, and input is given at the start. */
export function remoteCapabilities(name: string): Capabilities {
  const not = { value: false, reason: `Programs run at ${name}, and not in this browser.` };
  const reason = `${name} takes all input at the start.`;
  return {
    worker: not,
    wasm: not,
    jspi: not,
    isolated: not,
    sharedMemory: not,
    stdin: { value: 'batch', reason },
  };
}
