import type { RunPanel } from '@interview-room/run-panel';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The room, as far as this needs it. */
interface ArrivalHost extends ReactiveControllerHost {
  readonly panel: RunPanel | null;
}

/**
 * Knows whether the run panel's code is here. When it comes, the buttons that stood in its place leave the page, and
 * the focus goes from the one that had it to the one that takes its place.
 */
export class PanelArrival implements ReactiveController {
  private awaited = false;

  constructor(private readonly host: ArrivalHost) {
    host.addController(this);
  }

  get here(): boolean {
    return customElements.get('run-panel') !== undefined;
  }

  hostConnected(): void {
    if (this.here || this.awaited) return;
    this.awaited = true;
    void customElements.whenDefined('run-panel').then(() => this.arrived());
  }

  private async arrived(): Promise<void> {
    const { panel } = this.host;
    const root = panel?.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    const held = [...(panel?.querySelectorAll('button') ?? [])].findIndex((each) => each === focused);
    this.host.requestUpdate();
    await Promise.all([this.host.updateComplete, panel?.updateComplete]);
    const part = ['run-button', 'test-button'][held];
    if (part) panel?.shadowRoot?.querySelector<HTMLElement>(`[part=${part}]`)?.focus();
  }
}
