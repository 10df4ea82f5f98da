import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { seal, emptyHead } from '../protocol/chain.js';
import type { Entry } from '../protocol/entry.js';
import {
  closeCodes,
  readClientFrame,
  type ClientFrame,
  type FrameDraft,
  type HelloFrame,
  type RefusalReason,
  type ServerFrame,
  type WireSnapshot,
} from '../protocol/frames.js';

type EntriesFrame = Extract<ServerFrame, { type: 'entries' }>;

/** One who is connected. */
interface Peer {
  you: string;
  client: string;
  send(frame: ServerFrame): void;
  end(reason: RefusalReason): void;
  cut(): void;
}

/** A backend for one room that speaks the wire over real sockets, and fails in the ways that are asked of it. */
export class StandIn {
  entries: Entry[] = [];
  snapshot: WireSnapshot | undefined;
  now = () => Date.now();
  /** Answers nothing any more, though its sockets stay open. */
  deaf = false;
  /** Writes, and does not say so. */
  mute = false;
  /** Lets no WebSocket through. */
  blocked = false;
  /** Sends entries twice. */
  twice = false;
  limits: { frameBytes?: number; framesPerSecond?: number } | undefined;
  /** Why a draft, or whoever says hello, is not taken. */
  refuse: (draft: FrameDraft) => RefusalReason | undefined = () => undefined;
  admit: (hello: HelloFrame) => RefusalReason | undefined = () => undefined;
  /** What is sent of entries. */
  alter: (entries: Entry[]) => Entry[] = (entries) => entries;
  readonly hellos: HelloFrame[] = [];
  readonly appends: FrameDraft[][] = [];
  readonly #peers = new Set<Peer>();
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();
  readonly #ws = new WebSocketServer({ noServer: true });
  #port = 0;

  constructor() {
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
  get peers(): number {
    return this.#peers.size;
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

  /** Ends all connections without a word. */
  cut(): void {
    for (const peer of this.#peers) peer.cut();
    this.#peers.clear();
  }

  end(reason: RefusalReason): void {
    for (const peer of this.#peers) peer.end(reason);
  }

  /** Adds entries as someone else. */
  write(by: string, drafts: readonly FrameDraft[]): Entry[] {
    const fresh = drafts.filter(({ id }) => !this.entries.some((entry) => entry.id === id));
    const added = fresh.map((draft) => {
      const { entry } = seal({ ...draft, by }, this.entries.at(-1) ?? emptyHead, this.now());
      this.entries.push(entry);
      return entry;
    });
    if (added.length > 0 && !this.mute) for (const peer of this.#peers) this.#give(peer, added);
    return added;
  }

  #give(peer: Peer, entries: Entry[]): void {
    const altered = this.alter(entries);
    for (let left = this.twice ? 2 : 1; left > 0; left--)
      peer.send({ type: 'entries', entries: altered as EntriesFrame['entries'] });
  }

  #welcomeSocket(ws: WebSocket): void {
    let peer: Peer | undefined;
    ws.on('message', (data) => {
      const read = readClientFrame(String(data));
      if (this.deaf || !('frame' in read)) return;
      if (read.frame.type === 'hello') peer = this.#hello(read.frame, overSocket(ws));
      else if (peer) for (const frame of this.#answer(peer, read.frame)) peer.send(frame);
    });
    ws.on('close', () => peer && this.#peers.delete(peer));
    ws.on('error', () => undefined);
  }

  #hello(hello: HelloFrame, peer: Omit<Peer, 'you' | 'client'>): Peer | undefined {
    this.hellos.push(hello);
    const no = this.admit(hello);
    if (no) return void peer.end(no);
    const whole = { ...peer, you: hello.token?.split(':')[0] ?? 'someone', client: hello.client };
    const { seq, hash, at } = this.entries.at(-1) ?? emptyHead;
    const snapshot = hello.snapshot ? this.snapshot : undefined;
    const role = 'candidate' as const;
    const { you } = whole;
    whole.send({ type: 'welcome', protocol: 1, you, role, name: you, head: { seq, hash, at }, now: this.now(), limits: this.limits, snapshot }); // prettier-ignore
    const tail = this.entries.filter((entry) => entry.seq > (snapshot?.seq ?? hello.after));
    if (tail.length > 0) this.#give(whole, tail);
    this.#peers.add(whole);
    return whole;
  }

  #answer(peer: Pick<Peer, 'you' | 'client'>, frame: ClientFrame): ServerFrame[] {
    if (frame.type === 'ping') return [{ type: 'pong', t: frame.t, now: this.now() }];
    if (frame.type === 'append') return this.#append(peer.you, frame.entries);
    if (frame.type === 'cast') {
      const cast = {
        type: 'cast' as const,
        by: peer.you,
        client: peer.client,
        kind: frame.kind,
        body: frame.body,
      };
      for (const each of this.#peers) if (each.client !== peer.client) each.send(cast);
    }
    return [];
  }

  #append(by: string, drafts: FrameDraft[]): ServerFrame[] {
    this.appends.push(drafts);
    const refusals = drafts.flatMap((draft): ServerFrame[] => {
      const reason = this.refuse(draft);
      return reason ? [{ type: 'refused', reason, message: `No: ${reason}.`, ids: [draft.id], retry: reason === 'rate' }] : []; // prettier-ignore
    });
    const taken = drafts.filter((draft) => !this.refuse(draft));
    this.write(by, taken);
    const acks = taken.map(({ id }) => ({
      id,
      seq: this.entries.find((entry) => entry.id === id)?.seq ?? 0,
    }));
    return this.mute ? [] : [...refusals, ...(acks.length > 0 ? [{ type: 'ack' as const, acks }] : [])];
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
    const peer = this.#hello(read.frame, { send, end, cut: () => void response.destroy() });
    response.on('close', () => peer && this.#peers.delete(peer));
  }

  #frames(body: string, response: ServerResponse): void {
    const { token, client, frames } = JSON.parse(body) as {
      token?: string;
      client: string;
      frames: ClientFrame[];
    };
    const peer = { you: token?.split(':')[0] ?? 'someone', client };
    response.end(JSON.stringify({ frames: frames.flatMap((frame) => this.#answer(peer, frame)) }));
  }
}

const overSocket = (ws: WebSocket): Omit<Peer, 'you' | 'client'> => ({
  send: (frame) => ws.send(JSON.stringify(frame)),
  end(reason) {
    ws.send(JSON.stringify({ type: 'refused', reason, message: `No: ${reason}.`, retry: false }));
    ws.close(closeCodes[reason], reason);
  },
  cut: () => ws.terminate(),
});
