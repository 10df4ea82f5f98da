import type { Diagnostic, Runner } from '@interview-room/runtimes';

/** How long the person has to pause before their types are looked at. */
const PAUSE = 700;

/**
 * Looks at types after a pause in the typing. What was found for a text that has changed since is dropped; a checker
 * that cannot be had is no error: remarks are a help, and a run does without them.
 */
export class Checker {
  private timer?: ReturnType<typeof setTimeout>;
  private asked = 0;

  constructor(
    private readonly runner: () => Promise<Runner>,
    private readonly job: () => { language: string; files: Record<string, string> },
    private readonly found: (diagnostics: readonly Diagnostic[]) => void,
  ) {}

  /** The text has changed: look at it soon. */
  touch(): void {
    this.asked++;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(this.asked), PAUSE);
  }

  /** Forgets what was asked for. */
  stop(): void {
    this.asked++;
    clearTimeout(this.timer);
  }

  private async check(turn: number): Promise<void> {
    const diagnostics = await this.runner()
      .then((runner) => runner.check(this.job()))
      .catch(() => []);
    if (turn === this.asked) this.found(diagnostics);
  }
}
