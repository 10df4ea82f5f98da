import { readEvents, WireError } from '@interview-room/backends/wire';
import { Mismatch, type Probe } from '../../kit/check.js';
import { addressOf, credentials, expect } from './rest.js';

/** An event of a stream: its name is empty where it has none. */
export interface Frame {
  readonly name: string;
  readonly data: unknown;
}

/** A stream of server-sent events that keeps what it hears. */
export class Stream {
  readonly frames: Frame[] = [];
  private over = false;
  private why: unknown;
  private readonly own = new AbortController();
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly probe: Probe,
    private readonly what: string,
  ) {}

  /** Opens a stream: `GET file-updates`. */
  static async open(probe: Probe, what: string, body?: object): Promise<Stream> {
    const stream = new Stream(probe, what);
    const opened = await new Promise<boolean>((resolve) => {
      void stream.read(body, () => resolve(true)).then(() => resolve(false));
    });
    if (opened) return stream;
    const { detail, message } = stream.why instanceof WireError ? stream.why : new WireError('network', String(stream.why)); // prettier-ignore
    const expected = { 'status': 200, 'content-type': 'text/event-stream' };
    throw new Mismatch(expected, { status: detail.status, body: detail.body, says: message }, `${what} is no stream.`); // prettier-ignore
  }

  /** Waits until a frame was heard. */
  async until(expected: unknown, look: (frame: Frame) => boolean): Promise<Frame> {
    this.probe.signal.addEventListener('abort', () => this.wake(), { once: true });
    for (;;) {
      const found = this.frames.find(look);
      if (found) return found;
      const last = this.frames.at(-1) ?? 'nothing';
      expect(!this.probe.signal.aborted, expected, last, `That did not come over ${this.what}.`);
      expect(!this.over, expected, last, `${this.what} ended before that came.`);
      await new Promise<void>((go) => this.waiting.add(go));
    }
  }

  close(): void {
    this.own.abort();
  }

  private async read(body: object | undefined, opened: () => void): Promise<void> {
    const { probe, own, what } = this;
    const [method, path] = what.split(' ');
    const signal = AbortSignal.any([probe.signal, own.signal]);
    const call = { method: method === 'POST' ? method : 'GET', headers: credentials(probe), signal, opened, ...(body && { body }) } as const; // prettier-ignore
    try {
      for await (const { event = '', data, json } of readEvents(
        { base: addressOf(probe) },
        `/${path}`,
        call,
      )) {
        // prettier-ignore
        this.frames.push({ name: event, data: json ?? data });
        probe.note(`${what}: ${event || 'unnamed'}`, data.slice(0, 1000));
        this.wake();
      }
    } catch (error) {
      this.why = error;
    }
    this.over = true;
    this.wake();
  }

  private wake(): void {
    for (const go of this.waiting) go();
    this.waiting.clear();
  }
}
