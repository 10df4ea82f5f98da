import { readClientFrame } from '@interview-room/core/protocol';
import type { Context } from '../context.js';
import { FrameText } from '../hub/frame-text.js';
import type { Member, Peer } from '../hub/peer.js';
import { asRefusal, Refusal } from '../hub/refusal.js';
import { told } from '../logger.js';
import { takeSeat, type Seat } from './seat.js';

/** What may wait in the stream before the log is read on for who comes late. */
const HIGH_WATER = 1024 * 1024;

/** No proxy is to keep events back, change them, or remember them. */
export const streamHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** What goes to one tab by server-sent events. It has no way back: what the tab sends comes by POST. */
class Stream {
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #pulled: (() => void)[] = [];
  #over = false;
  #pings: NodeJS.Timeout;
  onend: () => void = () => undefined;

  constructor(pingMs: number) {
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#release(),
        cancel: () => this.end(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: HIGH_WATER }),
    );
    this.#pings = setInterval(() => this.#write(': ping\n\n'), pingMs).unref();
  }

  get over(): boolean {
    return this.#over;
  }

  get buffered(): number {
    return HIGH_WATER - (this.#controller?.desiredSize ?? HIGH_WATER);
  }

  send({ text, seq }: FrameText): void {
    this.#write(`${seq === undefined ? '' : `id: ${seq}\n`}data: ${text}\n\n`);
  }

  flushed(): Promise<void> {
    if (this.#over || this.buffered < HIGH_WATER) return Promise.resolve();
    return new Promise((resolve) => this.#pulled.push(resolve));
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#pings);
    this.#release();
    try {
      this.#controller?.close();
    } catch {
      // Whoever read it has closed it.
    }
    this.onend();
  }

  #write(text: string): void {
    if (!this.#over) this.#controller?.enqueue(encoder.encode(text));
  }

  #release(): void {
    for (const resolve of this.#pulled.splice(0)) resolve();
  }
}

const encoder = new TextEncoder();

/** The streams of a server. */
export class Streams {
  readonly #open = new Set<Stream>();

  constructor(private readonly context: Context) {}

  /** Answers a hello that came by POST. What is refused is told by a frame too, as over a socket. */
  open(room: string, hello: string): ReadableStream<Uint8Array> {
    const stream = new Stream(this.context.limits.streamPingMs);
    this.#open.add(stream);
    let seat: Seat | undefined;
    stream.onend = () => {
      this.#open.delete(stream);
      seat?.leave();
    };
    this.#seat(room, hello, stream).then(
      (taken) => (stream.over ? taken.leave() : (seat = taken)),
      (error: unknown) => this.#fail(room, stream, error),
    );
    return stream.body;
  }

  close(): void {
    for (const stream of this.#open) stream.end();
  }

  async #seat(room: string, hello: string, stream: Stream): Promise<Seat> {
    const read = readClientFrame(hello);
    if ('problem' in read) throw new Refusal('malformed', read.problem);
    if ('unknown' in read || read.frame.type !== 'hello')
      throw new Refusal('malformed', 'The first frame is a hello.');
    return takeSeat(this.context, room, read.frame, (member) => this.#peer(stream, member));
  }

  #peer(stream: Stream, member: Member): Peer {
    return {
      member,
      get buffered() {
        return stream.buffered;
      },
      send: (frame) => stream.send(frame),
      flushed: () => stream.flushed(),
      end: (refusal) => this.#refuse(stream, refusal),
    };
  }

  #refuse(stream: Stream, refusal: Refusal): void {
    if (stream.over) return;
    this.context.metrics.refused(refusal.reason);
    stream.send(FrameText.of(refusal.frame()));
    stream.end();
  }

  #fail(room: string, stream: Stream, error: unknown): void {
    if (!(error instanceof Refusal)) this.context.logger.error('stream', { room, ...told(error) });
    this.#refuse(stream, asRefusal(error));
  }
}
