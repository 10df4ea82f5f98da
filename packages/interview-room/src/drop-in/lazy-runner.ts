import { languageInfo, languages } from '@interview-room/runtimes/languages';
import type { Runner, RunnerOptions } from '@interview-room/runtimes';

/** The runner itself is code that a page of idle rooms does not need: it is fetched when first used. */
class LazyRunner implements Runner {
  private made?: Promise<Runner>;
  private disposed = false;

  constructor(private readonly options: RunnerOptions) {
    if (options.warm?.length) void this.get().catch(() => undefined);
  }

  languages(): ReturnType<Runner['languages']> {
    return languages.map(languageInfo);
  }
  async capabilities(): ReturnType<Runner['capabilities']> {
    return (await this.get()).capabilities();
  }
  async *run(request: Parameters<Runner['run']>[0]): ReturnType<Runner['run']> & AsyncGenerator {
    yield* (await this.get()).run(request);
  }
  async *test(request: Parameters<Runner['test']>[0]): ReturnType<Runner['test']> & AsyncGenerator {
    yield* (await this.get()).test(request);
  }
  async check(request: Parameters<Runner['check']>[0]): ReturnType<Runner['check']> {
    return (await this.get()).check(request);
  }
  dispose(): void {
    this.disposed = true;
    void this.made?.then(
      (runner) => runner.dispose(),
      () => undefined,
    );
  }

  private get(): Promise<Runner> {
    this.made ??= this.make().catch((error: unknown) => {
      // The next use tries again: a network comes back.
      delete this.made;
      throw error;
    });
    return this.made;
  }

  private async make(): Promise<Runner> {
    const { createRunner } = await import('@interview-room/runtimes');
    const runner = createRunner(this.options);
    if (this.disposed) runner.dispose();
    return runner;
  }
}

/** Makes a runner. See `@interview-room/runtimes`. */
export const createRunner = (options: RunnerOptions = {}): Runner => new LazyRunner(options);
