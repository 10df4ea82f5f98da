/** Where a room is found on a backend. */
export interface Address {
  /** The backend, in one spelling. */
  backend: string;
  /** The room, over HTTP; `/stream`, `/frames` and `/log` are beneath it. */
  room: string;
  /** The room, over a WebSocket. */
  socket: string;
}

/** Sockets and HTTP are on the same host, at the same path. A relative address is the page's. */
export function addressOf(backend: string, session: string): Address {
  const url = new URL(backend.replace(/^ws(?=s?:)/, 'http'), globalThis.location?.href);
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const room = `${base}/api/rooms/${encodeURIComponent(session)}`;
  return { backend: base, room, socket: `${room.replace(/^http/, 'ws')}/socket` };
}
