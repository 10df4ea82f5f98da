import type { Runner } from '@interview-room/runtimes';
import { LineInput } from './line-input.js';
import type { RunHandle } from './shown-run.js';

/** How the runner can be given input: typed while it runs, or all of it beforehand; and why not the former. */
export interface InputWay {
  batch: boolean;
  reason: string;
}

/** Languages whose programs wait for a line by themselves, whatever the browser can do. */
const SUSPENDABLE = new Set(['javascript', 'typescript']);

/** Who takes what is typed: the run that is shown, by its own `input` or by the `stdin` that it was offered. */
export class InputDesk {
  /** The text of the input box, where nothing can be typed while a program runs. */
  text = '';
  way: InputWay = { batch: false, reason: '' };
  /** The program waits for a line. */
  waiting = false;
  private offered?: LineInput;
  private sink?: (line: string | null) => void;

  constructor(private readonly changed: () => void) {}

  /** Whether what is typed into the console reaches anyone. */
  get open(): boolean {
    return this.sink !== undefined;
  }

  /** The `stdin` of the next run. */
  offer(): string | LineInput {
    this.offered = new LineInput((waiting) => this.wait(waiting));
    return this.way.batch ? this.text : this.offered;
  }

  /** A run is shown: from now on what is typed is for it. */
  seat(handle: RunHandle): void {
    const { offered } = this;
    delete this.offered;
    if (handle.mode !== 'run') delete this.sink;
    else if (handle.input) this.sink = (line) => handle.input?.(line);
    else if (offered && !this.way.batch) this.sink = (line) => offered.push(line);
    else delete this.sink;
    // Someone else's program may read at any time, without telling: there one can always type.
    this.waiting = Boolean(handle.input) && handle.mode === 'run';
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
  }

  /** Finds out how this runner can give input to programs of that language. Asked once a runner. */
  async learn(runner: Runner, language: string): Promise<InputWay> {
    const { stdin } = await runner.capabilities();
    const batch = stdin.value === 'batch' && !SUSPENDABLE.has(language);
    this.way = { batch, reason: (batch && stdin.reason) || '' };
    this.changed();
    return this.way;
  }

  /** The `stdin` for a runner that is known by now: what was offered, or the text of the box. */
  async stdinFor(runner: Runner, language: string, offered: string | LineInput): Promise<string | LineInput> {
    const { batch } = await this.learn(runner, language);
    if (!batch) return offered;
    delete this.sink;
    this.changed();
    return this.text;
  }

  private wait(waiting: boolean): void {
    if (waiting && !this.sink) return;
    this.waiting = waiting;
    this.changed();
  }
}
