import { hear, untilClosed, type Link, type OpenLink } from './link.js';

/** As much of a WebSocket as is used, so that Node's `ws` fits too. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

const OPEN = 1;

/**
 * A link over a WebSocket. A plain one: reconnecting, watching and queueing are the connector's, for both transports alike,
 * and on a clock that tests can turn.
 */
export const openSocket =
  (url: string, Socket: SocketConstructor): OpenLink =>
  (hello, on): Link => {
    const events = untilClosed(on);
    const socket = new Socket(url);
    const send = (frame: object) => {
      if (socket.readyState === OPEN) socket.send(JSON.stringify(frame));
    };
    socket.onopen = () => {
      events.opened();
      send(hello);
    };
    socket.onmessage = ({ data }: { data: unknown }) => hear(String(data), events);
    socket.onclose = ({ code, reason }: { code: number; reason: string }) => events.closed({ code, reason });
    // What went wrong a page is not told; that it ended, `onclose` says.
    socket.onerror = () => undefined;
    return {
      send,
      close() {
        events.end();
        socket.close();
      },
    };
  };
