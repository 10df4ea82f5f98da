import { isObject, objectOf, parseJson, textOf, type Json } from '@interview-room/backends/wire';
import { WebSocket } from 'ws';
import { Mismatch, type Probe } from '../../kit/check.js';

/** A socket that keeps all that it hears. It outlives a check: an interview is one talk from its start to its end. */
export class Ear {
  readonly frames: Json[] = [];
  readonly texts: string[] = [];
  closed: number | undefined;
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.hear(data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.closed = code;
      this.wake();
    });
  }

  static async open(probe: Probe, path: string): Promise<Ear> {
    const address = `${probe.url}${path}`.replace(/^http/, 'ws');
    const socket = new WebSocket(address);
    const ear = new Ear(socket);
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(new Mismatch(`101 from ${address}`, why, 'The socket did not open.'));
      socket.once('open', resolve);
      socket.once('error', (error) => fail(error.message));
      probe.signal.addEventListener('abort', () => fail('nothing'), { once: true });
    });
    return ear;
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }
  close(): void {
    this.socket.terminate();
  }

  /** Waits until something was heard. */
  async until<T>(
    probe: Probe,
    expected: unknown,
    look: (frames: readonly Json[]) => T | undefined,
  ): Promise<T> {
    probe.signal.addEventListener('abort', () => this.wake(), { once: true });
    for (;;) {
      const found = look(this.frames);
      if (found !== undefined) return found;
      const last = this.texts.at(-1) ?? 'nothing';
      if (this.closed !== undefined)
        throw new Mismatch(expected, last, `The socket was closed instead (${this.closed}).`);
      if (probe.signal.aborted) throw new Mismatch(expected, last, 'That did not come.');
      await new Promise<void>((go) => this.waiting.add(go));
    }
  }

  private hear(text: string): void {
    this.texts.push(text.slice(0, 2000));
    const frame = parseJson(text);
    if (isObject(frame)) this.frames.push(frame);
    this.wake();
  }
  private wake(): void {
    for (const go of this.waiting) go();
    this.waiting.clear();
  }
}

const NAME = 'ear';

/** The socket of this run. */
export async function earOf(probe: Probe, path: () => Promise<string>): Promise<Ear> {
  const known = probe.shared.get(NAME);
  if (known instanceof Ear && known.closed === undefined) return known;
  const ear = await Ear.open(probe, await path());
  probe.shared.set(NAME, ear);
  return ear;
}

export function closeEar({ shared }: Probe): void {
  const ear = shared.get(NAME);
  if (ear instanceof Ear) ear.close();
}

/** What a frame of either variant tells of, and with what. */
export const eventIn = (frame: Json): { name: string; data: Json } => {
  const data = objectOf(frame['data']);
  return { name: textOf(data['event_type']) || textOf(frame['event_type']), data };
};

/** The first event of a name, with its data. */
export const eventNamed =
  (wanted: string) =>
  (frames: readonly Json[]): Json | undefined =>
    frames.map(eventIn).find(({ name }) => name === wanted)?.data;
export const frameTyped =
  (type: string) =>
  (frames: readonly Json[]): Json | undefined =>
    frames.find((frame) => frame['type'] === type);
