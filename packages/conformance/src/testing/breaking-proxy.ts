import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

export type Frame = Record<string, unknown> & { type: string };

/** One connection through the proxy, and what a breakage remembers of it. */
export interface Passing {
  readonly memory: Map<string, unknown>;
  /** What is remembered across all connections. */
  readonly world: Map<string, unknown>;
  /** Says something to the client that the backend did not say. */
  say(frame: object): void;
  close(code: number): void;
}

/** One thing that a backend gets wrong. What is absent passes as it is. */
export interface Breakage {
  readonly name: string;
  /** The checks that have to fail by it, and no others. */
  readonly fails: readonly string[];
  toClient?(frame: Frame, passing: Passing): Frame[];
  toServer?(frame: Frame, passing: Passing): Frame[];
  /** A line of `GET …/log`. */
  line?(line: string, world: Map<string, unknown>): string;
}

/** A backend that is another one, with one thing broken. */
export async function broken(
  backend: string,
  breakage: Breakage,
): Promise<{ url: string; close(): Promise<void> }> {
  const world = new Map<string, unknown>();
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    forward(backend, breakage, world, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (client) =>
      bridge(client, new WebSocket(`${backend.replace('http', 'ws')}${request.url}`), breakage, world),
    ),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

function bridge(
  client: WebSocket,
  backend: WebSocket,
  breakage: Breakage,
  world: Map<string, unknown>,
): void {
  const early: string[] = [];
  const send = (text: string) =>
    backend.readyState === WebSocket.OPEN ? backend.send(text) : early.push(text);
  const passing: Passing = {
    memory: new Map(),
    world,
    say: (frame) => client.send(JSON.stringify(frame)),
    close: (code) => client.close(code),
  };
  backend.on('open', () => early.splice(0).forEach((text) => backend.send(text)));
  client.on('message', (data: Buffer) => {
    for (const text of changed(data.toString(), breakage.toServer, passing)) send(text);
  });
  backend.on('message', (data: Buffer) => {
    for (const text of changed(data.toString(), breakage.toClient, passing)) client.send(text);
  });
  client.on('close', () => backend.terminate());
  backend.on('close', (code) => client.close(code === 1005 || code === 1006 ? 1000 : code));
  for (const each of [client, backend]) each.on('error', () => undefined);
}

function changed(text: string, change: Breakage['toClient'], passing: Passing): string[] {
  const frame = parsed(text);
  return frame && change ? change(frame, passing).map((each) => JSON.stringify(each)) : [text];
}

const parsed = (text: string): Frame | undefined => {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    return undefined;
  }
};

async function forward(
  backend: string,
  { line, toClient }: Breakage,
  world: Map<string, unknown>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const { method = 'GET', url = '/', headers } = request;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await fetch(backend + url, {
    method,
    headers: Object.fromEntries(
      ['authorization', 'content-type'].flatMap((name) =>
        headers[name] ? [[name, String(headers[name])]] : [],
      ),
    ),
    ...(parts.length > 0 && { body: Buffer.concat(parts) }),
    signal: gone.signal,
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
  response.flushHeaders();
  const passing: Passing = { memory: new Map(), world, say: () => undefined, close: () => response.end() };
  const isStream = url.endsWith('/stream');
  const isLog = url.endsWith('/log');
  const separator = isStream ? '\n\n' : '\n';
  let rest = '';
  for await (const part of answer.body ?? []) {
    if (!isStream && !isLog) {
      response.write(part);
      continue;
    }
    const pieces = (rest + Buffer.from(part as Uint8Array).toString()).split(separator);
    rest = pieces.pop() ?? '';
    for (const piece of pieces)
      for (const each of isLog ? [line?.(piece, world) ?? piece] : events(piece, toClient, passing))
        response.write(each + separator);
  }
  response.end(rest);
}

/** An event of a stream, with the frame in its data changed. */
function events(event: string, change: Breakage['toClient'], passing: Passing): string[] {
  const [before = '', text] = event.split('data: ');
  return text === undefined
    ? [event]
    : changed(text, change, passing).map((each) => `${before}data: ${each}`);
}
