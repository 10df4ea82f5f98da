/**
 * Walks the messages by keyboard: arrow keys go from one to the next, and Tab goes on to what can be done with it. Of
 * thousands of messages only one has its buttons among the stops of the Tab key: the newest, until another is walked to.
 */
export class Walk {
  private active?: HTMLElement | undefined;

  /** Messages came or went, or were drawn anew. */
  settle(newest: HTMLElement | undefined): void {
    const held = this.active?.isConnected && this.active.matches(':focus-within');
    this.activate(held ? this.active : newest);
  }

  readonly onFocus = (event: FocusEvent): void => {
    const message = messageOf(event.target);
    if (message) this.activate(message);
  };

  readonly onKey = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || !walks(event.target, list)) return;
    const all = messagesOf(list);
    const from = messageOf(event.target);
    const next = from ? all[all.indexOf(from) + step] : step < 0 ? all.at(-1) : undefined;
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  };

  private activate(message: HTMLElement | undefined): void {
    if (this.active !== message) mark(this.active, false);
    this.active = message;
    mark(message, true);
  }
}

/** A message knows by the attribute what its buttons are that it draws later. */
export const isStop = (message: HTMLElement): boolean => message.hasAttribute('data-stop');

function mark(message: HTMLElement | undefined, on: boolean): void {
  message?.toggleAttribute('data-stop', on);
  for (const button of message?.querySelectorAll<HTMLElement>('.act') ?? []) button.tabIndex = on ? 0 : -1;
}

const messagesOf = (list: Element): HTMLElement[] => [...list.querySelectorAll('article')];
const messageOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest('article') : null;
/** Elsewhere, such as in a block of code, the arrow keys scroll. */
const walks = (target: EventTarget | null, list: HTMLElement): boolean =>
  target === list || (target instanceof Element && target.matches('article, .act'));
