import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { cspDocument, styleRowsByCssom } from './csp-document.js';
import type { Look } from './theme.js';
import { xtermStyles } from './xterm.styles.js';

const SCROLLBACK = 10_000;
/** No cursor until input is waited for; and it goes back over the start of a row, so that long lines can be edited. */
const QUIET = '\x1b[?25l\x1b[?45h';
const SCHEMES = ['http:', 'https:'];

/** `console`: shows what a program prints, and takes lines. `shell`: all is left to a shell at the other end. */
export type TerminalKind = 'console' | 'shell';

/** What the terminal tells. */
export interface TerminalHost {
  /** Text that was typed or pasted. */
  typed(data: string): void;
  /** Control-C with nothing selected. */
  interrupt(): void;
  /** It has another size now, in characters. */
  resized?(columns: number, rows: number): void;
}

/** What xterm is told of a kind. */
const SETTINGS = {
  console: { convertEol: true, disableStdin: true },
  shell: { convertEol: false, disableStdin: false, cursorBlink: false },
};

/** xterm, set up for a guest in someone's page. */
export class TerminalView {
  private readonly terminal: Terminal;
  private readonly fitter = new FitAddon();
  private readonly resize: ResizeObserver;
  private frame = 0;
  /** Escape was the last key: a Tab now leaves the terminal. */
  private leaving = false;

  constructor(
    private readonly box: HTMLElement,
    look: Look,
    private readonly host: TerminalHost,
    private readonly kind: TerminalKind = 'console',
  ) {
    const root = box.getRootNode() as ShadowRoot;
    adopt(root);
    this.terminal = new Terminal({
      ...look,
      ...SETTINGS[kind],
      documentOverride: cspDocument(box.ownerDocument, root),
      cursorInactiveStyle: 'outline',
      lineHeight: 1.4,
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK,
      // Links that a program makes by escape sequences are filtered out before; this is the second lock.
      linkHandler: { activate: (_event, uri) => follow(uri) },
    });
    this.terminal.loadAddon(this.fitter);
    this.terminal.loadAddon(new WebLinksAddon((_event, uri) => follow(uri)));
    this.terminal.open(box);
    styleRowsByCssom(this.terminal, box.ownerDocument);
    this.terminal.onData((data) => host.typed(data));
    this.terminal.attachCustomKeyEventHandler((event) => this.key(event));
    if (kind === 'console') this.terminal.write(QUIET);
    else this.fitNow();
    this.terminal.onResize(({ cols, rows }) => host.resized?.(cols, rows));
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(box);
  }

  write(text: string, done: () => void): void {
    this.terminal.write(text, done);
  }

  /** Empties it, after what is being drawn right now; a shell keeps the line that is typed on. */
  clear(): void {
    if (this.kind === 'shell') this.terminal.clear();
    else this.terminal.write(`\x1bc${QUIET}`);
  }

  /** In characters. */
  get size(): { columns: number; rows: number } {
    return { columns: this.terminal.cols, rows: this.terminal.rows };
  }

  /** What is selected, or else all of it. */
  text(): string {
    if (this.terminal.hasSelection()) return this.terminal.getSelection();
    const { active } = this.terminal.buffer;
    let text = '';
    for (let at = 0; at < active.length; at++) {
      const line = active.getLine(at);
      text += (at > 0 && !line?.isWrapped ? '\n' : '') + (line?.translateToString(true) ?? '');
    }
    return text.trimEnd();
  }

  /** Whether its rows are in the page as text, for screen readers. */
  readAloud(on: boolean): void {
    this.terminal.options.screenReaderMode = on;
  }

  restyle(look: Look): void {
    Object.assign(this.terminal.options, look);
    this.fit();
  }

  focus(): void {
    this.terminal.focus();
  }

  label(text: string): void {
    this.terminal.textarea?.setAttribute('aria-label', text);
  }

  /** Whether what is typed is taken. Read-only else, which keeps a phone's keyboard down. */
  accept(on: boolean): void {
    this.terminal.options.disableStdin = !on;
    // The cursor of a shell is its own to show and hide.
    if (this.kind === 'console') this.terminal.write(on ? '\x1b[?25h' : '\x1b[?25l');
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.resize.disconnect();
    this.terminal.dispose();
    this.box.replaceChildren();
  }

  private fit(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.fitNow());
  }

  private fitNow(): void {
    if (this.box.clientHeight > 0) this.fitter.fit();
  }

  /** Says whether xterm is to have the key. Some go by, so that one can leave: see `passes`. */
  private key(event: KeyboardEvent): boolean {
    const command = event.ctrlKey || event.metaKey;
    const name = event.key;
    if (this.passes(event) || (command && name === 'Enter')) return false;
    if (command && (name === 'v' || (name === 'c' && this.terminal.hasSelection()))) return false;
    if (event.type !== 'keydown') return true;
    if (event.ctrlKey && name === 'c') {
      this.host.interrupt();
      return this.done(event);
    }
    return this.kind === 'shell' || this.scroll(event);
  }

  /** Tab and Escape go by the console. A shell has use for both: there a Tab goes by that comes after an Escape. */
  private passes({ key, type }: KeyboardEvent): boolean {
    if (this.kind === 'console') return key === 'Tab' || key === 'Escape';
    const passes = key === 'Tab' && this.leaving;
    const holds = key === 'Shift' || (key === 'Tab' && type !== 'keydown');
    if (!holds && type === 'keydown') this.leaving = key === 'Escape';
    return passes;
  }

  private scroll(event: KeyboardEvent): boolean {
    const terminal = this.terminal;
    const reading = terminal.options.disableStdin;
    if (event.key === 'PageUp') terminal.scrollPages(-1);
    else if (event.key === 'PageDown') terminal.scrollPages(1);
    else if (reading && event.key === 'ArrowUp') terminal.scrollLines(-1);
    else if (reading && event.key === 'ArrowDown') terminal.scrollLines(1);
    else if (reading && event.key === 'Home') terminal.scrollToTop();
    else if (reading && event.key === 'End') terminal.scrollToBottom();
    else return true;
    return this.done(event);
  }

  private done(event: KeyboardEvent): false {
    event.preventDefault();
    return false;
  }
}

/** Opens a link of the output, if it is one of the web's; with no way back to this page. */
function follow(uri: string): void {
  if (URL.canParse(uri) && SCHEMES.includes(new URL(uri).protocol))
    window.open(uri, '_blank', 'noopener,noreferrer');
}

function adopt(root: ShadowRoot): void {
  const sheet = xtermStyles.styleSheet;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.unshift(sheet);
}
