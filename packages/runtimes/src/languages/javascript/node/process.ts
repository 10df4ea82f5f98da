import { EventEmitter } from 'events';
import type { Write } from '../console/console.js';
import { stdinOf } from './stdin.js';
import type { Input } from '../program/input.js';

export interface ProcessOptions {
  argv: string[];
  cwd: string;
  write: Write;
  input: Input;
  exit(code: number): never;
  now(): number;
  nextTick(run: () => void): void;
}
/** Node's `process`, as far as a program in a page can have one. */
export type OwnProcess = EventEmitter & { exitCode: number | string | undefined; [key: string]: unknown };

export function makeProcess(options: ProcessOptions): OwnProcess {
  const { write, now } = options;
  const process = new EventEmitter() as OwnProcess;
  const hrtime = (before?: [number, number]): [number, number] => {
    const ms = now();
    const [s, ns] = [Math.floor(ms / 1000), Math.floor((ms % 1000) * 1e6)];
    if (!before) return [s, ns];
    return ns < before[1] ? [s - before[0] - 1, ns - before[1] + 1e9] : [s - before[0], ns - before[1]];
  };
  Object.assign(process, {
    argv: options.argv,
    argv0: 'node',
    execArgv: [],
    env: {},
    exitCode: undefined,
    pid: 1,
    platform: 'linux',
    arch: 'wasm',
    title: 'node',
    version: 'v20.0.0',
    versions: { node: '20.0.0' },
    release: { name: 'node' },
    stdin: stdinOf(options.input),
    stdout: streamOf('stdout', write),
    stderr: streamOf('stderr', write),
    cwd: () => options.cwd.replace(/(.)\/$/, '$1'),
    exit: (code?: unknown) => options.exit(Number(code ?? process.exitCode ?? 0)),
    abort: () => options.exit(134),
    uptime: () => now() / 1000,
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(Math.floor(now() * 1e6)) }),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    cpuUsage: () => ({ user: Math.floor(now() * 1000), system: 0 }),
    nextTick: (run: (...values: unknown[]) => void, ...values: unknown[]) =>
      options.nextTick(() => run(...values)),
    emitWarning: (warning: unknown) =>
      write(
        'stderr',
        `(node) ${warning instanceof Error ? String(warning) : `Warning: ${String(warning)}`}\n`,
      ),
  });
  return process;
}

function streamOf(name: 'stdout' | 'stderr', write: Write): object {
  const decoder = new TextDecoder();
  const put = (chunk: unknown, ...rest: unknown[]): boolean => {
    write(
      name,
      typeof chunk === 'string'
        ? chunk
        : chunk instanceof Uint8Array
          ? decoder.decode(chunk, { stream: true })
          : badChunk(chunk),
    );
    const done = rest.find((value) => typeof value === 'function') as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  };
  const stream = new EventEmitter();
  const end = (...values: unknown[]): void =>
    void (values.length > 0 && values[0] !== undefined && put(...(values as [unknown])));
  return Object.assign(stream, {
    write: put,
    end,
    isTTY: false,
    columns: 80,
    rows: 24,
    fd: name === 'stdout' ? 1 : 2,
    writable: true,
  });
}

function badChunk(chunk: unknown): never {
  throw new TypeError(
    `The "chunk" argument must be of type string or an instance of Uint8Array. Received type ${typeof chunk}`,
  );
}
