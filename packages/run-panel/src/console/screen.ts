// Loaded when first output needs it: with it come xterm and all that only a terminal needs.
import { LineEditor } from './line-editor.js';
import { Marker } from './marked.js';
import { Outbox } from './outbox.js';
import { TerminalView } from './terminal.js';
import { lookOf, watchLook } from './theme.js';
import type { Piece, Stream } from './transcript.js';

/** What the screen tells. */
export interface ScreenHost {
  /** A line was typed; `null` is the end of input. */
  line(line: string | null): void;
  /** Control-C with nothing selected. */
  interrupt(): void;
}

/** What the console is seen and typed on: a terminal, fed in small chunks, with its lines edited here. */
export class Screen {
  private readonly view: TerminalView;
  private readonly outbox: Outbox;
  private readonly marker = new Marker();
  private readonly editor: LineEditor;
  private readonly unwatch: () => void;
  private accepting = false;

  constructor(
    private readonly box: HTMLElement,
    private readonly probe: HTMLElement,
    private readonly host: ScreenHost,
  ) {
    this.editor = new LineEditor({ echo: (text) => this.echo(text), send: (line) => this.send(line) });
    this.view = new TerminalView(box, lookOf(probe), {
      typed: (data) => this.editor.feed(data),
      interrupt: () => host.interrupt(),
    });
    this.outbox = new Outbox((text, done) => this.view.write(text, done));
    this.unwatch = watchLook(probe, () => this.restyle());
  }

  /** Shows filtered text. */
  show(stream: Stream, text: string): void {
    this.outbox.push(this.marker.mark(stream, text));
  }

  /** Shows what was printed before the screen was there. */
  replay(pieces: readonly Piece[]): void {
    for (const { stream, text } of pieces) this.show(stream, text);
  }

  clear(): void {
    this.outbox.clear();
    this.marker.reset();
    this.view.clear();
    this.view.accept(this.accepting);
  }

  /** Whether typing reaches the program, and whether the program waits for it now. */
  accept(on: boolean, waiting: boolean): void {
    if (!on) this.editor.reset();
    if (on !== this.accepting) this.view.accept(on);
    this.accepting = on;
    if (!on || !waiting) return;
    this.editor.wait();
    if (focusOnButtons(this.box)) this.view.focus();
  }

  restyle(): void {
    this.view.restyle(lookOf(this.probe));
  }

  label(text: string): void {
    this.view.label(text);
  }

  dispose(): void {
    this.unwatch();
    this.outbox.clear();
    this.view.dispose();
  }

  /** What is typed is drawn by us: the program does not know of a terminal. */
  private echo(text: string): void {
    this.outbox.push(text);
  }

  private send(line: string | null): void {
    this.echo(this.marker.mark('stdin', '\n'));
    this.host.line(line);
  }
}

/** Who pressed Run goes on by typing what the program asks for. Whoever is elsewhere by now keeps their place. */
function focusOnButtons(box: HTMLElement): boolean {
  const root = box.getRootNode();
  return root instanceof ShadowRoot && Boolean(root.activeElement?.closest('.bar .actions'));
}
