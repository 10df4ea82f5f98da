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

/** What the terminal tells. */
export interface TerminalHost {
  /** Text that was typed or pasted. */
  typed(data: string): void;
  /** Control-C with nothing selected. */
  interrupt(): void;
}

/** xterm, set up for a guest in someone's page. */
export class TerminalView {
  private readonly terminal: Terminal;
  private readonly fitter = new FitAddon();
  private readonly resize: ResizeObserver;
  private frame = 0;

  constructor(
    private readonly box: HTMLElement,
    look: Look,
    private readonly host: TerminalHost,
  ) {
    const root = box.getRootNode() as ShadowRoot;
    adopt(root);
    this.terminal = new Terminal({
      ...look,
      documentOverride: cspDocument(box.ownerDocument, root),
      convertEol: true,
      cursorInactiveStyle: 'outline',
      disableStdin: true,
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
    this.terminal.write(QUIET);
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(box);
  }

  write(text: string, done: () => void): void {
    this.terminal.write(text, done);
  }

  /** Empties it, after what is being drawn right now. */
  clear(): void {
    this.terminal.write(`\x1bc${QUIET}`);
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
    this.terminal.write(on ? '\x1b[?25h' : '\x1b[?25l');
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.resize.disconnect();
    this.terminal.dispose();
    this.box.replaceChildren();
  }

  private fit(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (this.box.clientHeight > 0) this.fitter.fit();
    });
  }

  /** Says whether xterm is to have the key. Tab, Escape and the page's shortcuts go by, so that one can leave. */
  private key(event: KeyboardEvent): boolean {
    const command = event.ctrlKey || event.metaKey;
    const name = event.key;
    if (name === 'Tab' || name === 'Escape' || (command && name === 'Enter')) return false;
    if (command && (name === 'v' || (name === 'c' && this.terminal.hasSelection()))) return false;
    if (event.type !== 'keydown') return true;
    if (event.ctrlKey && name === 'c') {
      this.host.interrupt();
      return this.done(event);
    }
    return this.scroll(event);
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
