import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';

/** A connection that stays: a socket, or a stream of server-sent events. */
export interface Line {
  readonly kind: 'socket' | 'stream';
  /**
   * Sends a frame: text and bytes as they are, all else as JSON. On a stream it is the `data` of an event, whose `event:` line
   * is `event`; without one the event is unnamed.
   */
  send(frame: unknown, event?: string): void;
  /** A comment, on a stream: `: ping`. */
  comment(text: string): void;
  /** Calls back at each frame that comes, on a socket. `bytes` is for those who send binary ones. */
  onFrame(listener: (text: string, bytes: Uint8Array) => void): void;
  /** Calls back once it is closed, by whomever. */
  onClose(listener: () => void): void;
  /** Ends it as the dialect would. The frames before are sent first. */
  close(code?: number, reason?: string): void;
  /** Breaks it without a word. */
  cut(): void;
}

/** What a line is made with. */
export interface Wiring {
  /** Does each thing in its turn, as late as the faults have it. */
  readonly queue: (work: () => void) => void;
  /** Whether it breaks after its first frame. */
  readonly breaks: boolean;
  /** Told of each frame that came. */
  readonly heard: (text: string) => void;
}

const written = (frame: unknown): string => (typeof frame === 'string' ? frame : JSON.stringify(frame));

export function socketLine(socket: WebSocket, { queue, breaks, heard }: Wiring): Line {
  const cut = () => socket.terminate();
  socket.on('error', cut);
  socket.on('message', (data: Buffer) => {
    heard(data.toString());
    if (breaks) queue(cut);
  });
  return {
    kind: 'socket',
    cut,
    comment: () => undefined,
    onFrame: (listener) => socket.on('message', (data: Buffer) => listener(data.toString(), data)),
    onClose: (listener) => socket.on('close', listener),
    close: (code, reason) => queue(() => socket.close(code, reason)),
    send: (frame) =>
      queue(() => {
        if (socket.readyState === socket.OPEN)
          socket.send(frame instanceof Uint8Array ? frame : written(frame));
        // After it has gone out: what is under way would be lost with the connection.
        if (breaks) setImmediate(cut);
      }),
  };
}

export function streamLine(response: ServerResponse, { queue, breaks }: Wiring): Line {
  const cut = () => response.destroy();
  response.on('error', cut);
  const write = (text: string) =>
    queue(() => {
      if (response.writable) response.write(text, () => breaks && cut());
    });
  return {
    kind: 'stream',
    cut,
    comment: (text) => write(`: ${text}\n\n`),
    onFrame: () => undefined,
    onClose: (listener) => response.on('close', listener),
    close: () => queue(() => response.end()),
    send: (frame, event) => {
      const data = written(frame).replace(/\r\n|\r|\n/g, '\ndata: ');
      write(`${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`);
    },
  };
}
