import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What happens to the connections that are there:
 * `cut` both ends are told at once; `deafen` what the backend says is lost, and nobody is told; `silence` nothing gets
 * through either way, and nobody is told; `delay` what the client says is held back, arrives when the client is long
 * connected otherwise, and what is answered is lost.
 */
export type Fault = 'cut' | 'deafen' | 'silence' | 'delay';
type Mode = 'through' | Exclude<Fault, 'cut'>;

/** One connection, from a client to the backend. */
class Wire {
  mode: Mode = 'through';
  readonly #held: Buffer[] = [];
  #late: ((text: string) => void) | undefined;
  #over = false;

  constructor(
    readonly client: Socket,
    readonly backend: Socket,
    private readonly ended: (wire: Wire) => void,
  ) {
    client.on('data', (data) => this.#up(data)).on('close', () => this.#clientGone());
    backend.on('data', (data) => this.#down(data)).on('close', () => this.#backendGone());
    for (const socket of [client, backend]) socket.setNoDelay(true).on('error', () => socket.destroy());
  }

  cut(): void {
    this.client.destroy();
    if (this.mode !== 'delay') this.backend.destroy();
  }

  /** What was held back arrives now. What is answered goes to `late`. */
  release(late: (text: string) => void): void {
    if (this.mode !== 'delay') return;
    this.#late = late;
    for (const data of this.#held.splice(0)) this.backend.write(data);
    this.#maybeOver();
  }

  end(): void {
    this.client.destroy();
    this.backend.destroy();
  }

  #up(data: Buffer): void {
    if (this.mode === 'delay' && !this.#late) this.#held.push(data);
    else if (this.mode !== 'silence') this.backend.write(data);
  }

  #down(data: Buffer): void {
    if (this.mode === 'through') this.client.write(data);
    else this.#late?.(data.toString('latin1'));
  }

  #clientGone(): void {
    if (this.mode !== 'delay') this.backend.destroy();
    this.#maybeOver();
  }

  #backendGone(): void {
    if (this.mode === 'through') this.client.destroy();
    this.#maybeOver();
  }

  #maybeOver(): void {
    if (this.#over || !this.client.destroyed || !this.backend.destroyed) return;
    this.#over = true;
    this.ended(this);
  }
}

/** The way of one client to the backend: a port of its own, and all that can go wrong between. */
export class Line {
  readonly #server: Server;
  readonly #wires = new Set<Wire>();
  /** Ids that the backend acknowledged to a connection whose client was not there any more. */
  readonly lateAcks = new Set<string>();
  readonly counts: Record<Fault, number> = { cut: 0, deafen: 0, silence: 0, delay: 0 };
  /** Nobody gets through. */
  blocked = false;

  private constructor(private readonly backendPort: () => number) {
    this.#server = createServer((socket) => this.#connect(socket));
  }

  static async open(backendPort: () => number): Promise<Line> {
    const line = new Line(backendPort);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Does it to all connections that work now. */
  suffer(fault: Fault): void {
    const [...wires] = this.#wires;
    const able = wires.filter(
      ({ mode, client }) => (fault === 'cut' || mode === 'through') && !client.destroyed,
    );
    if (able.length > 0) this.counts[fault]++;
    for (const wire of able) {
      if (fault === 'cut') wire.cut();
      else wire.mode = fault;
    }
  }

  /** What was held back on its way arrives, after all. */
  release(): void {
    const late = (text: string) => {
      for (const [, acks = ''] of text.matchAll(/"acks":\[(.*?)\]/g))
        for (const [, id = ''] of acks.matchAll(/"id":"(\w+)"/g)) this.lateAcks.add(id);
    };
    for (const wire of this.#wires) wire.release(late);
  }

  /** Lets go of all connections, and forgets what happened. */
  reset(): void {
    for (const wire of this.#wires) wire.end();
    this.blocked = false;
    this.lateAcks.clear();
  }

  close(): void {
    this.reset();
    this.#server.close();
  }

  #connect(client: Socket): void {
    if (this.blocked) return void client.destroy();
    const backend = createConnection(this.backendPort(), '127.0.0.1');
    this.#wires.add(new Wire(client, backend, (wire) => this.#wires.delete(wire)));
  }
}
