import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** What passes on a socket: text, or bytes. */
export type Message = string | Uint8Array;
/** What is sent in the place of a message; `memory` is this connection's. */
export type Pass = (message: Message, memory: Map<string, unknown>) => readonly Message[];

/** How sockets are changed on their way. What is absent passes as it is. */
export interface SocketChange {
  readonly toClient?: Pass;
  readonly toServer?: Pass;
  /** With which code a socket is closed in the place of the backend's. */
  readonly closes?: (code: number) => number;
  /** Sockets are not opened at all. */
  readonly refuses?: boolean;
}

/** Passes the sockets of a server on to a backend, and changes what passes. Gives what cuts them. */
export function passSockets(server: Server, backend: string, change: SocketChange): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const refuse = () => void socket.end('HTTP/1.1 403 Refused\r\nConnection: close\r\n\r\n');
    if (change.refuses) return refuse();
    const far = new WebSocket(`${backend.replace('http', 'ws')}${request.url}`);
    // What the backend refuses is refused.
    far.once('error', refuse);
    far.once('open', () => {
      far.off('error', refuse);
      sockets.handleUpgrade(request, socket, head, (client) => bridge(client, far, change));
    });
  });
  return () => sockets.clients.forEach((client) => client.terminate());
}

const same: Pass = (message) => [message];

function bridge(client: WebSocket, backend: WebSocket, change: SocketChange): void {
  const { toClient = same, toServer = same, closes = (code) => code } = change;
  const memory = new Map<string, unknown>();
  client.on('message', (data: Buffer, isBinary) =>
    toServer(isBinary ? data : data.toString(), memory).forEach((each) => backend.send(each)),
  );
  backend.on('message', (data: Buffer, isBinary) =>
    toClient(isBinary ? data : data.toString(), memory).forEach((each) => client.send(each)),
  );
  client.on('close', () => backend.terminate());
  backend.on('close', (code) => client.close(closes(code === 1005 || code === 1006 ? 1000 : code)));
  for (const each of [client, backend]) each.on('error', () => undefined);
}
