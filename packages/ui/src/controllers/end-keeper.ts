import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Near enough to the end to count as being there, in pixels. */
const NEAR = 24;

/** Keeps a scrolling box at its end while its reader is there, whatever grows in it, and leaves it alone otherwise. */
export class EndKeeper implements ReactiveController {
  /** The reader is at the end. */
  atEnd = true;
  private box?: HTMLElement | undefined;
  private before = 0;
  private watcher?: ResizeObserver | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly moved: () => void,
  ) {
    host.addController(this);
  }

  /** @param box what scrolls @param content what grows in it */
  watch(box: HTMLElement, content: HTMLElement): void {
    if (this.box === box && this.watcher) return;
    this.box = box;
    this.watcher = new ResizeObserver(() => this.keep());
    this.watcher.observe(box);
    this.watcher.observe(content);
  }

  hostDisconnected(): void {
    this.watcher?.disconnect();
    this.watcher = undefined;
  }

  /** Goes to the end and stays there. */
  toEnd(): void {
    this.atEnd = true;
    this.keep();
    this.moved();
  }

  /** What was drawn may have grown. */
  keep(): void {
    if (!this.box || !this.atEnd) return;
    this.box.scrollTop = this.box.scrollHeight;
    this.before = this.box.scrollTop;
  }

  /** Only who scrolls up leaves the end: what grows below, before it is kept up with, is not their doing. */
  readonly onScroll = (): void => {
    const { box } = this;
    if (!box) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    const was = this.atEnd;
    if (rest <= NEAR) this.atEnd = true;
    else if (box.scrollTop < this.before - 1) this.atEnd = false;
    this.before = box.scrollTop;
    if (this.atEnd !== was) this.moved();
  };
}
