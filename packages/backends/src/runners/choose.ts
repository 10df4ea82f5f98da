import type {
  Capabilities,
  CheckRequest,
  Diagnostic,
  LanguageInfo,
  RunEvent,
  Runner,
  RunRequest,
  TestEvent,
  TestRequest,
} from '@interview-room/runtimes';
import { unknownLanguage, type RemoteRunner } from './remote.js';

/** Where programs run: in one place alone, or in the other for what the first does not have. */
export type Policy = 'browser-first' | 'remote-first' | 'browser' | 'remote';
type Place = 'browser' | 'remote';

export interface ChooseOptions {
  /** Makes the browser's runner, when it is first needed. */
  browser: () => Promise<Runner> | Runner;
  /** A runner elsewhere; one that has to be asked for its languages is asked when they are first needed. */
  remote: Runner | RemoteRunner;
  policy: Policy;
  /** Input is typed while a program runs: what runs elsewhere, which takes all of it at the start, is given none of it. */
  typed?: boolean;
  /** Hears where each program runs. The first event of a run says it too, as `where`. */
  onRun?: (where: Place, language: string) => void;
}

const places: Readonly<Record<Policy, readonly Place[]>> = {
  'browser-first': ['browser', 'remote'],
  'remote-first': ['remote', 'browser'],
  'browser': ['browser'],
  'remote': ['remote'],
};

/** One runner of two: each program runs where its language is, and where the policy wants it first. */
export const chooseRunner = (options: ChooseOptions): RemoteRunner => new ChosenRunner(options);

class ChosenRunner implements RemoteRunner {
  readonly tests = 'all';
  private readonly order: readonly Place[];
  private making: Promise<Runner> | undefined;
  private made: Runner | undefined;
  private over = false;

  constructor(private readonly options: ChooseOptions) {
    this.order = places[options.policy];
  }

  languages(): LanguageInfo[] {
    const known = { browser: this.made?.languages() ?? [], remote: this.options.remote.languages() };
    return merged(this.order.map((place) => known[place]));
  }

  async discover(): Promise<LanguageInfo[]> {
    const found = await Promise.allSettled(this.order.map((place) => this.languagesOf(place)));
    const failure = found.find((each) => each.status === 'rejected');
    // One of two that is not reached leaves the other.
    if (failure && found.every((each) => each.status === 'rejected')) throw failure.reason;
    return this.languages();
  }

  async capabilities(language?: string): Promise<Capabilities> {
    const place = language === undefined ? undefined : await this.placeFor({ language, files: {} });
    const first = this.order[0] ?? 'browser';
    return (await this.runnerAt(typeof place === 'string' ? place : first)).capabilities();
  }

  run(request: RunRequest): AsyncGenerator<RunEvent, void> {
    const { stdin } = request;
    const late = this.options.typed && stdin !== undefined && typeof stdin !== 'string';
    return this.perform(request, (runner, place) =>
      runner.run(late && place === 'remote' ? { ...request, stdin: '' } : request),
    );
  }

  test(request: TestRequest): AsyncGenerator<RunEvent | TestEvent, void> {
    return this.perform(request, (runner) => runner.test(request));
  }

  /** What the browser's checker has to say; no other has one. */
  async check(request: CheckRequest): Promise<Diagnostic[]> {
    if (!this.order.includes('browser')) return [];
    const browser = await this.runnerAt('browser');
    return browser.languages().some(({ id }) => id === request.language) ? browser.check(request) : [];
  }

  dispose(): void {
    this.over = true;
    this.made?.dispose();
    this.options.remote.dispose();
  }

  private async *perform<Event>(
    request: RunRequest | TestRequest,
    start: (runner: Runner, place: Place) => AsyncIterable<Event>,
  ): AsyncGenerator<Event | RunEvent, void> {
    const place = await this.placeFor(request);
    if (typeof place !== 'string') return yield crash(place.message);
    this.options.onRun?.(place, request.language);
    yield { type: 'progress', phase: 'boot', where: place };
    yield* start(await this.runnerAt(place), place);
  }

  /** The first place that has the language, and takes its tests; or why there is none. */
  private async placeFor(request: RunRequest | TestRequest): Promise<Place | Error> {
    let failure: Error | undefined;
    let second: Place | undefined;
    for (const place of this.order) {
      try {
        const found = await this.languagesOf(place);
        if (!found.some(({ id }) => id === request.language)) continue;
        if (this.takes(place, request)) return place;
        second ??= place;
      } catch (error) {
        failure ??= error instanceof Error ? error : new Error(String(error));
      }
    }
    return second ?? failure ?? new Error(unknownLanguage('This room', request.language, this.languages()));
  }

  private takes(place: Place, request: RunRequest | TestRequest): boolean {
    const { remote } = this.options;
    const files = 'testFiles' in request ? (request.testFiles ?? []) : [];
    return files.length === 0 || place === 'browser' || !('tests' in remote) || remote.tests === 'all';
  }

  private async languagesOf(place: Place): Promise<LanguageInfo[]> {
    const runner = await this.runnerAt(place);
    return 'discover' in runner ? (runner as RemoteRunner).discover() : runner.languages();
  }

  private async runnerAt(place: Place): Promise<Runner> {
    if (place === 'remote') return this.options.remote;
    this.making ??= Promise.resolve(this.options.browser());
    this.made = await this.making;
    if (this.over) this.made.dispose();
    return this.made;
  }
}

/** Of two that have a language the one before is told of. */
function merged(lists: readonly LanguageInfo[][]): LanguageInfo[] {
  const all = new Map<string, LanguageInfo>();
  for (const each of lists.flat()) if (!all.has(each.id)) all.set(each.id, each);
  return [...all.values()];
}

const crash = (message: string): RunEvent => ({
  type: 'exit',
  outcome: 'crash',
  exitCode: 1,
  durationMs: 0,
  error: { name: 'NotSupported', message },
});
