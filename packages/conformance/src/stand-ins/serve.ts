import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { socketLine, streamLine, type Line, type Wiring } from './serving/line.js';
import { find, parsed, patternOf, type Ask } from './serving/routes.js';
import { Trouble } from './serving/trouble.js';
import type { Heard, StandIn, StandInOptions } from './stand-in.js';

export type { Ask } from './serving/routes.js';
export type { Line } from './serving/line.js';

/** An answer. It may be thrown too. */
export class Reply {
  constructor(
    readonly status: number,
    readonly text: string = '',
    readonly headers: Readonly<Record<string, string>> = {},
    /** In the place of `text`, where it is no text. */
    readonly bytes?: Uint8Array,
  ) {}
}
export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  new Reply(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
export const page = (status: number, words: string): Reply =>
  new Reply(status, `<!DOCTYPE html><html><body><pre>${words}</pre></body></html>`, {
    'content-type': 'text/html; charset=utf-8',
  });

/** An answer that stays open and tells events. `open` is called with the stream. */
export class Stream {
  constructor(
    readonly open: (line: Line) => void,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** What a stand-in answers. Rows are tried in order; what none fits is a 404. */
export interface Routes {
  /** `GET /sessions/:id`, `PUT /files/*path`. What is returned and is no `Reply` and no `Stream` is JSON with status 200. */
  readonly http: Readonly<Record<string, (ask: Ask) => unknown>>;
  /** `/ws/:id`: takes the socket, or returns a `Reply` to refuse the upgrade. */
  readonly sockets?: Readonly<Record<string, (ask: Ask) => Reply | ((line: Line) => void)>>;
  /** For each request before any route: the reply that it already has, such as a 413. */
  readonly before?: (ask: Ask) => Reply | undefined;
  /** What is answered where no route fits. Default: a 404 in JSON. */
  readonly missing?: (ask: Ask) => Reply;
}

/** What the routes of a stand-in may use. */
export interface House {
  readonly variant: string;
  /** As they are now. `delayMs`, `drop` and `html` are seen to; the others are for the dialect. */
  readonly faults: Trouble['faults'];
  /** The connections that are open. */
  readonly lines: ReadonlySet<Line>;
  /** Like `setTimeout` and `setInterval`, ended with the stand-in. */
  after(ms: number, work: () => void): void;
  every(ms: number, work: () => void): void;
}

/** So much is remembered of what was heard, and so much is read of a body. */
const REMEMBERED = 10_000;
const LONGEST = 32 * 1024 * 1024;

/**
 * Starts a stand-in: `build` makes its routes. Its variant is the first, unless another is asked for. Everything that is alike
 * in all of them is done here: CORS, bodies, faults, what was heard, and letting go of everything.
 */
export async function serve(
  dialect: string,
  variants: readonly string[],
  options: StandInOptions = {},
  build: (house: House) => Routes,
): Promise<StandIn> {
  const variant = options.variant || (variants[0] ?? '');
  if (!variants.includes(variant))
    throw new TypeError(`"${dialect}" has no variant "${variant}". It has ${variants.join(', ')}.`);
  const running = new Running(variant, options, build);
  const url = await running.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  const { faults, heard } = running;
  return {
    dialect,
    variant,
    url,
    faults,
    heard,
    say: (frame) => running.say(frame),
    cut: () => running.cut(),
    close: () => running.close(),
  };
}

class Running implements House {
  readonly lines = new Set<Line>();
  readonly heard: Heard[] = [];
  readonly faults: Trouble['faults'];
  readonly #trouble: Trouble;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST });
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  readonly #routes: Routes;
  readonly #http: (readonly [RegExp, (ask: Ask) => unknown])[];
  readonly #ws: (readonly [RegExp, (ask: Ask) => Reply | ((line: Line) => void)])[];

  constructor(
    readonly variant: string,
    options: StandInOptions,
    build: (house: House) => Routes,
  ) {
    this.#trouble = new Trouble(options.faults);
    this.faults = this.#trouble.faults;
    this.#routes = build(this);
    this.#http = Object.entries(this.#routes.http).map(([route, answer]) => [patternOf(route), answer]);
    this.#ws = Object.entries(this.#routes.sockets ?? {}).map(([path, take]) => [patternOf(path), take]);
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  listen(port: number, host: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        const { port: at } = this.#server.address() as AddressInfo;
        resolve(`http://${host.includes(':') ? `[${host}]` : host}:${at}`);
      });
    });
  }

  after(ms: number, work: () => void): void {
    const timer = setTimeout(() => (this.#timers.delete(timer), work()), ms);
    this.#timers.add(timer);
  }

  every(ms: number, work: () => void): void {
    this.#timers.add(setInterval(work, ms));
  }

  say(frame: unknown): void {
    for (const line of this.lines) {
      const { event, data } = (frame ?? {}) as { event?: unknown; data?: unknown };
      if (line.kind === 'stream' && typeof event === 'string') line.send(data, event);
      else line.send(frame);
    }
  }

  cut(): void {
    for (const line of this.lines) line.cut();
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const closed = new Promise((done) => this.#server.close(done));
    this.cut();
    await closed;
  }

  #hear(what: string, body: unknown): void {
    this.heard.push({ what, body });
    if (this.heard.length > REMEMBERED) this.heard.shift();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const queue = this.#trouble.queue();
    const cors = corsFor(request);
    const give = (reply: Reply) =>
      queue(() =>
        response.writeHead(reply.status, { ...cors, ...reply.headers }).end(reply.bytes ?? reply.text),
      );
    if (request.method === 'OPTIONS') return give(new Reply(204));
    const text = await textOf(request).catch(() => undefined);
    if (text === undefined) return void request.destroy();
    const ask = askOf(request, text);
    this.#hear(`${ask.method} ${ask.path}`, text === '' ? Object.fromEntries(ask.query) : (ask.body ?? text));
    if (this.#trouble.strikesRequest()) return give(page(502, '502 Bad Gateway'));
    const answer = await this.#ask(ask);
    if (answer instanceof Stream) return this.#stream(answer, response, cors);
    give(answer);
  }

  async #ask(ask: Ask): Promise<Reply | Stream> {
    try {
      const early = this.#routes.before?.(ask);
      if (early) return early;
      const found = find(this.#http, `${ask.method} ${ask.path}`);
      if (!found) return this.#routes.missing?.(ask) ?? json(404, { error: 'Not found' });
      const answer = await found.row({ ...ask, params: found.params });
      return answer instanceof Reply || answer instanceof Stream ? answer : json(200, answer ?? {});
    } catch (error) {
      return error instanceof Reply ? error : json(500, { error: String(error) });
    }
  }

  #stream(stream: Stream, response: ServerResponse, cors: Record<string, string>): void {
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
    response.writeHead(200, { ...cors, ...headers, ...stream.headers });
    response.flushHeaders();
    stream.open(this.#line((wiring) => streamLine(response, wiring)));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const ask = askOf(request, '');
    const found = find(this.#ws, ask.path);
    this.#hear(`UPGRADE ${ask.path}`, Object.fromEntries(ask.query));
    const take = found ? found.row({ ...ask, params: found.params }) : new Reply(404);
    if (!(take instanceof Reply))
      return this.#sockets.handleUpgrade(request, socket, head, (open) =>
        take(this.#line((wiring) => socketLine(open, wiring))),
      );
    const { status, text } = take;
    socket.end(
      `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  }

  #line(make: (wiring: Wiring) => Line): Line {
    const line = make({
      queue: this.#trouble.queue(),
      breaks: this.#trouble.strikesConnection(),
      heard: (text) => this.#hear('frame', parsed(text) ?? text),
    });
    this.lines.add(line);
    line.onClose(() => this.lines.delete(line));
    return line;
  }
}

function askOf(request: IncomingMessage, text: string): Ask {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  const { method = 'GET', headers } = request;
  return { method, path: pathname, params: {}, query: searchParams, headers, text, body: parsed(text) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LONGEST) throw new RangeError('That body is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** Any page may ask, with its cookies: a stand-in is for development. */
function corsFor({ headers }: IncomingMessage): Record<string, string> {
  const { origin } = headers;
  if (!origin) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': '*',
    'vary': 'origin',
  };
}
