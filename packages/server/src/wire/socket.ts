import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeCodes, type ClientFrame, type ServerFrame } from '@interview-room/core/protocol';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Context } from '../context.js';
import { FrameText } from '../hub/frame-text.js';
import type { Member, Peer } from '../hub/peer.js';
import { asRefusal, Refusal } from '../hub/refusal.js';
import { told } from '../logger.js';
import { Bucket } from './bucket.js';
import { answer, readFrame, tooOften } from './exchange.js';
import { takeSeat, type Seat } from './seat.js';

/** The way to a tab over a WebSocket. */
class SocketPeer implements Peer {
  constructor(
    readonly member: Member,
    private readonly connection: Connection,
    private readonly socket: WebSocket,
    private readonly outlet: Outlet,
  ) {}

  get buffered(): number {
    return this.socket.bufferedAmount;
  }

  send(frame: FrameText, now?: boolean): void {
    this.outlet.send(frame, now);
  }

  flushed(): Promise<void> {
    // The callback of an empty ping comes after all that was sent before, also where the socket ends.
    return new Promise((resolve) => this.socket.ping(undefined, undefined, () => resolve()));
  }

  end(refusal: Refusal): void {
    this.connection.refuse(refusal);
  }
}

/*
 * waiting ──hello──▶ joining ──welcome──▶ seated ──▶ over
 *    │ no hello in time    │ refused          │ refused, closed
 *    └────────────────────▶└─────────────────▶└──▶ over
 * What comes while joining waits: the frames of one socket keep their order.
 */
type Stage = 'waiting' | 'joining' | 'seated' | 'over';

/**
 * Where frames leave. They go past the socket's own sender, which would put a header before each anew for each peer;
 * without compression it holds nothing back, so that the order stays. All that is sent in one turn leaves in one write:
 * an entry and its acknowledgement, most of all. What is not to wait for the rest of the turn leaves with what was sent
 * before.
 */
class Outlet {
  #corked = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
  ) {}

  send({ framed }: FrameText, now = false): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (!now && !this.#corked) {
      this.#corked = true;
      this.stream.cork();
      process.nextTick(this.#uncork);
    }
    this.stream.write(framed);
    if (now) this.#uncork();
  }

  #uncork = (): void => {
    if (!this.#corked) return;
    this.#corked = false;
    this.stream.uncork();
  };
}

/** One WebSocket, from its opening to its end. */
class Connection {
  #stage: Stage = 'waiting';
  #seat: Seat | undefined;
  #early: string[] = [];
  readonly #frames: Bucket;
  readonly #characters: Bucket;
  readonly #deadline: NodeJS.Timeout;

  /** It lives as long as its socket, which holds it. */
  static open(context: Context, room: string, socket: WebSocket, stream: Duplex): Connection {
    return new Connection(context, room, socket, new Outlet(socket, stream));
  }

