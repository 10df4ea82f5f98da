import { WebSocket } from 'ws';
import type { SocketLike } from '../../../core/src/transport/socket.js';

interface Entry {
  seq: number;
  kind?: string;
  body?: unknown;
}

/** Holds back what a client is told of the log, until it may know it. All other frames pass. */
export class Gate {
  #allowed = 0;
  #held: Entry[] = [];
  #give: ((text: string) => void) | undefined;
  readonly #seen = new Map<string, number>();
  #look = () => {};

  /** The client may know the log up to this place, and is told no more than that from now on. */
  allow(seq: number): void {
    this.#allowed = seq;
    this.#release();
  }

  /** The place of a mark in the log, once it is there: held back or not. */
  async placeOf(mark: string): Promise<number> {
    for (;;) {
      const seq = this.#seen.get(mark);
      if (seq !== undefined) return seq;
      await new Promise<void>((resolve) => (this.#look = resolve));
    }
  }

  readonly WebSocket = gated(this);

  /** @internal */
  connect(give: (text: string) => void): void {
    this.#held = [];
    this.#give = give;
  }

  /** @internal */
  hear(text: string): void {
    const frame = JSON.parse(text) as { type: string; entries?: Entry[] };
    if (frame.type !== 'entries') return this.#give?.(text);
    this.#held.push(...(frame.entries ?? []));
    for (const { kind, body, seq } of frame.entries ?? [])
      if (kind === MARK) this.#seen.set((body as { mark: string }).mark, seq);
    this.#look();
    this.#release();
  }

  #release(): void {
    const over = this.#held.findIndex(({ seq }) => seq > this.#allowed);
    const entries = this.#held.splice(0, over < 0 ? this.#held.length : over);
    if (entries.length > 0) this.#give?.(JSON.stringify({ type: 'entries', entries }));
  }
}

/** A kind of entry that says only where in the log something is. */
export const MARK = 'trace.mark';

function gated(gate: Gate) {
  return class extends EventTarget implements SocketLike {
    readonly #socket: WebSocket;

    constructor(url: string) {
      super();
      this.#socket = new WebSocket(url);
      gate.connect((data) => this.dispatchEvent(new MessageEvent('message', { data })));
      this.#socket.on('open', () => this.dispatchEvent(new Event('open')));
      this.#socket.on('message', (data) => gate.hear(String(data)));
      this.#socket.on('close', (code, reason) => this.dispatchEvent(closed(code, String(reason))));
      this.#socket.on('error', () => undefined);
    }

    get readyState(): number {
      return this.#socket.readyState;
    }
    send(text: string): void {
      this.#socket.send(text);
    }
    close(): void {
      this.#socket.close();
    }
  };
}

/** Node 20 has no `CloseEvent`. */
const closed = (code: number, reason: string) => Object.assign(new Event('close'), { code, reason });
