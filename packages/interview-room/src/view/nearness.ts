import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rooms this close to the view get their question, so that it is there when they are scrolled to. */
const MARGIN = '600px';

/** Says when an element is near the view, and when it is in it. Both are said once. */
export class Nearness implements ReactiveController {
  private observers: IntersectionObserver[] = [];

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly told: { near: () => void; seen: () => void },
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // An observer first speaks a frame later. What is in view as it is connected need not wait for that.
    if (this.inView()) {
      this.told.near();
      this.told.seen();
      return;
    }
    this.observers = [this.watch(MARGIN, this.told.near), this.watch('0px', this.told.seen)];
  }

  hostDisconnected(): void {
    for (const observer of this.observers.splice(0)) observer.disconnect();
  }

  private inView(): boolean {
    const { top, bottom, height } = this.host.getBoundingClientRect();
    return height > 0 && top < innerHeight && bottom > 0;
  }

  private watch(rootMargin: string, tell: () => void): IntersectionObserver {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        tell();
      },
      { rootMargin },
    );
    observer.observe(this.host);
    return observer;
  }
}
