/** Things that arrive by and by, read as an async iterable by one reader. It ends by itself when nothing came for too long. */
export class Feed<T> implements AsyncIterable<T> {
  private readonly waiting: T[] = [];
  private ended = false;
  private wake: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly silence: number,
    private readonly over: () => void,
  ) {
    this.rest();
  }

  push(items: readonly T[]): void {
    if (this.ended) return;
    this.waiting.push(...items);
    this.rest();
    this.wake?.();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.over();
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = this.waiting.shift();
      if (next !== undefined) yield next;
      else if (this.ended) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Ends unless something comes so soon, in milliseconds. */
  expect(within: number): void {
    if (!this.ended) this.rest(within);
  }

  private rest(silence = this.silence): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), silence);
  }
}
