import { createServer, type InterviewServer, type ServerOptions } from '../server.js';
import { MemoryLogEngine } from '../log/memory.js';
import { question } from './question.js';

export const KEY = 'key-of-the-tests';

export interface Made {
  id: string;
  links: Record<string, string>;
  tokens: { candidate: string; interviewer: string; observer: string };
}

/** A server on a free port, and how to ask it. */
export class World {
  private constructor(
    readonly server: InterviewServer,
    readonly url: string,
  ) {}

  static async open(options: Partial<ServerOptions> = {}): Promise<World> {
    const engine = options.engine ?? new MemoryLogEngine();
    const server = await createServer({ apiKeys: [KEY], grading: false, ...options, engine });
    return new World(server, await server.listen(0));
  }

  fetch(path: string, init: RequestInit & { key?: string | undefined } = {}): Promise<Response> {
    const { key = KEY, ...rest } = init;
    const headers = { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) };
    return fetch(this.url + path, { ...rest, headers: { ...headers, ...rest.headers } });
  }

  post(path: string, body: unknown, key?: string): Promise<Response> {
    return this.fetch(path, { method: 'POST', body: JSON.stringify(body), key });
  }

  async room(options: object = {}): Promise<Made> {
    const answer = await this.post('/api/rooms', { question, options });
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()) as Made;
  }

  /** A token for a room, as the API gives it. */
  async token(room: string, asked: object): Promise<string> {
    const answer = await this.post(`/api/rooms/${room}/tokens`, asked);
    return ((await answer.json()) as { token: string }).token;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
