/**
 * What a person types, as `stdin` for a runner. The runner pulls a line when the program waits for one: that pull
 * is how the panel knows that input is wanted.
 */
export class LineInput implements AsyncIterable<string>, AsyncIterator<string> {
  private readonly lines: string[] = [];
  private ended = false;
  private wanted?: (result: IteratorResult<string>) => void;

  /** `waits` is told whenever the program begins or ceases to wait. */
  constructor(private readonly waits: (waiting: boolean) => void) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<string>> {
    const line = this.lines.shift();
    if (line !== undefined) return Promise.resolve({ done: false, value: line });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.wanted = resolve;
      this.waits(true);
    });
  }

  return(): Promise<IteratorResult<string>> {
    this.push(null);
    return Promise.resolve({ done: true, value: undefined });
  }

  /** A line without its newline, or `null` for the end of input. */
  push(line: string | null): void {
    if (this.ended) return;
    if (line === null) this.ended = true;
    const wanted = this.wanted;
    delete this.wanted;
    if (wanted) {
      this.waits(false);
      wanted(line === null ? { done: true, value: undefined } : { done: false, value: `${line}\n` });
    } else if (line !== null) this.lines.push(`${line}\n`);
  }
}
