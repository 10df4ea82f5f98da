import type { ChatEvent, Dialect } from './events.js';
import type { Frame } from './frames.js';
import type { ChatRequest } from './message.js';

/** Reads the frames of one answer. Knows nothing of bytes, and never throws for what a server sends, but for TooLong. */
export interface Parser {
  /** What a frame means. */
  read(frame: Frame): ChatEvent[];
  /** What is still to be said when the stream is over. Without a `finish` in it, the answer was cut. */
  end(): ChatEvent[];
}

/** What is asked of a server. */
export interface WireRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body?: unknown;
}

/** All that is particular to a dialect. */
export interface DialectRow {
  readonly dialect: Dialect;
  /** Whether the whole body is the answer, without frames. */
  readonly plain?: boolean;
  /** Whether a stream with this frame is of the dialect. */
  detect(frame: Frame): boolean;
  /** Whether a reply with these headers is of the dialect, whatever is in it. */
  detectHeaders?(headers: Headers): boolean;
  parser(): Parser;
  /** What is POSTed; `endpoint` tells the variants of a dialect apart. */
  body(request: ChatRequest, endpoint?: string): unknown;
  /** Where and how to ask, if not by a POST of the body to the endpoint. */
  request?(request: ChatRequest, endpoint: string): WireRequest;
  readonly headers?: Readonly<Record<string, string>>;
  /** The headers for a key or token; `Authorization: Bearer` if absent. */
  authorize?(token: string): Readonly<Record<string, string>>;
  /** Where an answer that was cut can be had further. */
  resume?(request: ChatRequest, endpoint: string): string;
}
