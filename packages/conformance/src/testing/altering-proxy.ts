import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { passSockets, type SocketChange } from './altering-sockets.js';

/** A reply as it passes: whole, or one event of a stream of them. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  text: string;
}
/** Changes a reply on its way; `what` is what was asked: `GET /api/x`. */
export type Alter = (what: string, reply: Reply) => void;

/** A backend that is another one, with its replies changed, and what passes on its sockets. */
export async function altered(
  backend: string,
  alter: Alter,
  sockets: SocketChange = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    forward(backend, alter, request, response).catch(() => response.destroy());
  });
  const cut = passSockets(server, backend, sockets);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    cut();
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function forward(
  backend: string,
  alter: Alter,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const { method = 'GET', url = '/', headers } = request;
  const what = `${method} ${url}`;
  const kept = ['authorization', 'content-type', 'cookie'].flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])); // prettier-ignore
  const answer = await fetch(backend + url, {
    method,
    headers: Object.fromEntries(kept),
    ...(parts.length > 0 && { body: Buffer.concat(parts) }),
    signal: gone.signal,
  });
  const type = answer.headers.get('content-type') ?? 'text/plain';
  const wait = answer.headers.get('retry-after');
  const reply = { status: answer.status, headers: { 'content-type': type, ...(wait && { 'retry-after': wait }) }, text: '' }; // prettier-ignore
  if (type.includes('event-stream')) return stream(what, answer, alter, reply, response);
  reply.text = await answer.text();
  alter(what, reply);
  response.writeHead(reply.status, reply.headers).end(reply.text);
}

async function stream(
  what: string,
  answer: Response,
  alter: Alter,
  reply: Reply,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  let rest = '';
  for await (const part of answer.body ?? []) {
    const events = (rest + Buffer.from(part as Uint8Array).toString()).split('\n\n');
    rest = events.pop() ?? '';
    for (const text of events) {
      const event = { ...reply, text };
      alter(what, event);
      if (event.text !== '') response.write(`${event.text}\n\n`);
    }
  }
  response.end(rest);
}
