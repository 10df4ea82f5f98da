import { WebSocket } from 'ws';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { Mismatch, type Probe } from '../../kit/check.js';
import { Frames, presences, presencesIn, type Frame, type Presence } from '../../stand-ins/yjs/frames.js';

/** A program that is in a room of a Yjs server. */
export class Peer {
  readonly doc = new Doc();
  readonly heard: Frame[] = [];
  readonly present = new Map<number, Presence>();
  readonly #frames: Frames;
  readonly #listeners = new Set<() => void>();
  #clock = 0;

  private constructor(
    private readonly probe: Probe,
    readonly room: string,
    private readonly socket: WebSocket,
    private readonly named: boolean,
  ) {
    this.#frames = new Frames(named);
    socket.on('message', (data: Buffer) => this.#hear(data));
    socket.on('close', () => this.#changed());
    socket.on('error', () => this.#changed());
    probe.signal.addEventListener('abort', () => this.close(), { once: true });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send('update', update);
    });
  }

  /** Joins a room as its dialect has it, with the probe's token, and waits until it has all that is there. */
  static async join(probe: Probe, room: string, doc?: Doc): Promise<Peer> {
    const peer = await Peer.open(probe, room, probe.token, doc);
    peer.ask();
    await peer.until(({ heard }) => heard.some(({ kind }) => kind === 'step2'), 'the answer to a first step: [0, 1, update]'); // prettier-ignore
    return peer;
  }

  /** Opens a connection, and proves who it is where the dialect has that; with what it has already. */
  static async open(probe: Probe, room: string, token = probe.token ?? '', doc?: Doc): Promise<Peer> {
    const named = probe.dialect === 'hocuspocus';
    const base = probe.url.replace(/^http/, 'ws');
    const address = named
      ? base
      : `${base}/${encodeURI(room)}${token && `?token=${encodeURIComponent(token)}`}`;
    const socket = new WebSocket(address);
    const peer = new Peer(probe, room, socket, named);
    if (doc) applyUpdate(peer.doc, encodeStateAsUpdate(doc), peer);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    if (named) socket.send(peer.#frames.auth(room, 0, token));
    return peer;
  }

  ask(): void {
    this.send('step1', encodeStateVector(this.doc));
  }
  send(kind: 'step1' | 'step2' | 'update', bytes: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN)
      this.socket.send(this.#frames.sync(this.room, kind, bytes));
  }
  /** Says where this one is. */
  appear(state: object): void {
    const own = { client: this.doc.clientID, clock: ++this.#clock, state: JSON.stringify(state) };
    this.socket.send(this.#frames.awareness(this.room, presences([own])));
  }
  close(): void {
    this.socket.close();
  }

  /** Waits until it holds; fails with what was expected when the connection ends, or the check has taken too long. */
  until(holds: (peer: this) => boolean, expected: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const over = this.socket.readyState >= WebSocket.CLOSING || this.probe.signal.aborted;
        if (!holds(this) && !over) return;
        this.#listeners.delete(look);
        if (holds(this)) return resolve();
        const last = this.heard.at(-1);
        reject(new Mismatch(expected, last ? shown(last) : 'nothing', 'It did not come.'));
      };
      this.#listeners.add(look);
      look();
    });
  }

  #hear(data: Buffer): void {
    try {
      const frame = this.#frames.read(data);
      this.probe.note('frame', shown(frame));
      if (this.named && frame.room !== this.room) return;
      this.heard.push(frame);
      this.#take(frame);
    } catch (error) {
      this.probe.note('a frame that cannot be read', String(error));
    }
    this.#changed();
  }

  #take({ kind, bytes }: Frame): void {
    if (kind === 'step1') this.send('step2', encodeStateAsUpdate(this.doc, bytes));
    if (kind === 'step2' || kind === 'update') applyUpdate(this.doc, bytes, this);
    if (kind === 'awareness') for (const each of presencesIn(bytes)) this.present.set(each.client, each);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A frame for people. */
const shown = ({ room, kind, bytes, text, number }: Frame): object => ({
  ...(room && { room }),
  kind,
  ...(bytes.length > 0 && { bytes: Buffer.from(bytes.subarray(0, 60)).toString('base64') }),
  ...(text && { text }),
  ...(number && { number }),
});
