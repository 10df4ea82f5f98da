import { WebSocket } from 'ws';
import { Mismatch, type Probe } from '../../kit/check.js';

export type Json = Readonly<Record<string, unknown>>;
export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A frame of a task's stream. */
export interface Frame {
  readonly event_type: string;
  readonly data: Json;
}

/** A task's stream, opened. */
export interface Stream {
  /** What came and was no frame. */
  readonly texts: readonly string[];
  readonly closed: Promise<number>;
  send(text: string): void;
  /** Gives the frames once they are so. Fails with what was expected when it closes, or the check has taken too long. */
  until(done: (frames: readonly Frame[]) => boolean, expected: unknown): Promise<readonly Frame[]>;
  close(): void;
}

/** Opens the stream of a task. Rejects where it is refused. */
export function follow(probe: Probe, id: string): Promise<Stream> {
  const headers = probe.token ? { authorization: `Bearer ${probe.token}` } : {};
  const socket = new WebSocket(`${probe.url.replace(/^http/, 'ws')}/tasks/${id}/stream`, { headers });
  const frames: Frame[] = [];
  const texts: string[] = [];
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  socket.on('message', (data: Buffer) => {
    const frame = frameOf(data.toString());
    probe.note('frame', frame ?? data.toString());
    if (frame) frames.push(frame);
    else texts.push(data.toString());
    changed();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  void closed.then(changed);
  const close = () => socket.close();
  probe.signal.addEventListener('abort', () => (socket.terminate(), changed()), { once: true });
  const until: Stream['until'] = (done, expected) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const over = probe.signal.aborted || socket.readyState >= socket.CLOSING;
        if (!done(frames) && !over) return;
        listeners.delete(look);
        if (done(frames)) resolve(frames);
        else reject(new Mismatch(expected, frames.at(-1) ?? 'nothing', 'It did not come.'));
      };
      listeners.add(look);
      look();
    });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => resolve({ texts, closed, until, close, send: (text) => socket.send(text) }));
  });
}

function frameOf(text: string): Frame | undefined {
  try {
    const { event_type, data } = objectOf(JSON.parse(text));
    return typeof event_type === 'string' ? { event_type, data: objectOf(data) } : undefined;
  } catch {
    return undefined;
  }
}
