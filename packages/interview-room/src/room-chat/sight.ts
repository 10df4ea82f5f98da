import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether a person can see an element now: it is on the screen, and its page is in front. */
export class Sight implements ReactiveController {
  private onScreen = false;
  private watcher?: IntersectionObserver;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  get seen(): boolean {
    return this.onScreen && document.visibilityState === 'visible';
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.changed);
    this.watcher = new IntersectionObserver((entries) => {
      this.onScreen = entries.at(-1)?.isIntersecting ?? false;
      this.changed();
    });
    this.watcher.observe(this.host);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.changed);
    this.watcher?.disconnect();
    this.onScreen = false;
  }
}
