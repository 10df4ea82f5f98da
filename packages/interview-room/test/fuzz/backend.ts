import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Delivered, Role } from '@interview-room/core';

const command = fileURLToPath(new URL('../../../server/bin/interview-room-server.js', import.meta.url));
const API_KEY = 'key-of-the-fuzz';
/** What tokens are signed by. */
export const SECRET = 'secret-of-the-fuzz-which-is-long-enough';
/** Time runs fast in these tests: what a client may send in a second of its own, it sends in a moment. */
const LIMITS =
  'framesPerSecond=1000000,bytesPerSecond=1000000000,requestsPerSecond=1000000,snapshotEvery=150,pingMs=3600000';

export const question = {
  id: 'fuzz',
  title: 'Fuzz',
  statement: 'Write something.',
  cases: [{ call: 'add', args: [1, 2], expected: 3 }],
  languages: {
    python: { entry: 'main.py', files: { 'main.py': 'def add(a, b):\n    return 0\n' } },
    javascript: { entry: 'main.js', files: { 'main.js': 'export function add(a, b) {\n  return 0;\n}\n' } },
  },
};

/** The reference backend in a process of its own, over a SQLite file: it can be killed, and started again on its port. */
export class Backend {
  readonly #folder = mkdtempSync(join(tmpdir(), 'interview-room-fuzz-'));
  #process: ChildProcess | undefined;
  #starting: Promise<void> | undefined;
  port = 0;
  restarts = 0;

  static async start(): Promise<Backend> {
    const backend = new Backend();
    await backend.#start();
    return backend;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it is there, after a restart too. */
  async up(): Promise<void> {
    await this.#starting;
  }

  /** Kills it without a word, and starts it again. */
  restart(): Promise<void> {
    this.#starting ??= this.#again().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async stop(): Promise<void> {
    await this.up();
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  async room(): Promise<string> {
    return (await this.#post<{ id: string }>('/api/rooms', { question })).id;
  }

  async token(room: string, role: Role, sub: string, ttl?: number): Promise<string> {
    const asked = { role, sub, name: sub, ...(ttl && { ttl }) };
    return (await this.#post<{ token: string }>(`/api/rooms/${room}/tokens`, asked)).token;
  }

  /** The whole log, as an interviewer may read it. */
  async log(room: string): Promise<Delivered[]> {
    const authorization = `Bearer ${await this.token(room, 'interviewer', 'reader')}`;
    const answer = await fetch(`${this.url}/api/rooms/${room}/log`, { headers: { authorization } });
    if (!answer.ok) throw new Error(await answer.text());
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Delivered);
  }

  async #again(): Promise<void> {
    await this.kill();
    this.restarts++;
    await this.#start();
  }

  async #start(): Promise<void> {
    const args = `--quiet --grading 0 --port ${this.port} --data ${this.#folder} --limits ${LIMITS}`.split(
      ' ',
    );
    const env = { ...process.env, API_KEY, IR_SECRET: SECRET };
    const started = spawn(process.execPath, [command, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = started;
    for await (const line of createInterface({ input: started.stdout })) {
      const [, port] = /listens on .*:(\d+)$/.exec(line) ?? [];
      if (port) return void (this.port = Number(port));
    }
    throw new Error('The server did not start.');
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    await this.up();
    const headers = { 'content-type': 'application/json', 'authorization': `Bearer ${API_KEY}` };
    const answer = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Answer;
  }
}
