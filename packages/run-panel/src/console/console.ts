import { AnsiFilter } from './ansi.js';
import type { Screen } from './screen.js';
import { Spoken, type SpokenWords } from './spoken.js';
import { Transcript } from './transcript.js';

/** The console's own words. */
export interface ConsoleWords extends SpokenWords {
  /** What it is called. */
  label(): string;
}

/** What the console needs of the panel it is in. */
export interface ConsoleHost {
  /** `.screen` is where the terminal goes, `.probe` what its colours are read from, `.log` where the last lines are said. */
  find(selector: '.screen' | '.probe' | '.log'): HTMLElement | null;
  words: ConsoleWords;
  /** A line was typed; `null` is the end of input. */
  line(line: string | null): void;
  /** Control-C. */
  interrupt(): void;
  /** There is something to show, or no longer; or the terminal could not be loaded. */
  changed(): void;
}

/** The console: keeps what is printed, shows it on a screen that is loaded when there is something to show. */
export class Console {
  /** Why there is no screen, if it could not be loaded. */
  failure?: Error;
  readonly transcript = new Transcript();
  private filters = { stdout: new AnsiFilter(), stderr: new AnsiFilter() };
  private readonly spoken: Spoken;
  private screen?: Screen;
  private loading?: Promise<void>;
  private typing = { on: false, waiting: false };
  /** Told apart by this: a screen that is asked for, and one that is no longer wanted when it comes. */
  private generation = 0;

  constructor(private readonly host: ConsoleHost) {
    this.spoken = new Spoken(() => host.find('.log'), host.words);
  }

  /** Shows text of the program. */
  write(stream: 'stdout' | 'stderr', text: string): void {
    const clean = this.filters[stream].push(text);
    if (!clean) return;
    const first = this.transcript.empty;
    this.transcript.add(stream, clean);
    this.spoken.add(stream, clean);
    // Until the screen is there the transcript keeps what it will show.
    if (this.screen) this.screen.show(stream, clean);
    else this.load();
    if (first) this.host.changed();
  }

  /** Empties the console. */
  clear(): void {
    this.transcript.clear();
    this.spoken.clear();
    this.filters = { stdout: new AnsiFilter(), stderr: new AnsiFilter() };
    this.screen?.clear();
    this.host.changed();
  }

  /** Whether typing reaches the program, and whether the program waits for it now. */
  accept(on: boolean, waiting: boolean): void {
    this.typing = { on, waiting };
    if (on && waiting) this.load();
    this.screen?.accept(on, waiting);
  }

  /** Shows what there is to show. Call it when the panel is put into a page. */
  connect(): void {
    if (!this.transcript.empty) this.load();
  }

  /** Reads colours and fonts anew. */
  restyle(): void {
    this.screen?.restyle();
  }

  /** Lets the screen go; what was printed is kept. */
  disconnect(): void {
    this.generation++;
    this.screen?.dispose();
    delete this.screen;
    delete this.loading;
  }

  private line(line: string | null): void {
    this.transcript.add('stdin', line === null ? '\n' : `${line}\n`);
    this.host.line(line);
  }

  /** Loads the screen unless it is here or on its way. */
  private load(): void {
    this.loading ??= this.open(this.generation).catch((error: unknown) => {
      delete this.loading;
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.host.changed();
    });
  }

  private async open(generation: number): Promise<void> {
    const { Screen } = await import('./screen.js');
    const [box, probe] = [this.host.find('.screen'), this.host.find('.probe')];
    if (generation !== this.generation || !box || !probe) return;
    const screen = new Screen(box, probe, {
      line: (line) => this.line(line),
      interrupt: () => this.host.interrupt(),
    });
    this.screen = screen;
    delete this.failure;
    screen.label(this.host.words.label());
    screen.replay(this.transcript.all());
    screen.accept(this.typing.on, this.typing.waiting);
    this.host.changed();
  }
}
