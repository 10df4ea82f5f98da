import type { EditorView } from '@codemirror/view';

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph']);

/**
 * Tab indents, so there must be another way out by keyboard: Escape, then Tab or Shift-Tab.
 *
 *     resting --Escape--> armed --Tab--> the browser moves the focus
 *        ^                  |
 *        +---- any other key, pointer or blur ----+
 *
 * It listens in the capture phase, before CodeMirror and before the keymaps: vim takes Escape for itself and emacs
 * makes a prefix of it, and both still get it, but the Tab that follows is the browser's.
 */
export class Leave {
  private armed = false;

  constructor(
    private readonly view: () => EditorView | undefined,
    /** Called at each Tab that indents. */
    private readonly tabbed: () => void,
  ) {}

  /** Begins to listen on an element around the view. */
  listen(around: HTMLElement): void {
    around.addEventListener('keydown', (event) => this.key(event), { capture: true });
    around.addEventListener('pointerdown', () => this.rest(), { capture: true });
    around.addEventListener('focusout', () => this.rest());
  }

  private rest(): void {
    this.armed = false;
  }

  private key(event: KeyboardEvent): void {
    const view = this.view();
    // A button in the text is left as any other.
    if (view?.contentDOM !== event.target || event.isComposing || modifiers.has(event.key)) return;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const completing = view.dom.querySelector('.cm-tooltip-autocomplete') !== null;
    if (event.key === 'Tab' && plain) this.tab(event, completing);
    // The Escape that closes the list of completions is spent on that.
    else this.armed = event.key === 'Escape' && plain && !completing;
  }

  private tab(event: KeyboardEvent, completing: boolean): void {
    if (this.armed) event.stopPropagation();
    else if (!completing) this.tabbed();
    this.rest();
  }
}
