import { isObject, listOf, objectOf, parseJson, textOf, type Json } from './json.js';

/** Why a backend did not do what it was asked, in words that code can tell apart. */
export type WireCode =
  | 'network'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'too-large'
  | 'invalid'
  | 'rate'
  | 'unavailable'
  | 'html'
  | 'server';

/** What is wrong with one field of a request: `configuration.app_url`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A request that failed. `message` is for people: what happened, and what to do next. */
export class WireError extends Error {
  override readonly name = 'WireError';
  constructor(
    readonly code: WireCode,
    message: string,
    readonly detail: {
      readonly status?: number;
      /** The backend's own code: `VALIDATION_ERROR`. */
      readonly own?: string;
      readonly retryAfterMs?: number;
      readonly fields?: readonly FieldProblem[];
      /** What else the error's body said. */
      readonly body?: Json;
    } = {},
  ) {
    super(message);
  }

  /** Whether the same may work later, by itself. */
  get passes(): boolean {
    return PASSING.has(this.code);
  }
}

const PASSING: ReadonlySet<WireCode> = new Set<WireCode>([
  'network',
  'timeout',
  'rate',
  'unavailable',
  'html',
  'server',
]);

const BY_STATUS: Readonly<Record<number, WireCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  422: 'invalid',
  429: 'rate',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
};

const SAYS: Readonly<Record<WireCode, string>> = {
  'network': 'The backend was not reached. Check the connection; it is tried again.',
  'timeout': 'The backend took too long to answer. It is tried again.',
  'unauthorized': 'The backend does not know who this is. Sign in again, or ask for a new link.',
  'forbidden': 'The backend does not allow this. Sign in again, or ask whoever invited you.',
  'not-found': 'The backend does not have this. Check the link.',
  'gone': 'This is over at the backend.',
  'conflict': 'Someone else changed this meanwhile.',
  'too-large': 'This is larger than the backend takes. Make it smaller; nothing here is lost.',
  'invalid': 'The backend did not understand the request.',
  'rate': 'That was too often. Wait a little and try again.',
  'unavailable': 'The backend is not available now. It is tried again.',
  'html': 'The backend answered with a page in the place of data. It may be down, or behind a sign-in.',
  'server': 'Something went wrong at the backend. Try again.',
};

/** The plain words for a failure. */
export const failure = (code: WireCode, detail: WireError['detail'] = {}, said = ''): WireError =>
  new WireError(code, said ? `${SAYS[code]} It said: ${said}` : SAYS[code], detail);

/**
 * What a failed reply means, whichever shape its body has: `{error: text}`, `{error: {message, code}}`, FastAPI's
 * `{detail: text | [{loc, msg}]}`, a page of HTML, or nothing.
 */
export function errorOfReply(status: number, headers: Headers, text: string): WireError {
  const code = BY_STATUS[status] ?? (status >= 500 ? 'server' : 'invalid');
  const wait = retryAfter(headers.get('retry-after'));
  const at = { status, ...(wait !== undefined && { retryAfterMs: wait }) };
  const json = parseJson(text);
  if (!isObject(json)) return failure(isPage(headers, text) && code === 'server' ? 'html' : code, at);
  const fields = fieldsOf(json['detail']);
  const own = ownCode(json);
  const said =
    fields.length > 0 ? fields.map(({ field, message }) => `${field}: ${message}`).join('; ') : saidBy(json);
  return failure(
    code,
    { ...at, body: json, ...(fields.length > 0 && { fields }), ...(own && { own }) },
    said.slice(0, 500),
  );
}

const isPage = (headers: Headers, text: string): boolean =>
  (headers.get('content-type') ?? '').includes('html') || /^\s*<(!doctype|html)/i.test(text);

function saidBy({ error, message, detail, details }: Json): string {
  const inner = objectOf(error);
  return textOf(inner['message']) || textOf(message) || textOf(error) || textOf(detail) || textOf(details);
}

function ownCode({ error, code }: Json): string {
  return textOf(code) || textOf(objectOf(error)['code']);
}

/** FastAPI's list of what is wrong: `loc` begins with where it stood (`body`). */
function fieldsOf(detail: unknown): FieldProblem[] {
  return listOf(detail).flatMap((each) => {
    const { loc, msg } = objectOf(each);
    const path = listOf(loc).map(textOf);
    const field = (path[0] === 'body' || path[0] === 'query' ? path.slice(1) : path).join('.');
    return msg === undefined ? [] : [{ field, message: textOf(msg).slice(0, 500) }];
  });
}

/** No wait that a backend asks for is longer, in milliseconds. */
const LONGEST_WAIT = 60 * 60_000;

/** Seconds, or a date. */
function retryAfter(value: string | null): number | undefined {
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), LONGEST_WAIT) : undefined;
}
