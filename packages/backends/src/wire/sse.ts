import { EventSourceParserStream } from 'eventsource-parser/stream';
import { errorOfReply, failure } from './errors.js';
import { send, textOfReply, type Call, type Caller } from './http.js';
import { parseJson } from './json.js';

/** So much of an event that does not end is held, in characters; then the stream is given up. */
const LONGEST = 8 * 1024 * 1024;

/** One event of a stream. */
export interface ServerEvent {
  /** What its line `event:` says. */
  readonly event?: string;
  readonly id?: string;
  readonly data: string;
  /** The data as JSON; undefined where it is none. */
  readonly json: unknown;
}

/**
 * Reads a stream of server-sent events, once: it ends when the stream does. Over `fetch`, since `EventSource` can neither POST
 * nor set headers. Without a sign of life for `silenceMs` it ends too.
 * @throws {WireError} where there is no stream, or it breaks.
 */
export async function* readEvents(
  caller: Caller,
  path: string,
  { silenceMs, opened, ...call }: Call & { silenceMs?: number; opened?: () => void } = {},
): AsyncGenerator<ServerEvent> {
  const own = new AbortController();
  const signal = call.signal ? AbortSignal.any([call.signal, own.signal]) : own.signal;
  const headers = { accept: 'text/event-stream', ...call.headers };
  const watch = watchdog(silenceMs, () => own.abort());
  try {
    const response = await send(caller, path, { ...call, headers }, signal).catch(() => undefined);
    if (!response) throw failure('network');
    if (!response.ok) throw errorOfReply(response.status, response.headers, await textOfReply(response));
    const type = response.headers.get('content-type') ?? '';
    if (!response.body || !type.includes('event-stream'))
      throw failure(type.includes('html') ? 'html' : 'server');
    opened?.();
    yield* events(response.body.pipeThrough(watch.through), signal);
  } finally {
    watch.stop();
    own.abort();
  }
}

/** The events of a reply that is a stream of them. @throws {WireError} where it breaks. */
export async function* events(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: LONGEST }))
    .getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const { event, id, data } = part.value;
      yield {
        data,
        json: parseJson(data),
        ...(event !== undefined && { event }),
        ...(id !== undefined && { id }),
      };
    }
  } catch {
    if (!signal.aborted) throw failure('network');
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Lets bytes pass, and calls `silent` when none did for so long. */
function watchdog(ms: number | undefined, silent: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    if (ms !== undefined) timer = setTimeout(silent, ms);
  };
  heard();
  const through = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, on) {
      heard();
      on.enqueue(bytes);
    },
  });
  return { through, stop: () => clearTimeout(timer) };
}
