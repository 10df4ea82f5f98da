import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows whether the page wrote a statement into the element, so that the question's own gives way to it. */
export class StatementChildren implements ReactiveController {
  present = false;
  private observer?: MutationObserver;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer = new MutationObserver(() => this.look());
    this.observer.observe(this.host, { childList: true, characterData: true });
    this.look();
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }

  private look(): void {
    const present = [...this.host.childNodes].some(isContent);
    if (present === this.present) return;
    this.present = present;
    this.host.requestUpdate();
  }
}

/** Elements, and text that is more than the white space between tags. */
const isContent = (node: Node): boolean =>
  node.nodeType === Node.ELEMENT_NODE ||
  (node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
