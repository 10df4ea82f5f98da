import { dialects, rowOf } from './dialects.js';
import type { ChatEvent, ChatFailure, Dialect } from './events.js';
import { failure, failureOfReply } from './failure.js';
import type { ChatRequest, ChatTransport } from './message.js';
import { parseStream } from './parse-stream.js';
import type { DialectRow } from './parser.js';
import { Replay } from './replay.js';
import { pause, waitBefore, type Retries } from './retries.js';

type Given<T> = T | (() => T | Promise<T>);

/** Where a model answers, and how it is asked. */
export interface HttpTransportOptions {
  readonly endpoint: string;
  /** The wire of the answer, and of the question: `auto` asks as the AI SDK does, and finds out what comes back. */
  readonly dialect?: Dialect | 'auto';
  readonly headers?: Given<HeadersInit>;
  /** A key or token; a function is asked before each request. */
  readonly token?: Given<string>;
  /** How often a request is made again that failed before the answer began; 2 if not given. */
  readonly retries?: number | Retries;
  readonly fetch?: typeof fetch;
  /** Whether cookies go along; `include` for another origin's. */
  readonly credentials?: RequestCredentials;
  /** Makes the body in place of the dialect's own. */
  readonly body?: (request: ChatRequest, usual: unknown) => unknown;
}

interface Asked {
  readonly options: HttpTransportOptions;
  readonly request: ChatRequest;
  readonly row: DialectRow;
  readonly retries: Required<Retries>;
  readonly signal: AbortSignal;
}

type Reply = { readonly response: Response } | { readonly failed: ChatFailure };

const stopped: ChatEvent = { type: 'finish', reason: 'stopped' };
const longestErrorBody = 64 * 1024;

const given = <T>(value: Given<T> | undefined): T | undefined | Promise<T> =>
  typeof value === 'function' ? (value as () => T | Promise<T>)() : value;

/**
 * Asks a model over HTTP. What fails before the answer begins is tried again, with growing pauses; an answer that is
 * cut is resumed where the dialect can, and ends with an `error` with the code `cut` where it cannot.
 * The signal closes the connection, and the answer ends with `finish` and the reason `stopped`.
 */
export function httpTransport(options: HttpTransportOptions): ChatTransport {
  const { dialect = 'auto', retries = {} } = options;
  const row = rowOf(dialect === 'auto' ? (dialects[0] ?? 'ai-sdk') : dialect);
  const limits = { times: 2, firstMs: 500, longestMs: 20_000 };
  return async function* ask(request, { signal }) {
    // A consumer that walks away closes the connection just as the signal does.
    const own = new AbortController();
    const stop = (): void => own.abort(signal.reason);
    if (signal.aborted) return yield stopped;
    signal.addEventListener('abort', stop, { once: true });
    try {
      const asked: Asked = {
        options,
        request,
        row,
        retries: { ...limits, ...(typeof retries === 'number' ? { times: retries } : retries) },
        signal: own.signal,
      };
      for await (const event of answer(asked)) {
        if (signal.aborted) return yield stopped;
        yield event;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      own.abort();
    }
  };
}

/** Asks until an answer begins, and gives it to its end. */
async function* answer(asked: Asked): AsyncGenerator<ChatEvent> {
  for (let attempt = 0; ; attempt++) {
    const reply = await send(asked);
    let failed: ChatFailure;
    if ('failed' in reply) {
      failed = reply.failed;
    } else {
      const cut = yield* stream(asked, reply.response);
      if (!cut) return;
      failed = cut;
    }
    const wait = waitBefore(attempt, failed, asked.retries);
    if (wait === undefined) return yield { ...failed, type: 'error' };
    if (!(await pause(wait, asked.signal))) return yield stopped;
  }
}

/** Gives an answer to its end, resumed as often as may be. Returns a failure if there was nothing of it yet. */
async function* stream(asked: Asked, response: Response): AsyncGenerator<ChatEvent, ChatFailure | undefined> {
  const replay = new Replay((dialect) => rowOf(dialect).resume !== undefined);
  let cut = yield* read(asked, response, replay);
  if (cut && replay.empty) return cut;
  for (let attempt = 0; cut && attempt < asked.retries.times; attempt++) {
    const resumed = await resume(asked, replay.dialect);
    if (!resumed) break;
    replay.again();
    cut = yield* read(asked, resumed, replay);
    if (cut && !(await pause(waitBefore(attempt, cut, asked.retries) ?? 0, asked.signal))) break;
  }
  if (cut) yield { ...cut, type: 'error' };
  return undefined;
}

/** Gives the events of a reply that were not given before; returns the failure if it was cut. */
async function* read(
  { options }: Asked,
  { body, headers }: Response,
  replay: Replay,
): AsyncGenerator<ChatEvent, ChatFailure | undefined> {
  const dialect = replay.dialect ?? options.dialect ?? 'auto';
  if (!body) return failure('cut');
  for await (const event of parseStream(dialect, body, headers)) {
    // The signal has the last word, in `ask`.
    if (event.type === 'error' && event.code === 'cut') return event;
    yield* replay.fresh(event);
  }
  return undefined;
}

async function resume(asked: Asked, dialect: Dialect | undefined): Promise<Response | undefined> {
  const row = dialect && rowOf(dialect);
  if (!row?.resume || asked.signal.aborted) return undefined;
  const url = row.resume(asked.request, asked.options.endpoint);
  const reply = await send(asked, { url, method: 'GET' });
  // 204: there is no answer under way.
  return 'response' in reply && reply.response.status === 200 ? reply.response : undefined;
}

/** Makes one request. What is no answer is a failure. */
async function send(asked: Asked, wire = wireOf(asked)): Promise<Reply> {
  const { options, row, signal } = asked;
  try {
    const headers = await headersOf(options, row, wire.body !== undefined);
    const response = await (options.fetch ?? fetch)(wire.url, {
      method: wire.method,
      headers,
      signal,
      ...(wire.body === undefined ? {} : { body: JSON.stringify(wire.body) }),
      ...(options.credentials ? { credentials: options.credentials } : {}),
    });
    if (response.ok) return { response };
    return { failed: failureOfReply(response.status, response.headers, await beginningOf(response)) };
  } catch (error) {
    return { failed: error instanceof NoToken ? failure('unauthorized') : failure('network') };
  }
}

function wireOf({ options, row, request }: Asked): { url: string; method: 'GET' | 'POST'; body?: unknown } {
  const { endpoint, body } = options;
  const wire = row.request?.(request, endpoint) ?? {
    url: endpoint,
    method: 'POST' as const,
    body: row.body(request, endpoint),
  };
  return body && wire.body !== undefined ? { ...wire, body: body(request, wire.body) } : wire;
}

/** The key or token could not be had. */
class NoToken extends Error {}

async function headersOf(options: HttpTransportOptions, row: DialectRow, json: boolean): Promise<Headers> {
  let token: string | undefined;
  let own: HeadersInit | undefined;
  try {
    token = await given(options.token);
    own = await given(options.headers);
  } catch (error) {
    throw new NoToken('', { cause: error });
  }
  const headers = new Headers({ accept: 'text/event-stream, text/plain;q=0.5', ...row.headers });
  if (json) headers.set('content-type', 'application/json');
  const key = token && (row.authorize?.(token) ?? { authorization: `Bearer ${token}` });
  for (const [name, value] of Object.entries(key || {})) headers.set(name, value);
  new Headers(own).forEach((value, name) => headers.set(name, value));
  return headers;
}

/** As much of an error's body as is worth reading. */
async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < longestErrorBody) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // What came of it will do.
  }
  reader.cancel().catch(() => {});
  return text;
}
