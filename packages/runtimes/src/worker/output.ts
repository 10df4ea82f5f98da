import type { Stream, WorkerToFrame } from '../sandbox/protocol.js';
import { cancel, later, now, slice, text as toText } from './intrinsics.js';
import { headOf, utf8Length } from './utf8.js';

/**
 * A program may print a million times and then loop without end, so nothing may rely on a timer alone, and nothing
 * may send a message a print. The first writes are sent at once; from then on a message goes when `APART` has passed
 * since the last, or `LARGE` has come together. A timer sends what a program that awaits has left.
 */
const LARGE = 64 * 1024;
const APART = 0.5;
const AT_ONCE = 512;
/** How many times the limit may be printed before the program is ended. */
const FLOOD = 8;

export class Output {
  private pending = '';
  private marks = '';
  /** The length of the newest piece, which the next write of its stream joins. */
  private piece = 0;
  private stream: Stream = 'stdout';
  private free = AT_ONCE;
  private sent = -1;
  private timer: number | undefined;
  private bytes = 0;
  private cut = false;
  private flooded = false;
  private closed = false;

  constructor(
    private readonly post: (message: WorkerToFrame) => void,
    private readonly limit: number,
  ) {}

  write(stream: Stream, value: string): void {
    if (this.closed) return;
    const kept = this.fit(toText(value));
    if (kept === '') return;
    this.add(stream === 'stderr' ? 'stderr' : 'stdout', kept);
    if (this.due()) this.flush();
    else this.timer ??= later(() => this.flush(), 4) as unknown as number;
  }

  flush(): void {
    if (this.timer !== undefined) cancel(this.timer);
    this.timer = undefined;
    if (this.pending === '') return;
    this.endPiece();
    const message: WorkerToFrame = { type: 'output', text: this.pending, marks: this.marks };
    this.pending = '';
    this.marks = '';
    this.post(message);
  }

  /** Ends it: what a program left behind still writes goes nowhere. */
  close(): void {
    this.flush();
    this.closed = true;
  }

  private add(stream: Stream, kept: string): void {
    if (stream !== this.stream) this.endPiece();
    this.stream = stream;
    this.pending += kept;
    this.piece += kept.length;
  }

  private endPiece(): void {
    if (this.piece === 0) return;
    const mark = this.stream === 'stderr' ? -this.piece : this.piece;
    this.marks += this.marks === '' ? mark : `,${mark}`;
    this.piece = 0;
  }

  private due(): boolean {
    const time = now();
    if (time - this.sent >= APART || this.pending.length >= LARGE) {
      this.sent = time;
      return true;
    }
    if (this.free === 0) return false;
    this.free--;
    return true;
  }

  /** What of `value` the limit leaves. The one write that crosses it gets the mark that says so. */
  private fit(value: string): string {
    const before = this.bytes;
    // No text has fewer bytes than letters: a huge one need not be counted.
    const huge = before + value.length > this.limit * FLOOD;
    this.bytes += huge ? value.length : utf8Length(value);
    if (this.bytes <= this.limit) return value;
    const kept = this.cut ? '' : `${headOf(value, this.limit - before)}${cutMark(this.limit)}`;
    this.cut = true;
    if (this.bytes > this.limit * FLOOD) this.flood(kept);
    return kept;
  }

  private flood(kept: string): never {
    if (!this.flooded) {
      this.flooded = true;
      if (kept !== '') this.add('stdout', kept);
      this.flush();
      this.post({ type: 'flood' });
    }
    throw new Error('The program printed far too much, and was ended.');
  }
}

/** The line that stands where output was cut. */
export function cutMark(limit: number): string {
  return `\n… output was cut at ${sizeInWords(limit)}\n`;
}

function sizeInWords(bytes: number): string {
  if (bytes >= 1e6) return `${round(bytes / 1e6)} MB`;
  if (bytes >= 1e3) return `${round(bytes / 1e3)} kB`;
  return `${bytes} bytes`;
}

function round(value: number): string {
  const whole = (value * 10 + 0.5) | 0;
  const digits = `${whole}`;
  const last = slice(digits, -1);
  const front = slice(digits, 0, -1);
  return last === '0' ? front : `${front}.${last}`;
}
