/** What is handed to the terminal at once: a few milliseconds of its work. */
const CHUNK = 32_768;
/** How many chunks the terminal has at one time. */
const IN_FLIGHT = 8;
/** How much may wait. It is what the transcript keeps, so that what can be scrolled to is what can be copied. */
const WAITING = 2_000_000;
/** Stands where text was left out, on a line of its own. */
const GAP = '\x1b[0m\n[…]\n';

/**
 * Text on its way to the terminal. The terminal would take everything at once, and lose what is beyond 50 MB without
 * a word; here it gets small chunks, the next when one is drawn. Of a flood that it cannot draw as fast as it comes,
 * the oldest is left out, with a mark: memory stays bounded, and the end is seen soon.
 */
export class Outbox {
  private queue: string[] = [];
  private waiting = 0;
  private inFlight = 0;
  private gap = false;

  /** `write` draws a text and then calls back. */
  constructor(private readonly write: (text: string, done: () => void) => void) {}

  push(text: string): void {
    this.queue.push(text);
    this.waiting += text.length;
    this.trim();
    this.pump();
  }

  /** Forgets what was not drawn yet. */
  clear(): void {
    this.queue = [];
    this.waiting = 0;
    this.gap = false;
  }

  private trim(): void {
    let drop = 0;
    for (let first = this.queue[0]; first !== undefined; first = this.queue[drop]) {
      if (this.waiting - first.length < WAITING) break;
      this.waiting -= first.length;
      drop++;
    }
    if (drop === 0) return;
    this.queue.splice(0, drop);
    this.gap = true;
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
    const mark = this.gap ? GAP : '';
    this.gap = false;
    return mark + chunk;
  }
}
