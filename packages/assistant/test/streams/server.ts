import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sse } from './fixture.js';

/** What a server heard. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How a server answers. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A real server that does as it is told. */
export class ScriptedServer {
  url = '';
  heard: Heard[] = [];
  /** What is answered, one after the other; the last one for ever. */
  answers: Answer[] = [];

  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      this.heard.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      answer?.(response, request);
    });
  });

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on it answers so, and has heard nothing. */
  says(...answers: Answer[]): void {
    this.answers = answers;
    this.heard = [];
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export const reply =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

export const stream = (body: string): Answer => reply(200, body, { 'content-type': 'text/event-stream' });

/** Writes, then breaks the connection. */
export const broken =
  (body: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (body === '') response.destroy();
    else response.write(body, () => response.destroy());
  };

/** A whole answer: "Hello". */
export const answered = sse([
  { type: 'start', messageId: 'm1' },
  { type: 'text-delta', id: '1', delta: 'Hello' },
  { type: 'finish' },
  '[DONE]',
]);
