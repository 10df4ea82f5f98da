import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A webhook that came in. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  json: { id: string; event: string; room: string; at: number; data: Record<string, unknown> };
}

/** A server that takes webhooks; `answer` decides what it says to each, by its number from 1. */
export async function startReceiver(
  answer: (response: ServerResponse, nth: number) => void = say(204),
  port = 0,
) {
  const received: Received[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    received.push({ headers: request.headers, body, json: JSON.parse(body) as Received['json'] });
    answer(response, received.length);
  };
  const server = createServer((request, response) => {
    void take(request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  const close = () => new Promise<void>((done) => (server.close(() => done()), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${taken}/hook`, port: taken, received, close };
}

export const say =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end();

/** What a receiver does to know that a webhook is genuine. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const header = String(headers['x-interview-room-signature']);
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  return v1 === createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
}
