import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Below 720 px of its own width the panes become tabs: within a border of a pixel on each side. So it stands in the styles, too. */
export const NARROW = 718;

/** Knows whether an element is narrow. The layout itself needs no script; roles and keys do. */
export class Width implements ReactiveController {
  narrow = false;
  private observer?: ResizeObserver;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }

  private measure(): void {
    const width = this.host.clientWidth;
    if (width === 0 || this.narrow === width < NARROW) return;
    this.narrow = width < NARROW;
    this.host.requestUpdate();
  }
}
