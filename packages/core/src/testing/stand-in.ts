import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  closeCodes,
  readClientFrame,
  type ClientFrame,
  type RefusalReason,
  type ServerFrame,
} from '../protocol/frames.js';
import { StandInRoom, type Peer, type Way } from './stand-in-room.js';

/** A backend for one room that speaks the wire over real sockets. */
export class StandIn extends StandInRoom {
  /** Lets no WebSocket through. */
  blocked = false;
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();
  readonly #ws = new WebSocketServer({ noServer: true });
  #port = 0;

  constructor() {
    super();
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('upgrade', (request, socket, head) => {
      if (this.blocked) socket.destroy();
      else this.#ws.handleUpgrade(request, socket, head, (ws) => this.#welcomeSocket(ws));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  /** Begins, or begins again at the same address. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#http.close(resolve));
    this.cut();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #welcomeSocket(ws: WebSocket): void {
    let peer: Peer | undefined;
    ws.on('message', (data) => {
      const read = readClientFrame(String(data));
      if (this.deaf || !('frame' in read)) return;
      if (read.frame.type === 'hello') peer = this.hello(read.frame, overSocket(ws));
      else if (peer) for (const frame of this.answer(peer, read.frame)) peer.send(frame);
    });
    ws.on('close', () => this.leave(peer));
    ws.on('error', () => undefined);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const what = /[^/]*$/.exec(request.url ?? '')?.[0];
    if (what === 'log')
      return void response.end(this.entries.map((entry) => JSON.stringify(entry)).join('\n'));
    if (what === 'stream') return this.#stream(body, response);
    if (what === 'frames' && !this.deaf) return this.#frames(body, response);
    if (!this.deaf) response.writeHead(404).end();
  }

  #stream(body: string, response: ServerResponse): void {
    const read = readClientFrame(body);
    if (this.deaf || !('frame' in read) || read.frame.type !== 'hello') return;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (frame: ServerFrame) => void response.write(`data: ${JSON.stringify(frame)}\n\n`);
    const end = (reason: RefusalReason) => {
      send({ type: 'refused', reason, message: reason, retry: false });
      response.end();
    };
    const peer = this.hello(read.frame, { send, end, cut: () => void response.destroy() });
    response.on('close', () => this.leave(peer));
  }

  #frames(body: string, response: ServerResponse): void {
    const { token, client, frames } = JSON.parse(body) as {
      token?: string;
      client: string;
      frames: ClientFrame[];
    };
    const peer = { you: token?.split(':')[0] ?? 'someone', client };
    response.end(JSON.stringify({ frames: frames.flatMap((frame) => this.answer(peer, frame)) }));
  }
}

const overSocket = (ws: WebSocket): Way => ({
  send: (frame) => ws.send(JSON.stringify(frame)),
  end(reason) {
    ws.send(JSON.stringify({ type: 'refused', reason, message: `No: ${reason}.`, retry: false }));
    ws.close(closeCodes[reason], reason);
  },
  cut: () => ws.terminate(),
});
