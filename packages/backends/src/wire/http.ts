import { errorOfReply, failure, WireError } from './errors.js';
import { isObject, parseJson } from './json.js';

/** So long a request may take, in milliseconds, and so much of an answer is read, in bytes. */
const TIMEOUT = 20_000;
const LONGEST = 16 * 1024 * 1024;

/** How a dialect reaches its backend. */
export interface Caller {
  fetch?: typeof fetch;
  /** Put before each path. */
  base: string;
  /** Asked anew for each request; sent as a Bearer. */
  token?: () => Promise<string | undefined>;
  /** `include` for a backend that knows people by a cookie. */
  credentials?: RequestCredentials;
}

/** One request. */
export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON; a text is sent as it is. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Let it live on after the page. */
  keepalive?: boolean;
  /** So many bytes are taken of the answer. Default: 16 MB. */
  longest?: number;
}

/**
 * Makes a request and gives its JSON; undefined for an empty body. `{success: true, data}` is unwrapped.
 * @throws {WireError}
 */
export async function callJson(caller: Caller, path: string, call: Call = {}): Promise<unknown> {
  const { text, response } = await exchange(caller, path, call);
  if (text.trim() === '') return undefined;
  const json = parseJson(text);
  if (json === undefined) throw failure('html', { status: response.status });
  const wrapped = isObject(json) && json['success'] === true && 'data' in json;
  return wrapped ? json['data'] : json;
}

/** Makes a request and gives its text. @throws {WireError} */
export async function callText(caller: Caller, path: string, call: Call = {}): Promise<string> {
  return (await exchange(caller, path, call)).text;
}

/** Makes a request and gives what came as it is, and what the backend says that it is. @throws {WireError} */
export async function callBytes(
  caller: Caller,
  path: string,
  call: Call = {},
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const { response, bytes } = await received(caller, path, call);
  return { bytes, type: response.headers.get('content-type') ?? '' };
}

async function exchange(
  caller: Caller,
  path: string,
  call: Call,
): Promise<{ response: Response; text: string }> {
  const { response, bytes } = await received(caller, path, call);
  return { response, text: decoded(bytes) };
}

/** The text of a reply, as far as it is taken. @throws {WireError} where there is more of it. */
export async function textOfReply(response: Response, longest: number = LONGEST): Promise<string> {
  return decoded(await bounded(response, longest));
}

async function received(
  caller: Caller,
  path: string,
  call: Call,
): Promise<{ response: Response; bytes: Uint8Array<ArrayBuffer> }> {
  const limit = AbortSignal.timeout(call.timeoutMs ?? TIMEOUT);
  const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
  try {
    const response = await send(caller, path, call, signal);
    const bytes = await bounded(response, call.longest ?? LONGEST);
    if (!response.ok) throw errorOfReply(response.status, response.headers, decoded(bytes));
    return { response, bytes };
  } catch (error) {
    if (error instanceof WireError) throw error;
    call.signal?.throwIfAborted();
    throw failure(limit.aborted ? 'timeout' : 'network');
  }
}

const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The reply as it comes. Rejects as `fetch` does. */
export async function send(caller: Caller, path: string, call: Call, signal: AbortSignal): Promise<Response> {
  const token = await caller.token?.();
  const isText = typeof call.body === 'string';
  const body =
    call.body === undefined ? undefined : isText ? (call.body as string) : JSON.stringify(call.body);
  return (caller.fetch ?? fetch)(`${caller.base}${path}`, {
    method: call.method ?? 'GET',
    signal,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && {
        'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
      }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...call.headers,
    },
    ...(body !== undefined && { body }),
    ...(caller.credentials && { credentials: caller.credentials }),
    ...(call.keepalive && { keepalive: true }),
  });
}

/** The bytes of a reply, as far as they are taken. */
async function bounded({ body }: Response, longest: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size <= longest) continue;
    await reader?.cancel();
    throw failure('too-large');
  }
  return joined(parts, size);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
