import { Outbox } from './outbox.js';
import { screenStyles } from './screen.styles.js';
import { TerminalView, type TerminalHost } from './terminal.js';
import { lookOf, watchLook } from './theme.js';

/**
 * A terminal for a shell that is elsewhere, in an element of ours: `box` has the class `screen`, and `probe`, whose colours
 * it takes, the class `probe`; both are in one shadow root. What comes is drawn in small chunks, and a flood is cut.
 */
export class Shell {
  private readonly view: TerminalView;
  private readonly outbox: Outbox;
  private readonly unwatch: () => void;

  constructor(
    box: HTMLElement,
    private readonly probe: HTMLElement,
    host: TerminalHost,
  ) {
    adopt(box.getRootNode() as ShadowRoot);
    this.view = new TerminalView(box, lookOf(probe), host, 'shell');
    this.outbox = new Outbox((text, done) => this.view.write(text, done));
    this.unwatch = watchLook(probe, () => this.restyle());
  }

  /** In characters. */
  get size(): { columns: number; rows: number } {
    return this.view.size;
  }
  /** What is selected, or else all that can be scrolled to. */
  get text(): string {
    return this.view.text();
  }

  show(text: string): void {
    this.outbox.push(text);
  }

  clear(): void {
    this.outbox.clear();
    this.view.clear();
  }

  /** Whether what is typed is taken. */
  accept(on: boolean): void {
    this.view.accept(on);
  }

  /** Whether its rows are in the page as text, for screen readers. */
  readAloud(on: boolean): void {
    this.view.readAloud(on);
  }

  label(text: string): void {
    this.view.label(text);
  }

  focus(): void {
    this.view.focus();
  }

  /** Reads colours and fonts anew. */
  restyle(): void {
    this.view.restyle(lookOf(this.probe));
  }

  dispose(): void {
    this.unwatch();
    this.outbox.clear();
    this.view.dispose();
  }
}

function adopt(root: ShadowRoot): void {
  const sheet = screenStyles.styleSheet;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.unshift(sheet);
}
