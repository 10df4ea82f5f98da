import type { SocketConstructor } from '@interview-room/core';
import { failure } from './errors.js';

/** So long a socket may take to open, in milliseconds. */
const TIMEOUT = 10_000;

/** An open WebSocket. */
export interface Socket {
  /** Sends a frame: bytes and text as they are, an object as JSON. Does nothing once it is closed. */
  send(frame: object | string | Uint8Array): void;
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

interface Raw {
  readonly readyState: number;
  binaryType: string;
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  onopen: unknown;
  onmessage: unknown;
  onclose: unknown;
  onerror: unknown;
}

/**
 * Opens a WebSocket, once. `message` is given each frame as text, from the first on; and its bytes, where it was binary.
 * @throws {WireError} where it does not open: a page is not told why.
 */
export function openSocket(
  {
    url,
    Socket,
    signal,
    protocol,
  }: {
    url: string;
    Socket?: SocketConstructor | undefined;
    signal: AbortSignal;
    /** The subprotocol that is asked for. */
    protocol?: string;
  },
  message: (text: string, bytes?: Uint8Array) => void,
): Promise<Socket> {
  const Constructor = (Socket ?? globalThis.WebSocket) as
    (new (url: string, protocol?: string) => unknown) | undefined;
  if (!Constructor) throw new TypeError('There is no WebSocket here: give one as an option.');
  return new Promise((resolve, reject) => {
    const raw = new Constructor(url.replace(/^http/, 'ws'), protocol) as Raw;
    raw.binaryType = 'arraybuffer';
    let over: (how: { code: number; reason: string }) => void = () => {};
    const closed = new Promise<{ code: number; reason: string }>((done) => (over = done));
    const give = () => raw.close();
    const timer = setTimeout(give, TIMEOUT);
    signal.addEventListener('abort', give, { once: true });
    raw.onmessage = ({ data }: { data: unknown }) => {
      const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
      message(bytes ? new TextDecoder().decode(bytes) : String(data), bytes);
    };
    raw.onerror = () => undefined;
    raw.onclose = ({ code = 1006, reason = '' }: { code?: number; reason?: string }) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', give);
      over({ code, reason: String(reason) });
      reject(failure(code === 4004 || code === 4404 ? 'not-found' : 'network'));
    };
    raw.onopen = () => {
      clearTimeout(timer);
      resolve({
        closed,
        send: (frame) => {
          const ready = typeof frame === 'string' || frame instanceof Uint8Array;
          if (raw.readyState === 1) raw.send(ready ? frame : JSON.stringify(frame));
        },
        close: () => raw.close(),
      });
    };
    if (signal.aborted) give();
  });
}
