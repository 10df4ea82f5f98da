import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { Directory } from './api/directory.js';
import type { AssistOptions } from './assist/options.js';
import { Relay } from './assist/relay.js';
import { createApp } from './app.js';
import { ApiKeys } from './auth/api-keys.js';
import { Origins } from './auth/origins.js';
import { keptSecret } from './auth/secret.js';
import { Tokens } from './auth/tokens.js';
import type { Context } from './context.js';
import { Execution, type ExecuteOptions } from './execute/execution.js';
import { Aftermath, type Consequences } from './follow-up/index.js';
import type { EntryEvent } from './hub/room-hub.js';
import { Rooms } from './hub/rooms.js';
import { defaultLimits, type Limits } from './limits.js';
import type { LogEngine } from './log/engine.js';
import { silentLogger, told, type Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { Buckets } from './wire/bucket.js';
import { Sockets } from './wire/socket.js';
import { Streams } from './wire/stream.js';

/** How a server is made. */
export interface ServerOptions extends Consequences {
  /** Where the logs are kept. The server closes it when it is closed. */
  engine: LogEngine;
  /** The keys that rooms are made with; without any, nobody can make one by the API. */
  apiKeys?: readonly string[] | undefined;
  /** What tokens are signed by; else a secret that is made once and kept by the engine. */
  secret?: string | undefined;
  /** How long a token is good for, in seconds: a day, if nothing else is said. */
  tokenTtl?: number | undefined;
  /** Which web pages may speak to the server beside its own: origins, or `*` (which it is if nothing else is said). */
  origins?: readonly string[] | undefined;
  /** Where the server is reached from outside, for links: `https://host/prefix`. Else it goes by each request. */
  publicUrl?: string | undefined;
  /** The folder with the elements, to be served under `/sdk/`. */
  sdk?: string | undefined;
  limits?: Partial<Limits> | undefined;
  /** Which models the assistant of a room may ask; without any it says how to configure one. */
  assist?: AssistOptions | undefined;
  /** Whether programs run here for those in a room, and not in their browsers alone. Default: they do not. */
  execute?: ExecuteOptions | false | undefined;
  logger?: Logger | undefined;
}

/** Hears of each entry that is written to a room which is open here. */
export type EntryListener = (event: EntryEvent) => void;

/** A server: in a process of its own by `listen`, or within another by `app` and `upgrade`. */
export interface InterviewServer {
  /** Everything but WebSockets: to be mounted in another Hono app, `app.route('/prefix', server.app)`. */
  readonly app: Hono;
  /** What its parts share, for parts that are added. */
  readonly context: Context;
  /** Takes an upgrade that is for a room, of whatever server it reached; says whether it was one. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Hears of what is written. Returns the way to stop. */
  onEntry(listener: EntryListener): () => void;
  /** Serves from a port (0: any that is free); gives the address. */
  listen(port: number, host?: string): Promise<string>;
  /** Tells those who are here to come again, and lets go of everything. */
  close(): Promise<void>;
}

const DAY = 24 * 60 * 60;

/** Makes a server. It serves nobody yet. */
export async function createServer(options: ServerOptions): Promise<InterviewServer> {
  const listeners = new Set<EntryListener>();
  const context = await createContext(options, listeners);
  const sockets = new Sockets(context);
  const streams = new Streams(context);
  const app = createApp(context, streams, options.sdk);
  const upgrade = sockets.upgrade.bind(sockets);
  let http: Server | undefined;
  let closing: Promise<void> | undefined;
  context.aftermath.start();
  const close = async () => {
    http?.close();
    context.execution?.close();
    await context.aftermath.close();
    await context.rooms.close();
    streams.close();
    await sockets.close();
    http?.closeAllConnections();
    await options.engine.close();
  };
  return {
    app,
    context,
    upgrade,
    onEntry(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async listen(port, host = '127.0.0.1') {
      http = httpServer(app, upgrade);
      return listening(http, port, host);
    },
    close: () => (closing ??= close()),
  };
}

async function createContext(
  options: ServerOptions,
  listeners: ReadonlySet<EntryListener>,
): Promise<Context> {
  const { engine, logger = silentLogger } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const metrics = new Metrics();
  const { snapshotEvery, bufferBytes, roomEntries, idleMs } = limits;
  const rooms = new Rooms(
    {
      engine,
      snapshotEvery,
      bufferBytes,
      roomEntries,
      onEntry(event) {
        aftermath.hear(event);
        listeners.forEach((listener) => listener(event));
      },
      onOpen: (hub) => aftermath.opened(hub),
      onAppend(seconds, entries) {
        metrics.appendSeconds.observe(seconds);
        metrics.entries.inc(entries);
      },
      onError: (error, room) => logger.error('room', { room, ...told(error) }),
    },
    idleMs,
  );
  const directory = new Directory(engine.documents);
  const aftermath = openAftermath(options, { engine, rooms, directory, logger });
  metrics.gauge('rooms', 'Rooms that are open in this process.', () => rooms.count);
  metrics.gauge('peers', 'Tabs that are connected to this process.', () => rooms.peers());
  const secret = options.secret ?? (await keptSecret(engine.documents));
  return {
    engine,
    rooms,
    limits,
    metrics,
    logger,
    aftermath,
    execution: options.execute ? new Execution({ rooms, logger, limits }, options.execute) : undefined,
    relay: new Relay(
      { rooms, documents: engine.documents, logger, onAnswer: metrics.answered.bind(metrics) },
      options.assist,
    ),
    directory,
    tokens: new Tokens(secret, options.tokenTtl ?? DAY),
    keys: new ApiKeys(options.apiKeys ?? []),
    origins: new Origins(options.origins ?? ['*']),
    posts: new Buckets(limits.framesPerSecond),
    postBytes: new Buckets(limits.bytesPerSecond, limits.frameBytes * 4),
    requests: new Buckets(limits.requestsPerSecond),
    publicUrl: options.publicUrl?.replace(/\/+$/, ''),
  };
}

function openAftermath(
  options: ServerOptions,
  { engine, rooms, directory, logger }: Pick<Context, 'engine' | 'rooms' | 'directory' | 'logger'>,
): Aftermath {
  const around = {
    engine,
    rooms,
    webhookOf: async (room: string) => (await directory.get(room))?.webhook?.url,
    allRooms: () => directory.all(),
    onError: (error: unknown, what: string) => logger.error(what, told(error)),
  };
  return new Aftermath(around, options);
}

function httpServer(app: Hono, upgrade: InterviewServer['upgrade']): Server {
  const http = createAdaptorServer({ fetch: app.fetch }) as Server;
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!upgrade(request, socket, head)) socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  return http;
}

function listening(http: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      const address = http.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${name}:${address.port}`);
    });
  });
}
