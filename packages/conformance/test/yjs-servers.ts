import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server as Hocuspocus } from '@hocuspocus/server';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** A server that runs. */
export interface YjsServer {
  readonly url: string;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

interface Utils {
  setupWSConnection(socket: WebSocket, request: IncomingMessage): void;
  readonly docs: Map<string, { destroy(): void }>;
}

/** The server that comes with `y-websocket`, as it is. */
export async function startYWebsocket(port = 0): Promise<YjsServer> {
  const { setupWSConnection, docs } = createRequire(import.meta.url)('y-websocket/bin/utils') as Utils;
  // What its own command answers, whatever is asked.
  const http = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end('okay'),
  );
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', setupWSConnection);
  await new Promise<void>((done) => http.listen(port, '127.0.0.1', done));
  const cut = () => sockets.clients.forEach((socket) => socket.terminate());
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    cut,
    close: async () => {
      cut();
      await new Promise((done) => http.close(done));
      // Of its own it keeps every document, and a timer for each.
      docs.forEach((doc) => doc.destroy());
      docs.clear();
    },
  };
}

/** A Hocuspocus; with a token only who gives that one gets in, and `look` may only look. */
export async function startHocuspocus(token?: string): Promise<YjsServer> {
  const server = new Hocuspocus({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    ...(token !== undefined && {
      async onAuthenticate({ token: given, connectionConfig }) {
        if (given === 'look') connectionConfig.readOnly = true;
        else if (given !== token) throw new Error('That is not the token.');
      },
    }),
  });
  await server.listen();
  return {
    url: `http://127.0.0.1:${server.address.port}`,
    cut: () => server.webSocketServer.clients.forEach((socket: { terminate(): void }) => socket.terminate()),
    close: async () => void (await server.destroy()),
  };
}

/** Another program at the same document: the provider that comes with the server. */
export interface Foreign {
  doc: Y.Doc;
  awareness: {
    getStates(): Map<number, Record<string, unknown>>;
    setLocalStateField(name: string, value: unknown): void;
  };
  destroy(): void;
}

/** Providers that are destroyed before they were connected leave errors that nobody hears. */
class Calm extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args);
    this.on('error', () => undefined);
  }
}

/** The servers that there are, and programs of others' making in their rooms. */
export const servers: Record<
  'y-websocket' | 'hocuspocus',
  { start: () => Promise<YjsServer>; foreign: (url: string, room: string, token?: string) => Foreign }
> = {
  'y-websocket': {
    start: () => startYWebsocket(),
    foreign(url, room) {
      const doc = new Y.Doc();
      const provider = new WebsocketProvider(url.replace('http', 'ws'), room, doc, {
        WebSocketPolyfill: Calm as unknown as typeof globalThis.WebSocket,
        disableBc: true,
      });
      return {
        doc,
        awareness: provider.awareness as Foreign['awareness'],
        destroy() {
          provider.destroy();
          doc.destroy();
        },
      };
    },
  },
  'hocuspocus': {
    start: () => startHocuspocus(),
    foreign(url, name, token) {
      const document = new Y.Doc();
      const socket = new HocuspocusProviderWebsocket({
        url: url.replace('http', 'ws'),
        WebSocketPolyfill: Calm,
      });
      const provider = new HocuspocusProvider({
        websocketProvider: socket,
        name,
        document,
        ...(token && { token }),
      });
      provider.attach();
      return {
        doc: document,
        awareness: provider.awareness as unknown as Foreign['awareness'],
        destroy() {
          // A try that was due when it is destroyed would be made all the same, and others after it, for ever.
          socket.connect = async () => undefined;
          provider.destroy();
          socket.destroy();
          document.destroy();
        },
      };
    },
  },
};

export { Y };
