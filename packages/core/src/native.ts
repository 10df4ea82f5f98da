import type { Backend } from './backend.js';
import type { Clock } from './clock.js';
import type { Keep } from './log/keep.js';
import type { TransportName } from './transport/choice.js';
import type { SocketConstructor } from './transport/socket.js';

/** How to reach a backend that speaks the wire of docs/PROTOCOL.md. */
export interface NativeOptions {
  /** Its address, to which `/api/rooms/…` is added. */
  url: string;
  /** Default: sockets, and streams where sockets are blocked. */
  transport?: TransportName;
  /** For a Node without one: that of `ws` fits. */
  WebSocket?: SocketConstructor;
  fetch?: typeof fetch;
  /** Opens what a room is kept in. Default: IndexedDB, and memory where the browser refuses it. */
  keep?: (room: string) => Promise<Keep>;
  clock?: Clock;
  /** Chance, for the waits between tries. */
  random?: () => number;
}

/** A backend on a server. Its code is loaded when a room is joined. */
export function nativeBackend(options: NativeOptions): Backend {
  return {
    async join(request, events) {
      const { joinNative } = await import('./native-join.js');
      return joinNative(options, request, events);
    },
  };
}

/**
 * Forgets what this browser keeps of a room on a backend, for whoever used it here: the log as it was last seen, and what was
 * never sent. Rooms that are joined should be left first.
 */
export async function forgetShared(url: string, session: string): Promise<void> {
  const [{ addressOf }, { IndexedDbKeep }] = await Promise.all([
    import('./transport/address.js'),
    import('./log/keep-indexeddb.js'),
  ]);
  await IndexedDbKeep.forget(`${addressOf(url, session).room}#`);
}
