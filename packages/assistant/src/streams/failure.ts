import type { ChatErrorCode, ChatFailure } from './events.js';
import { isObject, listOf, objectOf, parseJson, someText } from './json.js';
import { failures, saying } from './own-words.js';

/** Codes whose sentence is clearer with what the server said. */
const withDetail: readonly ChatErrorCode[] = ['bad-request', 'not-found', 'model', 'unknown', 'overloaded'];

/** What is known of a failure. */
export interface Failing {
  /** What the server said, word for word. */
  readonly detail?: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

/** A failure in plain words. */
export function failure(code: ChatErrorCode, { detail, retryable, retryAfterMs }: Failing = {}): ChatFailure {
  const [sentence, usually] = failures[code];
  const said = detail && withDetail.includes(code) ? saying(detail.slice(0, 300)) : '';
  const wait = code === 'rate-limited' && retryAfterMs ? ` (${Math.ceil(retryAfterMs / 1000)} s)` : '';
  return {
    code,
    message: sentence.replace('Wait a moment', `Wait a moment${wait}`) + said,
    retryable: retryable ?? usually,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Whether it is one of our codes. */
export function isErrorCode(value: unknown): value is ChatErrorCode {
  return typeof value === 'string' && Object.hasOwn(failures, value);
}

/** What providers call their errors, the particular before the general. */
const particular: readonly (readonly [RegExp, ChatErrorCode])[] = [
  [/context_length|too_long|too_large|string_above_max/i, 'too-long'],
  [/insufficient_quota|billing|credit|payment/i, 'budget'],
  [/rate_?limit|resource_exhausted/i, 'rate-limited'],
  [/overloaded|unavailable|busy|timeout/i, 'overloaded'],
  [/api_key|authentication|unauthori[sz]ed|unauthenticated/i, 'unauthorized'],
  [/permission|forbidden|not-allowed|^authorization/i, 'forbidden'],
  [/not_found/i, 'not-found'],
  [/content_filter|content_policy|responsible/i, 'model'],
];
const general: readonly (readonly [RegExp, ChatErrorCode])[] = [
  [/invalid_request|bad_request|invalid_argument|validation|invalid_value/i, 'bad-request'],
  [/server_error|api_error|internal|service_error|database|failed/i, 'model'],
];
const statuses: Readonly<Record<number, ChatErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  402: 'budget',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  408: 'overloaded',
  413: 'too-long',
  422: 'bad-request',
  429: 'rate-limited',
  503: 'overloaded',
  504: 'overloaded',
  529: 'overloaded',
};

const matching = (table: typeof general, names: readonly string[]): ChatErrorCode | undefined =>
  names.flatMap((name) => table.filter(([pattern]) => pattern.test(name)).map(([, code]) => code))[0];

const ofStatus = (status: number): ChatErrorCode | undefined =>
  statuses[status] ?? (status >= 500 ? 'model' : status >= 400 ? 'bad-request' : undefined);

/** What an error body says, in any of the shapes that servers have: nested, flat, a text, FastAPI's `detail`. */
function readError(json: unknown): {
  names: string[];
  status?: number;
  message?: string;
  retryable?: boolean;
} {
  const outer = objectOf(json);
  const inner = isObject(outer['error']) ? outer['error'] : outer;
  const codes = [inner['code'], inner['type'], inner['error'], outer['type'], inner['status']];
  const detail = outer['detail'];
  const message =
    someText(inner['message']) ??
    someText(outer['message']) ??
    someText(outer['errorText']) ??
    someText(outer['error']) ??
    someText(detail) ??
    someText(objectOf(listOf(detail)[0])['msg']) ??
    someText(json);
  const status = [inner['code'], inner['status'], outer['status']].find((value) => typeof value === 'number');
  return {
    names: codes.filter((code): code is string => typeof code === 'string'),
    ...(typeof status === 'number' ? { status } : {}),
    ...(message === undefined ? {} : { message }),
    ...(typeof outer['retryable'] === 'boolean' ? { retryable: outer['retryable'] } : {}),
  };
}

/** What an error that came as JSON means: in a stream, or with an HTTP status. */
export function failureOf(json: unknown, status?: number, retryAfterMs?: number): ChatFailure {
  const error = readError(json);
  const ours = error.names.find(isErrorCode);
  const rest = {
    ...(error.retryable === undefined ? {} : { retryable: error.retryable }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  // A server of ours says it in its own words, the best there are.
  if (ours)
    return { ...failure(ours, rest), ...(error.message ? { message: error.message.slice(0, 1000) } : {}) };
  const tooLong = /context (length|window)|maximum context|prompt is too long|too many tokens/i;
  const code = tooLong.test(error.message ?? '')
    ? 'too-long'
    : (matching(particular, error.names) ??
      ofStatus(status ?? error.status ?? 0) ??
      matching(general, error.names) ??
      'model');
  return failure(code, { ...rest, ...(error.message ? { detail: error.message } : {}) });
}

/** Whether a text is the beginning of a web page. */
export const isPage = (text: string): boolean => /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(text);

/** What a reply that is no answer means. */
export function failureOfReply(
  status: number,
  headers: Headers,
  body: string,
  now = Date.now(),
): ChatFailure {
  const retryAfterMs = retryAfter(headers, now);
  const page = headers.get('content-type')?.includes('html') === true || isPage(body);
  if (page && (status < 400 || status >= 500)) {
    return failure('html', {
      retryable: status >= 500,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  return failureOf(page ? undefined : (parseJson(body) ?? body.trim()), status, retryAfterMs);
}

const longestWaitMs = 3_600_000;

/** How long a server wants to be left alone: seconds, a date, or `retry-after-ms`. An hour at most. */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = headers.get('retry-after-ms');
  const value = headers.get('retry-after')?.trim();
  const wait = milliseconds
    ? Number(milliseconds)
    : !value
      ? NaN
      : /^\d+(\.\d+)?$/.test(value)
        ? Number(value) * 1000
        : // By the server's own clock where it says it.
          Date.parse(value) - (Date.parse(headers.get('date') ?? '') || now);
  return Number.isFinite(wait) ? Math.min(Math.max(Math.round(wait), 0), longestWaitMs) : undefined;
}
