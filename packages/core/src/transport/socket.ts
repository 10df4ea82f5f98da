import ReconnectingWebSocket from 'partysocket/ws';
import { BROKEN, hear, untilClosed, type Link, type OpenLink } from './link.js';

/** So long a socket may take to open, in milliseconds. */
const TIMEOUT = 10_000;

/** What is asked of a WebSocket, beside the events that every one has: Node's `ws` fits too. */
export interface SocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

/** How partysocket says that a socket broke: it knows of the failure before the close that would tell more. */
const NORMAL = 1000;

/**
 * A link over a WebSocket, by partysocket, which is the same over every implementation and gives up one that does not open.
 * It tries once: trying again, watching and queueing are the connector's, for both transports alike, and with a token that
 * is asked for anew each time.
 */
export const openSocket =
  (url: string, Socket: SocketConstructor): OpenLink =>
  (hello, on): Link => {
    const events = untilClosed(on);
    const once = { WebSocket: Socket, maxRetries: 0, maxEnqueuedMessages: 0, connectionTimeout: TIMEOUT };
    const socket = new ReconnectingWebSocket(url, undefined, once);
    const send = (frame: object) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
    };
    socket.onopen = () => {
      events.opened();
      send(hello);
    };
    socket.onmessage = ({ data }) => hear(String(data), events);
    socket.onclose = ({ code, reason }) =>
      events.closed({ code: code === NORMAL ? BROKEN : code, reason: reason ?? '' });
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
