import { AnsiFilter } from './ansi.js';
import { LineEditor } from './line-editor.js';
import { Marker } from './marked.js';
import { Outbox } from './outbox.js';
import { Spoken, type SpokenWords } from './spoken.js';
import type { TerminalView } from './terminal.js';
import { lookOf, watchLook } from './theme.js';
import { Transcript, type Stream } from './transcript.js';

/** How much is taken in before the terminal is there. */
const AT_THE_DOOR = 500_000;

/** What the console needs of the panel it is in. */
export interface ConsoleHost {
  /** Where the terminal goes, where its colours are read from, and where the last lines are said. */
  box(): HTMLElement | null;
  probe(): HTMLElement | null;
  region(): HTMLElement | null;
  words: SpokenWords & { label(): string };
  /** A line was typed; `null` is the end of input. */
  line(line: string | null): void;
  /** Control-C. */
  interrupt(): void;
  /** There is something to show, or no longer; or the terminal could not be loaded. */
  changed(): void;
}

/** The console: keeps what is printed, shows it in a terminal that is loaded when there is something to show. */
export class Console {
  /** Why there is no terminal, if it could not be loaded. */
  failure?: Error;
  readonly transcript = new Transcript();
  private filters = { stdout: new AnsiFilter(), stderr: new AnsiFilter() };
  private readonly marker = new Marker();
  private readonly spoken: Spoken;
  private readonly editor: LineEditor;
  private outbox?: Outbox;
  private view?: TerminalView;
  private loading?: Promise<void>;
  private unwatch?: () => void;
  private accepting = false;
  private generation = 0;

  constructor(private readonly host: ConsoleHost) {
    this.spoken = new Spoken(() => host.region(), host.words);
    this.editor = new LineEditor({ echo: (text) => this.echo(text), send: (line) => this.send(line) });
  }

  /** Shows text of the program. A promise asks to wait before more is written. */
  write(stream: 'stdout' | 'stderr', text: string): Promise<void> | undefined {
    const clean = this.filters[stream].push(text);
    return clean ? this.show(stream, clean) : undefined;
  }

  /** Empties the console. */
  clear(): void {
    this.transcript.clear();
    this.spoken.clear();
    this.outbox?.clear();
    this.marker.reset();
    this.filters = { stdout: new AnsiFilter(), stderr: new AnsiFilter() };
    this.view?.clear();
    if (this.view) this.view.accept(this.accepting);
    this.host.changed();
  }

  /** Whether typing reaches the program, and whether the program waits for it now. */
  accept(on: boolean, waiting = false): void {
    if (!on) this.editor.reset();
    if (on && waiting) {
      this.load();
      this.editor.wait();
    }
    if (on === this.accepting) return;
    this.accepting = on;
    this.view?.accept(on);
  }

  /** The text that is selected in the terminal. */
  selection(): string {
    return this.view?.selection() ?? '';
  }

  /** Loads the terminal, if there is anything to show in it. Call it when the panel is put into a page. */
  connect(): void {
    if (!this.transcript.empty) this.load();
  }

  /** Reads colours and fonts anew. */
  restyle(): void {
    const probe = this.host.probe();
    if (probe) this.view?.restyle(lookOf(probe));
  }

  /** Lets the terminal go; what was printed is kept. */
  disconnect(): void {
    this.generation++;
    this.unwatch?.();
    this.outbox?.clear();
    this.view?.dispose();
    delete this.view;
    delete this.outbox;
    delete this.loading;
  }

  private show(stream: Stream, text: string): Promise<void> | undefined {
    const first = this.transcript.empty;
    this.transcript.add(stream, text);
    this.spoken.add(stream, text);
    if (first) this.host.changed();
    if (this.outbox) return this.outbox.push(this.marker.mark(stream, text));
    this.load();
    // Until the terminal is there the transcript alone keeps the output; a flood waits at the door.
    return this.transcript.length > AT_THE_DOOR ? this.loading : undefined;
  }

  /** What is typed is drawn by us: the program does not know of a terminal. */
  private echo(text: string): void {
    void this.outbox?.push(text);
  }

  private send(line: string | null): void {
    const text = line === null ? '^D\n' : `${line}\n`;
    this.transcript.add('stdin', text);
    this.echo('\n');
    this.marker.mark('stdin', '\n');
    this.host.line(line);
  }

  /** Loads the terminal unless it is here or on its way. */
  private load(): void {
    this.loading ??= this.open(this.generation).catch((error: unknown) => {
      delete this.loading;
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.host.changed();
    });
  }

  private async open(generation: number): Promise<void> {
    const { TerminalView } = await import('./terminal.js');
    const [box, probe] = [this.host.box(), this.host.probe()];
    if (generation !== this.generation || !box || !probe) return;
    const view = new TerminalView(box, lookOf(probe), {
      typed: (data) => this.editor.feed(data),
      interrupt: () => this.host.interrupt(),
    });
    this.view = view;
    delete this.failure;
    view.label(this.host.words.label());
    view.accept(this.accepting);
    this.unwatch = watchLook(probe, () => this.restyle());
    this.outbox = new Outbox((text, done) => view.write(text, done));
    this.replay(this.outbox);
    this.host.changed();
  }

  private replay(outbox: Outbox): void {
    void outbox.push(this.marker.reset());
    for (const { stream, text } of this.transcript.all()) void outbox.push(this.marker.mark(stream, text));
  }
}
