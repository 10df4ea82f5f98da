import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import type { Interview, Listener, World } from './state.js';

/** What a route is given. */
export interface Context {
  readonly world: World;
  readonly interview: Interview;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** What stands in the place of `*` in the route's path. */
  readonly rest: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
  readonly text: string;
  /** Answers, in whichever of the two shapes. */
  ok(data: unknown, status?: number): void;
  /** Answers a text as it is. */
  plain(text: string): void;
  /** Answers with an error, in whichever of the three shapes. */
  fail(status: number, message: string, more?: Readonly<Record<string, unknown>>): void;
  /** Answers with a stream of server-sent events, which stays open. */
  stream(): Listener;
}

/** One path of the backend, under `/api/interview/{id}/`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `chat/history`; a `*` at the end stands for one part or more. */
  readonly path: string;
  /** The variants that have it. Default: all. */
  readonly variants?: readonly string[];
  handle(context: Context): void | Promise<void>;
}

/** A path that is upgraded to a WebSocket. It may stand anywhere: a tunnel is not under the interview. */
export interface SocketRoute {
  /** The whole path, without its query. */
  readonly path: string;
  readonly protocol?: string;
  handle(socket: WebSocket, world: World): void;
}

const CODES: Readonly<Record<number, string>> = {
  400: 'VALIDATION_ERROR',
  401: 'AUTHENTICATION_ERROR',
  403: 'AUTHORIZATION_ERROR',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'DATABASE_ERROR',
};

/** Finds the route of a path, and what stands for its `*`. */
export function routeOf(
  routes: readonly Route[],
  { method, path, variant }: { method: string; path: string; variant: string },
): { route: Route; rest: string } | undefined {
  for (const route of routes) {
    if (route.method !== method || route.variants?.includes(variant) === false) continue;
    if (route.path === path) return { route, rest: '' };
    const stem = route.path.endsWith('/*') ? route.path.slice(0, -1) : undefined;
    if (stem && path.startsWith(stem) && path.length > stem.length)
      return { route, rest: decodeURIComponent(path.slice(stem.length)) };
  }
  return undefined;
}

/** The ways to answer. */
export function answers(
  world: World,
  interview: Interview,
  path: string,
  response: ServerResponse,
): Pick<Context, 'ok' | 'plain' | 'fail' | 'stream'> {
  const { manner } = world;
  const json = (status: number, body: unknown, headers = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
  return {
    ok: (data, status = 200) =>
      json(status, manner.success === 'wrapped' ? { success: true, data, meta: meta() } : data),
    plain: (text) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(text);
    },
    fail: (status, message, more = {}) => {
      const { retryAfter, ...rest } = more;
      json(statusOf(world, status), errorBody(world, status, message, rest), {
        ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      });
    },
    stream: () => listen(world, interview, path, response),
  };
}

const meta = () => ({ timestamp: new Date().toISOString(), requestId: randomUUID() });

/** Where errors bear a code, who is not signed in is told 403. */
const statusOf = ({ manner }: World, status: number): number =>
  manner.errors === 'coded' && status === 401 ? 403 : status;

function errorBody({ manner }: World, status: number, message: string, more: object): object {
  const code = CODES[status] ?? 'SERVICE_ERROR';
  if (manner.errors === 'coded') return { error: message, code, ...more };
  if (manner.errors === 'wrapped')
    return { success: false, error: { message, code, ...more }, meta: meta(), ...more };
  return { error: message, ...more };
}

function listen(world: World, interview: Interview, path: string, response: ServerResponse): Listener {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  const broken = isStruck(++world.connections, world.faults.drop);
  const ping = setInterval(() => response.write(': ping\n\n'), 15_000);
  const send = (name: string | undefined, data: unknown) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    const lines = text.split('\n').map((line) => `data: ${line}\n`);
    later(world, () => {
      if (response.destroyed) return;
      response.write(`${name === undefined ? '' : `event: ${name}\n`}${lines.join('')}\n`);
      if (broken) setTimeout(() => response.destroy(), 20);
    });
  };
  const listener: Listener = { path, response, send, close: () => later(world, () => response.end()) };
  const gone = () => {
    clearInterval(ping);
    interview.listeners.delete(listener);
  };
  interview.listeners.add(listener);
  response.on('close', gone);
  // Whoever asked may have gone before the answer.
  if (response.destroyed) gone();
  return listener;
}

/** Whether a fault that strikes every so many-th strikes this one. */
export const isStruck = (count: number, every: number): boolean => every > 0 && count % every === 0;

/** At once, or as much later as the faults say. Order is kept. */
export function later({ faults }: World, act: () => void): void {
  if (faults.delayMs > 0) setTimeout(act, faults.delayMs);
  else act();
}
