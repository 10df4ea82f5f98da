import {
  newId,
  readServerFrame,
  type Delivered,
  type FrameDraft,
  type ServerFrame,
} from '@interview-room/core/protocol';
import { readEvents } from '@interview-room/backends/wire';
import { WebSocket } from 'ws';
import { Mismatch, Skip, type Probe } from '../../kit/check.js';

export type Transport = 'socket' | 'stream';
type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** With what a tab joins. */
export interface Joining {
  readonly room: string;
  readonly token?: string | undefined;
  readonly after?: number;
  readonly snapshot?: boolean;
  readonly client?: string;
  readonly protocol?: readonly number[];
}

/** One tab that speaks the wire of docs/PROTOCOL.md and does nothing by itself. */
export abstract class Tab {
  /** Every frame that could be read, in order; and every text as it came. */
  readonly frames: ServerFrame[] = [];
  readonly texts: string[] = [];
  readonly client: string;
  closed: { readonly code?: number } | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    protected readonly probe: Probe,
    readonly joining: Joining,
  ) {
    this.client = joining.client ?? newId();
    probe.signal.addEventListener('abort', () => (this.leave(), this.#wake()), { once: true });
  }

  /** Opens a connection and says nothing yet. */
  abstract open(): Promise<void>;
  /** Sends an object as JSON, or a text as it is. */
  abstract send(frame: object | string): Promise<void>;
  abstract leave(): void;

  get helloFrame(): object {
    const { token, after = 0, protocol = [1], snapshot } = this.joining;
    return {
      type: 'hello',
      protocol,
      client: this.client,
      after,
      ...(token !== undefined && { token }),
      ...(snapshot && { snapshot }),
    };
  }

  of<T extends ServerFrame['type']>(type: T): Frame<T>[] {
    return this.frames.filter((frame): frame is Frame<T> => frame.type === type);
  }
  get entries(): Delivered[] {
    return this.of('entries').flatMap(({ entries }) => entries as Delivered[]);
  }
  get welcome(): Frame<'welcome'> | undefined {
    return this.of('welcome')[0];
  }
  /** An entry by its id, once it was delivered. */
  entry(id: string): Delivered | undefined {
    return this.entries.find((each) => 'id' in each && each.id === id);
  }

  /** Waits until something is so. Fails with what was expected when the connection ends, or the check is over. */
  async until<T>(expected: unknown, look: (tab: this) => T | undefined | false): Promise<T> {
    for (;;) {
      const found = look(this);
      if (found) return found;
      const last = this.texts.at(-1);
      if (this.closed)
        throw new Mismatch(expected, last ?? this.closed, 'The connection was closed instead.');
      if (this.probe.signal.aborted) throw new Mismatch(expected, last ?? 'nothing', 'That did not come.');
      await new Promise<void>((go) => this.#waiting.add(go));
    }
  }

  /** Waits until the backend has said all that it had to say before a pong. */
  async settle(): Promise<void> {
    const t = ++pings + 0.5;
    await this.send({ type: 'ping', t });
    await this.until({ type: 'pong', t }, (tab) => tab.of('pong').some((pong) => pong.t === t));
  }

  /** Appends one entry; gives its place, or the refusal. */
  async append(
    kind: string,
    body: unknown,
    more: Partial<FrameDraft> = {},
  ): Promise<{ id: string; seq: number }> {
    const draft = { id: newId(), kind, body, ...more };
    const outcome = await this.outcome(draft);
    if ('reason' in outcome)
      throw new Mismatch({ type: 'ack', acks: [{ id: draft.id }] }, outcome, `"${kind}" was not taken.`);
    return { id: draft.id, seq: outcome.seq };
  }

  async outcome(draft: FrameDraft): Promise<{ seq: number } | Frame<'refused'>> {
    const { id } = draft;
    await this.send({ type: 'append', entries: [draft] });
    return this.until({ type: 'ack', acks: [{ id, seq: '…' }] }, () => this.decided(id));
  }
  decided(id: string): { id: string; seq: number } | Frame<'refused'> | undefined {
    const acks = this.of('ack').flatMap((frame) => frame.acks);
    return acks.find((ack) => ack.id === id) ?? this.of('refused').find(({ ids }) => ids?.includes(id));
  }

  /** The refusal that ends this connection. Fails at once where one is let in instead. */
  async refusal(expected: object, atDoor: boolean): Promise<Frame<'refused'>> {
    const isFinal = () => this.of('refused').find(({ ids }) => ids === undefined);
    const answer = await this.until(expected, () => isFinal() ?? (atDoor && this.welcome));
    if (answer.type === 'welcome') throw new Mismatch(expected, answer, 'It was let in.');
    return answer;
  }
  async end(): Promise<{ readonly code?: number }> {
    for (;;) {
      if (this.closed) return this.closed;
      if (this.probe.signal.aborted)
        throw new Mismatch('the connection is closed', this.texts.at(-1), 'The connection was not closed.');
      await new Promise<void>((go) => this.#waiting.add(go));
    }
  }

  protected hear(text: string): void {
    this.texts.push(text);
    this.probe.note('frame', text);
    const read = readServerFrame(text);
    if ('frame' in read) this.frames.push(read.frame);
    this.#wake();
  }
  protected over(how: { code?: number }): void {
    this.closed ??= how;
    this.#wake();
  }
  #wake(): void {
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }
}
let pings = 0;

const pathOf = (probe: Probe, { room }: Joining, end: string): string =>
  `${probe.url}/api/rooms/${encodeURIComponent(room)}/${end}`;

class SocketTab extends Tab {
  #socket: WebSocket | undefined;

  async open(): Promise<void> {
    const address = pathOf(this.probe, this.joining, 'socket').replace(/^http/, 'ws');
    const socket = new WebSocket(address, { maxPayload: 64 * 1024 * 1024 });
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.hear(data.toString()));
    socket.on('close', (code) => this.over({ code }));
    await new Promise<void>((resolve, reject) => {
      const expected = `101 from ${address}`;
      socket.on('open', resolve);
      socket.on('error', (error) =>
        reject(new Mismatch(expected, error.message, 'The socket did not open.')),
      );
    });
  }
  async send(frame: object | string): Promise<void> {
    this.#socket?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
  leave(): void {
    this.#socket?.terminate();
  }
}

class StreamTab extends Tab {
  readonly #end = new AbortController();

  async open(): Promise<void> {
    const opened = new Promise<void>((resolve, reject) => this.#read(resolve).catch(reject));
    await opened;
  }
  async #read(opened: () => void): Promise<void> {
    const caller = { base: pathOf(this.probe, this.joining, 'stream') };
    const call = { method: 'POST' as const, body: this.helloFrame, signal: this.#end.signal, opened };
    try {
      for await (const { data } of readEvents(caller, '', call)) this.hear(data);
      opened();
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 405 || status === 501)
        throw new Skip(`This backend has no server-sent events (POST …/stream gave ${status}).`);
      if (!this.#end.signal.aborted)
        throw new Mismatch(
          '200 text/event-stream',
          { status, message: String(error) },
          'There was no stream.',
        );
    } finally {
      this.over({});
    }
  }
  async send(frame: object | string): Promise<void> {
    const { token } = this.joining;
    const response = await fetch(pathOf(this.probe, this.joining, 'frames'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(token !== undefined && { token }), client: this.client, frames: [frame] }),
      signal: this.probe.signal,
    });
    const text = await response.text();
    const { frames } = (json(text) ?? {}) as { frames?: unknown };
    if (!Array.isArray(frames))
      throw new Mismatch({ frames: ['…'] }, text.slice(0, 1000), `POST …/frames gave ${response.status}.`);
    for (const each of frames) this.hear(JSON.stringify(each));
  }
  leave(): void {
    this.#end.abort();
  }
}

const statusOf = (error: unknown): number | undefined =>
  (error as { detail?: { status?: number } } | null)?.detail?.status;
const json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** A tab whose connection is open, and that has said nothing. */
export async function openTab(probe: Probe, joining: Joining, over: Transport = 'socket'): Promise<Tab> {
  const tab = over === 'socket' ? new SocketTab(probe, joining) : new StreamTab(probe, joining);
  await tab.open();
  return tab;
}

/** A tab that has joined, and has all entries up to the head that it was told. */
export async function join(probe: Probe, joining: Joining, over: Transport = 'socket'): Promise<Tab> {
  const tab = await openTab(probe, joining, over);
  if (over === 'socket') await tab.send(tab.helloFrame);
  const expected = { type: 'welcome', protocol: 1, you: '…', role: '…', name: '…', head: '…', now: '…' };
  const { head } = await tab.until(expected, ({ welcome }) => welcome);
  const from = tab.welcome?.snapshot?.seq ?? joining.after ?? 0;
  if (head.seq > from)
    await tab.until({ type: 'entries', entries: [`… up to ${head.seq}`] }, ({ entries }) =>
      entries.some(({ seq }) => seq >= head.seq),
    );
  return tab;
}
