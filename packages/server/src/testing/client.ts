import { once } from 'node:events';
import {
  isWithheld,
  newId,
  type ClientFrame,
  type Delivered,
  type FrameDraft,
  type ServerFrame,
} from '@interview-room/core/protocol';
import { eventsOf } from './events.js';
import { WebSocket } from 'ws';
import type { World } from './world.js';

export type Transport = 'socket' | 'stream';
type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

export interface Joining {
  token?: string | undefined;
  after?: number;
  snapshot?: boolean;
  name?: string;
  client?: string;
  protocol?: number[];
}

/** A tab that speaks the wire and does nothing by itself. */
export abstract class Client {
  readonly frames: ServerFrame[] = [];
  /** Every text that came, as it came. */
  readonly texts: string[] = [];
  readonly id: string;
  closed: { code?: number } | undefined;
  #waiting = new Set<() => void>();

  constructor(readonly joining: Joining) {
    this.id = joining.client ?? newId();
  }

  static async join(
    world: World,
    room: string,
    joining: Joining,
    transport: Transport = 'socket',
  ): Promise<Client> {
    const client =
      transport === 'socket'
        ? new SocketClient(world, room, joining)
        : new StreamClient(world, room, joining);
    await client.open();
    return client;
  }

  get entries(): Delivered[] {
    return this.of('entries').flatMap((frame) => frame.entries as Delivered[]);
  }

  /** The kinds of what came and can be read. */
  get kinds(): string[] {
    return this.entries.map((entry) => (isWithheld(entry) ? 'withheld' : entry.kind));
  }

  get welcome(): Frame<'welcome'> | undefined {
    return this.of('welcome')[0];
  }

  get seq(): number {
    return this.entries.at(-1)?.seq ?? this.welcome?.snapshot?.seq ?? this.joining.after ?? 0;
  }

  of<T extends ServerFrame['type']>(type: T): Frame<T>[] {
    return this.frames.filter((frame): frame is Frame<T> => frame.type === type);
  }

  /** Waits until something is so. */
  async until<T>(check: (client: this) => T | undefined | false): Promise<T> {
    for (;;) {
      const found = check(this);
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`Waited in vain: ${this.texts.at(-1)?.slice(0, 500)}`)),
          10_000,
        );
        const go = () => (clearTimeout(late), this.#waiting.delete(go), resolve());
        this.#waiting.add(go);
      });
    }
  }

  /** Appends one entry; gives its place, or the reason why it has none. */
  async append(kind: string, body: unknown, more: Partial<FrameDraft> = {}): Promise<number | string> {
    const draft = { id: newId(), kind, body, ...more };
    await this.send({ type: 'append', entries: [draft] });
    return this.outcome(draft.id);
  }

  outcome(id: string): Promise<number | string> {
    return this.until(() => {
      const ack = this.of('ack')
        .flatMap(({ acks }) => acks)
        .find((each) => each.id === id);
      const refused = this.of('refused').find(({ ids }) => ids?.includes(id));
      return ack?.seq ?? refused?.reason;
    });
  }

  protected take(text: string): void {
    this.texts.push(text);
    this.frames.push(JSON.parse(text) as ServerFrame);
    this.wake();
  }

  protected end(closed: { code?: number }): void {
    this.closed ??= closed;
    this.wake();
  }

  private wake(): void {
    for (const go of this.#waiting) go();
  }

  protected hello(): ClientFrame {
    const { token, after = 0, protocol = [1], snapshot, name } = this.joining;
    return {
      type: 'hello',
      protocol,
      client: this.id,
      after,
      ...(token !== undefined && { token }),
      ...(snapshot && { snapshot }),
      ...(name && { name }),
    };
  }

  abstract open(): Promise<void>;
  abstract send(frame: ClientFrame | Record<string, unknown>): Promise<void>;
  abstract leave(): Promise<void>;
}

export class SocketClient extends Client {
  readonly socket: WebSocket;

  constructor(world: World, room: string, joining: Joining) {
    super(joining);
    this.socket = new WebSocket(`${world.url.replace('http', 'ws')}/api/rooms/${room}/socket`);
    this.socket.on('message', (data) => this.take(String(data)));
    this.socket.on('close', (code) => this.end({ code }));
    this.socket.on('error', () => undefined);
  }

  async open(): Promise<void> {
    await once(this.socket, 'open');
    await this.send(this.hello());
    await this.until(() => this.welcome ?? this.closed);
  }

  async send(frame: object): Promise<void> {
    this.socket.send(JSON.stringify(frame));
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.until(() => this.closed);
  }
}

class StreamClient extends Client {
  #abort = new AbortController();

  constructor(
    private readonly world: World,
    private readonly room: string,
    joining: Joining,
  ) {
    super(joining);
  }

  async open(): Promise<void> {
    const path = `/api/rooms/${this.room}/stream`;
    const answer = await this.world.fetch(path, {
      method: 'POST',
      body: JSON.stringify(this.hello()),
      signal: this.#abort.signal,
      key: '',
    });
    if (answer.headers.get('content-type') !== 'text/event-stream') throw new Error(await answer.text());
    void this.#read(answer);
    await this.until(() => this.welcome ?? this.closed);
  }

  async send(frame: object): Promise<void> {
    const body = { token: this.joining.token, client: this.id, frames: [frame] };
    const answer = await this.world.post(`/api/rooms/${this.room}/frames`, body, '');
    const { frames } = (await answer.json()) as { frames: ServerFrame[] };
    for (const each of frames) this.take(JSON.stringify(each));
  }

  async leave(): Promise<void> {
    this.#abort.abort();
    await this.until(() => this.closed);
  }

  async #read(answer: Response): Promise<void> {
    try {
      for await (const data of eventsOf(answer)) this.take(data);
    } catch {
      // It was left.
    }
    this.end({});
  }
}
