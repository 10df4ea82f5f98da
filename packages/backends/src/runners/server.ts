import type {
  Capabilities,
  Diagnostic,
  ExitEvent,
  LanguageInfo,
  RunEvent,
  RunRequest,
  TestEvent,
  TestRequest,
} from '@interview-room/runtimes';
import { limitsOf, mustBeProgram, mustBeTests, mustHaveInput } from '@interview-room/runtimes/remote';
import { listOf, objectOf, readEvents, textOf, WireError } from '../wire/index.js';
import { failed } from './engine.js';
import { callerOf, patiently } from './patience.js';
import { remoteCapabilities, wholeInput, type RemoteRunner } from './remote.js';
import { eventOf } from './server-events.js';
import type { RemoteOptions } from './wire.js';

/** Where a room is whose backend runs programs. */
export interface ServerRunnerOptions extends Omit<RemoteOptions, 'token'> {
  room: string;
  /** The room's token. */
  token: NonNullable<RemoteOptions['token']>;
}

/** The backend says at least every 15 s that it is still there. */
const SILENCE_MS = 45_000;
/** So many results of tests are taken. */
const MOST_TESTS = 10_000;

type Event = RunEvent | TestEvent;

/** Runs programs and tests, test files too, at the reference backend of the room. Needs a server started with `--execute`. */
export const serverRunner = (options: ServerRunnerOptions): RemoteRunner => new ServerRunner(options);

class ServerRunner implements RemoteRunner {
  readonly tests = 'all';
  private readonly caller;
  private readonly path: string;
  private readonly over = new AbortController();
  private known: LanguageInfo[] | undefined;

  constructor(options: ServerRunnerOptions) {
    this.caller = callerOf(options);
    this.path = `/api/rooms/${encodeURIComponent(options.room)}`;
  }

  languages(): LanguageInfo[] {
    return structuredClone(this.known ?? []);
  }

  async discover(): Promise<LanguageInfo[]> {
    const { signal } = this.over;
    const answer = objectOf(this.known ?? (await patiently(this.caller, `${this.path}/run`, { signal })));
    this.known ??= listOf(answer['languages']).flatMap(languageOf);
    return this.languages();
  }

  async capabilities(): Promise<Capabilities> {
    return remoteCapabilities('The backend');
  }

  async *run(request: RunRequest): AsyncGenerator<RunEvent, void> {
    mustBeProgram(request);
    mustHaveInput(request);
    const signal = this.signal(request.signal);
    const { language, files, entry, args, limits } = request;
    const stdin = await wholeInput(request.stdin, signal);
    const body = { language, files, entry, args, stdin, limits };
    for await (const event of this.stream(`${this.path}/run`, body, signal))
      if (event.type !== 'test' && event.type !== 'summary') yield event;
  }

  async *test(request: TestRequest): AsyncGenerator<Event, void> {
    mustBeProgram(request);
    mustBeTests(request);
    const { language, files, entry, limits, testFiles, cases } = request;
    const body = { language, files, entry, limits, testFiles, cases };
    yield* this.stream(`${this.path}/test`, body, this.signal(request.signal));
  }

  async check(): Promise<Diagnostic[]> {
    return [];
  }

  dispose(): void {
    this.over.abort();
  }

  private signal(given: AbortSignal | undefined): AbortSignal {
    return given ? AbortSignal.any([given, this.over.signal]) : this.over.signal;
  }

  /** The events as they come; the last is `exit`, whatever comes. */
  private async *stream(
    path: string,
    body: Record<string, unknown>,
    signal: AbortSignal,
  ): AsyncGenerator<Event, void> {
    const began = performance.now();
    const end = (exit: Omit<ExitEvent, 'type' | 'durationMs'>): Event => ({
      type: 'exit',
      ...exit,
      durationMs: performance.now() - began,
    });
    const { outputBytes } = limitsOf(body['limits'] as RunRequest['limits']);
    const call = {
      method: 'POST' as const,
      body,
      signal,
      silenceMs: SILENCE_MS,
      headers: this.caller.headers,
    };
    let left = outputBytes;
    let tests = 0;
    try {
      for await (const { json } of readEvents(this.caller, path, call)) {
        const event = eventOf(json);
        if (!event || signal.aborted) continue;
        if (event.type === 'stdout' || event.type === 'stderr')
          left -= new TextEncoder().encode(event.text).length;
        // The backend keeps the bound itself; what says that it is one may be anything.
        if (event.type === 'test') tests++;
        if (left < -outputBytes || tests > MOST_TESTS)
          return yield end({ outcome: 'output-limit', exitCode: 1 });
        yield event;
        if (event.type === 'exit') return;
      }
      if (!signal.aborted)
        throw new WireError('network', 'The connection broke before the program ended. Run it again.');
    } catch (error) {
      if (!signal.aborted) return yield end(failed(error));
    }
    yield end({ outcome: 'stopped', exitCode: 130 });
  }
}

function languageOf(json: unknown): LanguageInfo[] {
  const { id, label, version, extensions, entry, testing } = objectOf(json);
  const name = textOf(id);
  const texts = (list: unknown) => listOf(list).map(textOf);
  const own = { extensions: texts(extensions), entry: textOf(entry) || 'main.txt', testing: texts(testing) };
  return name ? [{ id: name, label: textOf(label) || name, version: textOf(version), ...own }] : [];
}
