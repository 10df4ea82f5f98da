import type { Chunk, FrameToHost } from '../protocol.js';

/** No message to the host page holds more text, and no more than `WINDOW` is under way: its thread stays free. */
const LARGEST = 32 * 1024;
const WINDOW = 128 * 1024;
/** How long output may be gathered, in milliseconds. */
const GATHER = 8;

/**
 * Sends what a worker says on to the host, in order. Output is gathered, and held while the host is behind; what must
 * come after output waits behind it.
 */
export class Relay {
  private queue: (Chunk | Exclude<FrameToHost, { type: 'output' }>)[] = [];
  private underWay = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private job = 0;

  constructor(private readonly send: (message: FrameToHost) => void) {}

  /** A job begins: what an earlier one left is forgotten. */
  begin(job: number): void {
    this.job = job;
    this.queue = [];
    this.underWay = 0;
  }

  output(text: string, marks: string): void {
    let at = 0;
    for (const mark of marks.split(',')) {
      const length = Math.abs(Number(mark));
      this.add(Number(mark) < 0 ? 'stderr' : 'stdout', text.slice(at, at + length));
      at += length;
    }
    this.timer ??= setTimeout(() => this.drain(), GATHER);
  }

  /** Something that is not output: it takes along all output before it. */
  after(message: Exclude<FrameToHost, { type: 'output' }>): void {
    this.queue.push(message);
    this.drain();
  }

  ack(size: number): void {
    this.underWay = Math.max(0, this.underWay - size);
    if (!this.timer) this.drain();
  }

  private add(stream: Chunk['stream'], text: string): void {
    const last = this.queue.at(-1);
    if (last && 'stream' in last && last.stream === stream) last.text += text;
    else this.queue.push({ stream, text });
  }

  private drain(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.queue.length > 0 && this.underWay < WINDOW) this.sendNext();
  }

  private sendNext(): void {
    const [first] = this.queue;
    if (!first) return;
    if ('stream' in first) return this.sendOutput();
    this.queue.shift();
    this.send(first);
  }

  private sendOutput(): void {
    const chunks: Chunk[] = [];
    let size = 0;
    for (let next = this.queue[0]; next && 'stream' in next && size < LARGEST; next = this.queue[0]) {
      const text = next.text.slice(0, cutAt(next.text, LARGEST - size));
      chunks.push({ stream: next.stream, text });
      size += text.length;
      if (text.length === next.text.length) this.queue.shift();
      else next.text = next.text.slice(text.length);
    }
    this.underWay += size;
    this.send({ type: 'output', id: this.job, chunks });
  }
}

/** Where a text may be cut near `size`: not inside a surrogate pair. */
function cutAt(text: string, size: number): number {
  const before = text.charCodeAt(size - 1);
  return size < text.length && before >= 0xd800 && before < 0xdc00 ? size + 1 : size;
}
