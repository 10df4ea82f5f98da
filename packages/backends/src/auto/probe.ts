import type { SocketConstructor } from '@interview-room/core';
import { openSocket, parseJson } from '../wire/index.js';

/** So long one step may take, in milliseconds, and so much of an answer is looked at. */
const TIMEOUT = 2_000;
const LONGEST = 200_000;

/** An answer, as far as it tells who gave it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The body without the path that was asked for, to tell a "not found" of this path from that of any. */
  readonly text: string;
}

export interface ProbeOptions {
  /** Without a slash at the end. */
  readonly base: string;
  readonly fetch?: typeof fetch;
  readonly WebSocket?: SocketConstructor;
}

/** Asks a backend things that change nothing, and counts them. */
export class Probe {
  /** Whether anybody answered anything. */
  reached = false;
  requests = 0;

  constructor(private readonly options: ProbeOptions) {}

  /** A GET; undefined where no answer comes that may be read. */
  async get(path: string): Promise<Answer | undefined> {
    const { base } = this.options;
    this.requests++;
    try {
      const ask = this.options.fetch ?? fetch;
      const headers = { accept: 'application/json' };
      const reply = await ask(`${base}${path}`, { headers, signal: AbortSignal.timeout(TIMEOUT) });
      this.reached = true;
      const text = await textOf(reply);
      return { status: reply.status, body: parseJson(text), text: text.replaceAll(path, '') };
    } catch {
      return undefined;
    }
  }

  /** The first frame of a socket, which is closed then; undefined where it does not open or says nothing. */
  async firstFrame(path: string): Promise<unknown> {
    const { base, WebSocket } = this.options;
    this.requests++;
    const signal = AbortSignal.timeout(TIMEOUT);
    try {
      let heard: (text: string | undefined) => void = () => {};
      const first = new Promise<string | undefined>((resolve) => (heard = resolve));
      signal.addEventListener('abort', () => heard(undefined), { once: true });
      const socket = await openSocket({ url: `${base}${path}`, Socket: WebSocket, signal }, heard);
      this.reached = true;
      void socket.closed.then(() => heard(undefined));
      const text = await first;
      socket.close();
      return text === undefined || text.length > LONGEST ? undefined : parseJson(text);
    } catch {
      return undefined;
    }
  }
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
