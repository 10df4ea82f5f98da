import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Lets an element tell something as it is taken away: by then its own events reach nobody above the place where it was cut
 * off. Make it before the controllers whose last words it carries.
 */
export class LastWords implements ReactiveController {
  /** Everything around the element, from within outwards, while it was in its page. */
  private around: Node[] = [];

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.around = [];
    for (let at = above(this.host); at; at = above(at)) this.around.push(at);
  }

  /** Dispatches from the element, and if it was cut off, from where it was. */
  dispatch(event: Event): void {
    this.host.dispatchEvent(event);
    if (this.host.isConnected) return;
    let at: Node = this.host;
    const rest = this.around.find((node) => {
      if (above(at) !== node) return true;
      at = node;
      return false;
    });
    rest?.dispatchEvent(event);
  }
}

const above = (node: Node): Node | null => (node instanceof ShadowRoot ? node.host : node.parentNode);
