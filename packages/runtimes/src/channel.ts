/** A queue between who calls back and who iterates. */
export class Channel<T> {
  private readonly held: T[] = [];
  private waiting: (() => void) | undefined;
  private closed = false;

  push(item: T): void {
    if (this.closed) return;
    this.held.push(item);
    this.waiting?.();
  }

  /** Nothing more comes. */
  close(): void {
    this.closed = true;
    this.waiting?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      // What is pushed meanwhile joins the round.
      for (let at = 0; at < this.held.length; at++) yield this.held[at] as T;
      this.held.length = 0;
      if (this.closed) return;
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }
}
