import type { SocketConstructor } from '@interview-room/core';
import { openSocket, parseJson } from '../wire/index.js';

/** So long one step may take, and all of them together, in milliseconds; and so much of an answer is looked at. */
const TIMEOUT = 2_000;
const ALL = 6_000;
const LONGEST = 200_000;
/** What is another in each answer, and says nothing of the path. */
const PASSING = /"(timestamp|requestId)":\s*"[^"]*"/g;

/** An answer, as far as it tells who gave it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The body without the path that was asked for and the time, to tell a "not found" of this path from that of any. */
  readonly text: string;
  /** It is a stream, of which nothing was read. */
  readonly streams: boolean;
}

/** The first that a socket says; neither is there where it opened, and waits to be spoken to. */
export interface Frame {
  /** Where it is JSON. */
  readonly json?: unknown;
  /** Where it is binary. */
  readonly bytes?: Uint8Array | undefined;
}

export interface ProbeOptions {
  /** Without a slash at the end. */
  readonly base: string;
  readonly fetch?: typeof fetch;
  readonly WebSocket?: SocketConstructor;
  /** So long all of it may take. Default: 6 s. */
  readonly patienceMs?: number;
}

/** Asks a backend things that change nothing, and counts them. It has no token, and no cookies of another origin. */
export class Probe {
  /** Whether anybody answered anything. */
  reached = false;
  requests = 0;
  /** When all of it is over, by `performance.now()`. */
  private readonly end: number;

  constructor(private readonly options: ProbeOptions) {
    this.end = performance.now() + (options.patienceMs ?? ALL);
  }

  /** A GET; undefined where no answer comes that may be read. */
  async get(path: string): Promise<Answer | undefined> {
    if (this.left <= 0) return undefined;
    const { base } = this.options;
    this.requests++;
    try {
      const ask = this.options.fetch ?? fetch;
      const headers = { accept: 'application/json' };
      const reply = await ask(`${base}${path}`, { headers, signal: AbortSignal.timeout(this.left) });
      this.reached = true;
      const streams = (reply.headers.get('content-type') ?? '').includes('event-stream');
      const text = streams ? await nothingOf(reply) : await textOf(reply);
      const bare = text.replaceAll(path, '').replace(PASSING, '');
      return { status: reply.status, body: parseJson(text), text: bare, streams };
    } catch {
      return undefined;
    }
  }

  /** The first frame of a socket, which is closed then; undefined where it does not open, or closes at once. */
  async firstFrame(path: string): Promise<Frame | undefined> {
    if (this.left <= 0) return undefined;
    const { base, WebSocket } = this.options;
    this.requests++;
    const signal = AbortSignal.timeout(this.left);
    try {
      let heard: (frame: Frame | undefined) => void = () => {};
      const first = new Promise<Frame | undefined>((resolve) => (heard = resolve));
      signal.addEventListener('abort', () => heard({}), { once: true });
      const socket = await openSocket({ url: `${base}${path}`, Socket: WebSocket, signal }, (text, bytes) =>
        heard(text.length > LONGEST ? undefined : bytes ? { bytes } : { json: parseJson(text) ?? text }),
      );
      this.reached = true;
      void socket.closed.then(() => heard(undefined));
      const frame = await first;
      socket.close();
      return frame;
    } catch {
      return undefined;
    }
  }

  /** So long a step may take that begins now. */
  private get left(): number {
    return Math.max(0, Math.min(TIMEOUT, Math.ceil(this.end - performance.now())));
  }
}

async function nothingOf({ body }: Response): Promise<string> {
  await body?.cancel();
  return '';
}

async function textOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (text.length <= LONGEST) continue;
    await reader.cancel();
    return '';
  }
  return text + decoder.decode();
}
