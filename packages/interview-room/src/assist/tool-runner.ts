import type { ToolRunner } from '@interview-room/assistant';
import { filesToRun, testsFor } from '@interview-room/core/question';
import type { RunEvent, Runner, TestCase, TestEvent } from '@interview-room/runtimes';
import type { Workbench } from './workbench.js';

type Event = RunEvent | TestEvent;

/**
 * Runs what the assistant asks to be run. It shares the engines with the panel, and nothing else: what it runs are copies with
 * proposals that nobody has accepted, which are nobody's attempt.
 */
export class AidRunner implements ToolRunner {
  private made?: Promise<Runner>;

  constructor(private readonly bench: Workbench) {}

  async *test({ files, signal }: Parameters<ToolRunner['test']>[0]): AsyncGenerator<Event> {
    const { question, language } = this.work;
    const { testFiles, cases } = testsFor(question, language);
    const { limits } = question;
    const entry = question.languages[language]?.entry;
    const runner = await this.runner();
    yield* runner.test({
      language,
      files: filesToRun(question, language, files),
      testFiles,
      cases: cases as TestCase[],
      signal,
      ...(entry && { entry }),
      ...(limits && { limits }),
    });
  }

  async *run({ files, entry, stdin, args, signal }: Parameters<ToolRunner['run']>[0]): AsyncGenerator<Event> {
    const { question, language } = this.work;
    const { limits } = question;
    const begin = entry ?? question.languages[language]?.entry;
    const runner = await this.runner();
    yield* runner.run({
      language,
      files: filesToRun(question, language, files),
      // A program that waits for what nobody types would wait for ever.
      stdin: stdin ?? '',
      signal,
      ...(begin && { entry: begin }),
      ...(args && { args: [...args] }),
      ...(limits && { limits }),
    });
  }

  dispose(): void {
    void this.made?.then(
      (runner) => runner.dispose(),
      () => undefined,
    );
  }

  private get work(): NonNullable<Workbench['work']> {
    if (!this.bench.work) throw new Error('There is nothing to run yet.');
    return this.bench.work;
  }

  private async runner(): Promise<Runner> {
    this.made ??= import('@interview-room/runtimes').then(({ createRunner }) =>
      createRunner(this.bench.places),
    );
    return this.made;
  }
}
