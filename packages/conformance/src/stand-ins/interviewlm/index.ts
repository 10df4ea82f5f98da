import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { StandIn, StandInOptions } from '../stand-in.js';
import { chatRoutes } from './chat.js';
import { fileRoutes } from './files.js';
import { answers, isStruck, later, routeOf, type Context, type Route, type SocketRoute } from './router.js';
import { runRoutes } from './run.js';
import { begun, sessionRoutes } from './session.js';
import { World } from './state.js';
import { terminalRoutes, terminalSockets } from './terminal.js';

export { hiddenOutputs } from './questions.js';
export { tellChange } from './files.js';
export { Interview, World, type Manner } from './state.js';
export type { Context, Route, SocketRoute } from './router.js';

const routes: readonly Route[] = [
  ...sessionRoutes,
  ...fileRoutes,
  ...chatRoutes,
  ...runRoutes,
  ...terminalRoutes,
];
const sockets: readonly SocketRoute[] = terminalSockets;
const PREFIX = /^\/api\/interview\/([^/]+)\/(.+)$/;
const MOST = 20 * 1024 * 1024;

/** The stand-in, and its inside for those who test against it. */
export interface InterviewLmStandIn extends StandIn {
  readonly world: World;
}

/** Starts an `interviewlm` that is written from its contract: `current`, `legacy`, `proposed`, `streamed`. */
export async function startInterviewLm(options: StandInOptions = {}): Promise<InterviewLmStandIn> {
  const world = new World(options.variant ?? 'current', options.faults);
  const server = createServer((request, response) => void serve(world, request, response));
  const upgrades = new WebSocketServer({
    noServer: true,
    handleProtocols: (asked) => [...asked][0] ?? false,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    upgrade(world, upgrades, request, socket, head),
  );
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((done) => server.listen(options.port ?? 0, host, done));
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const { listeners } of world.interviews.values())
      for (const { response } of listeners) response.destroy();
    for (const client of upgrades.clients) client.terminate();
  };
  return {
    dialect: 'interviewlm',
    variant: world.variant,
    url: `http://${host}:${port}`,
    world,
    faults: world.faults,
    heard: world.heard,
    say: (frame) => say(world, frame),
    cut,
    close: async () => {
      cut();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A text goes out as it is, to every stream; `{stream?, event?, data}` to those named. */
function say(world: World, frame: unknown): void {
  const { stream, event, data } = frame as { stream?: string; event?: string; data?: unknown };
  for (const { listeners } of world.interviews.values())
    for (const listener of listeners) {
      if (typeof frame === 'string') listener.response.write(frame);
      else if (stream === undefined || listener.path === stream) listener.send(event, data ?? frame);
    }
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  allow(request, response);
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const text = await bodyOf(request).catch(() => undefined);
  if (text === undefined) return void response.destroy();
  const body = jsonOf(text);
  if (url.pathname === '/login') return login(world, response);
  world.hear(`${request.method} ${url.pathname}${url.search}`, body ?? text);
  if (isStruck(++world.requests, world.faults.html)) return htmlPage(response);
  later(world, () => void answer(world, request, response, { url, text, body }));
}

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  { url, text, body }: { url: URL; text: string; body: unknown },
): Promise<void> {
  const [, id = '', path = ''] = PREFIX.exec(url.pathname) ?? [];
  const interview = world.interview(decodeURIComponent(id));
  const ways = answers(world, interview, path, response);
  const found = routeOf(routes, { method: request.method ?? 'GET', path, variant: world.variant });
  if (world.manner.cookie && !isSignedIn(world, request)) return ways.fail(401, 'Unauthorized');
  if (id === 'forbidden') return ways.fail(403, 'Forbidden');
  if (!found || id === 'unknown')
    return ways.fail(404, id === 'unknown' ? 'Interview not found' : 'Not found');
  if (!begun(interview) && !path.startsWith('init')) return ways.fail(404, 'Session not found');
  if (isHinted(world, path, ways)) return;
  const context: Context = { world, interview, request, response, query: url.searchParams, rest: found.rest, body, text, ...ways }; // prettier-ignore
  try {
    await found.route.handle(context);
  } catch (error) {
    ways.fail(500, 'Internal server error', { details: String(error) });
  }
}

/** Some paths are not to be had now, and say what is to be done instead. */
function isHinted({ manner }: World, path: string, { fail }: Pick<Context, 'fail'>): boolean {
  const { hint } = manner;
  if (hint?.path !== path || hint.times === 0) return false;
  if (hint.times !== undefined) hint.times--;
  if (hint.error === 'fallback') fail(503, 'Not available here', { fallback: true });
  else fail(410, 'reconnect');
  return true;
}

function upgrade(
  world: World,
  server: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
  const route = sockets.find(({ path }) => path === pathname);
  if (!route) return void socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
  const broken = isStruck(++world.connections, world.faults.drop);
  server.handleUpgrade(request, socket, head, (client) => {
    client.on('message', (data) => world.hear('frame', String(data)));
    if (broken) client.once('message', () => setTimeout(() => client.terminate(), 20));
    route.handle(client, world);
  });
}

/** Pages of other origins may ask: only so can it be tried from anywhere. */
function allow({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '*');
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE, OPTIONS');
  response.setHeader('access-control-expose-headers', 'retry-after');
}

function login(world: World, response: ServerResponse): void {
  const cookie = randomUUID();
  world.cookies.add(cookie);
  response.writeHead(200, {
    'set-cookie': `session=${cookie}; Path=/; HttpOnly; SameSite=Lax`,
    'content-type': 'text/plain',
  });
  response.end('signed in');
}

function isSignedIn(world: World, { headers }: IncomingMessage): boolean {
  const [, cookie = ''] = /(?:^|;\s*)session=([^;]+)/.exec(headers.cookie ?? '') ?? [];
  return world.cookies.has(cookie);
}

function htmlPage(response: ServerResponse): void {
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end('<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MOST) parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
