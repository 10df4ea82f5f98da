/** Near enough to the end to count as being there, in pixels. */
const NEAR = 24;

/** Keeps a box at its end while its reader is there, and leaves it alone once they scroll up. */
export class Tail {
  following = true;
  private box: HTMLElement | undefined;
  private before = 0;
  private watcher: ResizeObserver | undefined;

  constructor(private readonly changed: () => void) {}

  /** @param box what scrolls; what grows in it is its first child */
  watch(box: HTMLElement | undefined): void {
    if (box === this.box) return this.keep();
    this.watcher?.disconnect();
    this.box = box;
    this.before = 0;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    this.watcher = new ResizeObserver(() => this.keep());
    this.watcher.observe(box);
    this.watcher.observe(content);
    this.keep();
  }

  toEnd(): void {
    this.following = true;
    this.keep();
    this.changed();
  }

  private keep(): void {
    if (!this.box || !this.following) return;
    this.box.scrollTop = this.box.scrollHeight;
    this.before = this.box.scrollTop;
  }

  /** Only who scrolls up leaves the end: what grows below is not their doing. */
  readonly onScroll = (): void => {
    const { box } = this;
    if (!box) return;
    const was = this.following;
    if (box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR) this.following = true;
    else if (box.scrollTop < this.before - 1) this.following = false;
    this.before = box.scrollTop;
    if (this.following !== was) this.changed();
  };
}