  private constructor(
    private readonly context: Context,
    private readonly room: string,
    private readonly socket: WebSocket,
    private readonly outlet: Outlet,
  ) {
    const { framesPerSecond, frameBytes, bytesPerSecond, helloMs } = context.limits;
    this.#frames = new Bucket(framesPerSecond);
    this.#characters = new Bucket(bytesPerSecond, frameBytes * 4);
    const late = () => this.refuse(new Refusal('protocol', 'No hello came.', true));
    this.#deadline = setTimeout(late, helloMs).unref();
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('close', () => this.#end());
    // A broken frame ends in `close` too; that there was one is nobody's fault here.
    socket.on('error', () => undefined);
  }

  /** Says why and closes. */
  refuse(refusal: Refusal): void {
    if (this.#stage === 'over') return;
    this.context.metrics.refused(refusal.reason);
    this.socket.send(JSON.stringify(refusal.frame()));
    this.socket.close(closeCodes[refusal.reason], refusal.reason);
    this.#end();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#stage === 'over') return;
    if (isBinary) return this.refuse(new Refusal('malformed', 'Frames are text.'));
    const text = String(data);
    const refusal = this.#tooMuch(text.length);
    if (refusal) return this.refuse(refusal);
    if (this.#stage === 'joining') this.#early.push(text);
    else this.#handle(text);
  }

  #tooMuch(length: number): Refusal | undefined {
    const { frameBytes, framesPerSecond, bytesPerSecond } = this.context.limits;
    if (length > frameBytes) return new Refusal('too-large', `A frame is at most ${frameBytes} characters.`);
    if (this.#frames.take() && this.#characters.take(length)) return;
    return tooOften(framesPerSecond, bytesPerSecond);
  }

  /** What can be done at once is, before anything else has its turn. */
  #handle(text: string): void {
    if (this.#over()) return;
    try {
      const pending = this.#do(text);
      pending?.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  #do(text: string): Promise<void> | undefined {
    const frame = readFrame(this.context, text);
    if (!frame) return;
    if (this.#seat) return this.#answer(this.#seat, frame);
    if (frame.type === 'hello') return this.#join(frame);
    throw new Refusal('malformed', 'The first frame is a hello.');
  }

  #answer({ hub, member }: Seat, frame: ClientFrame): Promise<void> | undefined {
    const answers = answer(this.context, hub, member, frame);
    if (!Array.isArray(answers)) return answers.then((frames) => this.#send(frames));
    this.#send(answers);
    return;
  }

  async #join(hello: Parameters<typeof takeSeat>[2]): Promise<void> {
    this.#stage = 'joining';
    clearTimeout(this.#deadline);
    const seat = await takeSeat(this.context, this.room, hello, (member) => this.#peer(member));
    if (this.#over()) return seat.leave();
    this.#seat = seat;
    this.#stage = 'seated';
    for (const text of this.#early.splice(0)) this.#handle(text);
  }

  #peer = (member: Member): Peer => new SocketPeer(member, this, this.socket, this.outlet);
  #over = (): boolean => this.#stage === 'over';

  #send(frames: readonly ServerFrame[]): void {
    for (const frame of frames) if (!this.#over()) this.outlet.send(FrameText.of(frame));
  }

  #fail(error: unknown): void {
    if (!(error instanceof Refusal)) this.context.logger.error('frame', { room: this.room, ...told(error) });
    this.refuse(asRefusal(error));
  }

  #end(): void {
    this.#stage = 'over';
    clearTimeout(this.#deadline);
    this.#early = [];
    this.#seat?.leave();
    this.#seat = undefined;
  }
}

/** The WebSockets of a server. */
export class Sockets {
  readonly #server: WebSocketServer;
  readonly #answered = new WeakSet<WebSocket>();
  readonly #pings: NodeJS.Timeout;

  constructor(private readonly context: Context) {
    const { frameBytes, pingMs } = context.limits;
    // A UTF-16 code unit takes three bytes at most. What is larger still is cut off before it is all in memory.
    const maxPayload = frameBytes * 3;
    this.#server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
    this.#pings = setInterval(() => this.#ping(), pingMs).unref();
  }

  /** Takes a request for an upgrade, if it is for a room; else says that it did not. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const room = /\/api\/rooms\/([^/]+)\/socket$/.exec(path)?.[1];
    if (room === undefined) return false;
    const { origin, host } = request.headers;
    if (!this.context.origins.allows(origin, host)) deny(socket);
    else
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        this.#answered.add(webSocket);
        webSocket.on('pong', () => this.#answered.add(webSocket));
        Connection.open(this.context, decoded(room), webSocket, socket);
      });
    return true;
  }

  /** Ends what is still open. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    const open = [...this.#server.clients];
    for (const client of open) client.close(closeCodes.unavailable, 'unavailable');
    await Promise.race([
      Promise.all(open.map(closed)),
      new Promise((resolve) => setTimeout(resolve, 1000).unref()),
    ]);
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  /** A peer that went without a word, a laptop that was closed, shows only by its silence. */
  #ping(): void {
    for (const client of this.#server.clients) {
      if (!this.#answered.delete(client)) client.terminate();
      else client.ping();
    }
  }
}

const closed = (client: WebSocket) =>
  new Promise((resolve) =>
    client.readyState === client.CLOSED ? resolve(undefined) : client.once('close', resolve),
  );

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

function deny(socket: Duplex): void {
  const body = JSON.stringify({ error: { code: 'origin', message: 'This origin is not on the list.' } });
  socket.end(
    `HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
