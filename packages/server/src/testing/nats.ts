import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const places = ['nats-server', '/usr/sbin/nats-server', '/usr/local/bin/nats-server'];

/** Where the program is, if anywhere. Debian puts it where only root's PATH leads. */
const findServer = (): string | undefined =>
  places.find((place) => spawnSync(place, ['--version']).status === 0);

const MISSING = 'nats-server is not installed (Debian: apt-get install nats-server)';

/** Where it was to be installed, tests without it do not pass over it: they fail, and say what is missing. */
const isNeeded = process.env['NEEDS_NATS'] === '1';

/** Why there is no server for the tests; `false` if there is one, or has to be. Fits `node:test`'s `skip`. */
export const natsMissing = (): string | false => (isNeeded || findServer() ? false : MISSING);

/** A nats-server of one's own, with JetStream, on a free port and in a folder that goes with it. */
export class NatsServer {
  #dir = mkdtempSync(join(tmpdir(), 'interview-room-nats-'));
  #process: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<NatsServer> {
    const server = new NatsServer(await freePort());
    await server.up();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** Starts it, also again on the same port and folder. */
  async up(): Promise<void> {
    const command = findServer();
    if (!command) throw new Error(MISSING);
    const args = ['-a', '127.0.0.1', '-p', String(this.port), '-js', '-sd', this.#dir];
    this.#process = spawn(command, args, { stdio: 'ignore' });
    await answers(this.port);
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(50);
  }
  throw new Error(`nats-server does not answer on port ${port}`);
}
