import type { Runner } from '@interview-room/runtimes';
import { LineInput } from './line-input.js';
import type { RunHandle } from './shown-run.js';

/** How the runner can be given input: typed while it runs, or all of it beforehand; and why not the former. */
export interface InputWay {
  batch: boolean;
  reason: string;
}

/** Languages whose programs wait for a line by themselves in a browser, whatever it can do. */
const SUSPENDABLE = new Set(['javascript', 'typescript']);

/** Who takes what is typed: the run that is shown, by its own `input` or by the `stdin` that it was offered. */
export class InputDesk {
  /** The text of the input box, where nothing can be typed while a program runs. */
  text = '';
  way: InputWay = { batch: false, reason: '' };
  /** The program waits for a line. */
  waiting = false;
  private offered?: LineInput;
  /** What an older run still has to say about its input is of no interest. */
  private latest?: LineInput;
  /** Whether what is typed goes to a run made elsewhere. */
  private given = false;
  private sink?: (line: string | null) => void;
  private learning = '';
  /** The language at hand is one that the runner runs elsewhere. */
  private elsewhere = false;

  constructor(private readonly changed: () => void) {}

  /** Whether what is typed into the console reaches anyone. */
  get open(): boolean {
    return this.sink !== undefined;
  }

  /** The `stdin` of the next run. */
  offer(): string | LineInput {
    const input = new LineInput((waiting) => input === this.latest && this.wait(waiting));
    this.offered = this.latest = input;
    return this.way.batch ? this.text : input;
  }

  /** A run is shown: from now on what is typed is for it. */
  seat(handle: RunHandle): void {
    const { offered } = this;
    delete this.offered;
    this.given = handle.mode === 'run' && handle.input !== undefined;
    if (handle.mode !== 'run') delete this.sink;
    else if (handle.input) this.sink = (line) => handle.input?.(line);
    else if (offered && !this.way.batch) this.sink = (line) => offered.push(line);
    else delete this.sink;
    // Someone else's program may read at any time, without telling: there one can always type.
    this.waiting = this.given;
    this.changed();
  }

  /** The run is over. */
  leave(): void {
    delete this.sink;
    this.waiting = false;
    this.changed();
  }

  push(line: string | null): void {
    this.sink?.(line);
    if (this.given) this.changed();
  }

  /**
   * Finds out how this runner gives input to programs of that language. No run waits for the answer: where input is
   * to be written beforehand, the box for it is there by the next one. A runner that cannot say takes input as it comes.
   */
  async learn(runner: Runner, language: string): Promise<void> {
    this.learning = language;
    if (SUSPENDABLE.has(language) && runner.languages().some(({ id }) => id === language))
      return this.take({ batch: false, reason: '' });
    const { stdin } = await runner.capabilities(language);
    if (this.learning === language) this.take({ batch: stdin.value === 'batch', reason: stdin.reason ?? '' });
  }

  /** Who runs a language elsewhere says at once how input is given: the box for it is there before the first run. */
  foresee(runner: Runner | undefined, language: string): void {
    if (!runner) return;
    const elsewhere = !runner.languages().some(({ id }) => id === language);
    if (elsewhere || this.elsewhere) void this.learn(runner, language).catch(() => undefined);
    this.elsewhere = elsewhere;
  }

  private take(way: InputWay): void {
    this.way = way;
    if (way.batch && !this.given) delete this.sink;
    this.changed();
  }

  private wait(waiting: boolean): void {
    if (waiting && !this.sink) return;
    this.waiting = waiting;
    this.changed();
  }
}
