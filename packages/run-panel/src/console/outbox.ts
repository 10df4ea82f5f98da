/** What is handed to the terminal at once: a few milliseconds of its work. */
const CHUNK = 32_768;
/** How many chunks the terminal has at one time. */
const IN_FLIGHT = 8;
/** When this much waits, whoever writes is asked to wait too; and is let go on below half of it. */
const HIGH = 524_288;

/**
 * Text on its way to the terminal. The terminal would take everything at once and lose what is beyond 50 MB; here
 * it gets small chunks, the next when one is drawn, and writers are held back, so that memory stays bounded.
 */
export class Outbox {
  private queue: string[] = [];
  private waiting = 0;
  private inFlight = 0;
  private held: (() => void)[] = [];

  /** `write` draws a text and then calls back. */
  constructor(private readonly write: (text: string, done: () => void) => void) {}

  /** Sends text; a promise asks to wait before more is sent. */
  push(text: string): Promise<void> | undefined {
    this.queue.push(text);
    this.waiting += text.length;
    this.pump();
    return this.waiting > HIGH ? new Promise((resolve) => this.held.push(resolve)) : undefined;
  }

  /** Forgets what was not drawn yet. */
  clear(): void {
    this.queue = [];
    this.waiting = 0;
    this.release();
  }

  private pump(): void {
    while (this.inFlight < IN_FLIGHT && this.waiting > 0) {
      const chunk = this.take();
      this.inFlight++;
      this.write(chunk, () => this.drawn());
    }
  }

  private drawn(): void {
    this.inFlight--;
    this.pump();
    if (this.waiting < HIGH / 2) this.release();
  }

  private release(): void {
    for (const resolve of this.held.splice(0)) resolve();
  }

  /** The next chunk: small texts joined, a large one cut. */
  private take(): string {
    let chunk = '';
    let used = 0;
    while (chunk.length < CHUNK && used < this.queue.length) chunk += this.queue[used++] ?? '';
    const rest = chunk.slice(CHUNK);
    this.queue.splice(0, used, ...(rest ? [rest] : []));
    chunk = chunk.slice(0, CHUNK);
    this.waiting -= chunk.length;
    return chunk;
  }
}
