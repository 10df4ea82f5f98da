import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import type { Toolchain } from './toolchains.js';

/** A program, and how much it may use. */
export interface Order {
  readonly toolchain: Toolchain;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly entry: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly wallMs: number;
  readonly memoryMb: number;
  readonly outputBytes: number;
}

/** How a process ended. */
export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it was killed, if it was. */
  readonly killed?: 'time' | 'output';
  readonly wallMs: number;
}
export interface Executed {
  readonly compile?: Finished;
  readonly run?: Finished;
}

const COMPILE_MS = 20_000;

/** Runs a program in a folder of its own, which is gone afterwards. It is bounded, and not walled in. */
export async function execute(order: Order, signal?: AbortSignal): Promise<Executed> {
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
  try {
    await lay(folder, order.files);
    const { toolchain, entry, args, stdin, memoryMb } = order;
    const compiler = toolchain.compile?.(entry);
    const free = { ...order, wallMs: COMPILE_MS, stdin: '', memoryMb: 4096 };
    const compile = compiler && (await perform(folder, compiler, free, signal));
    if (compile && compile.code !== 0) return { compile };
    const run = await perform(
      folder,
      [...toolchain.run(entry, memoryMb), ...args],
      { ...order, stdin },
      signal,
    );
    return { ...(compile && { compile }), run };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lay(folder: string, files: Order['files']): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const inside = normalize(path);
    if (inside.startsWith('..') || inside.startsWith('/')) throw new RangeError('That path leads outside.');
    await mkdir(dirname(join(folder, inside)), { recursive: true });
    await writeFile(join(folder, inside), text);
  }
}

function perform(
  folder: string,
  command: readonly string[],
  order: Order,
  signal?: AbortSignal,
): Promise<Finished> {
  const began = performance.now();
  const bound = order.toolchain.bounded ? `ulimit -v ${Math.max(16, order.memoryMb) * 1024}; ` : '';
  // Of the caller's own environment nothing goes in but where programs are.
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' };
  const child = spawn('sh', ['-c', `${bound}exec "$@"`, 'sh', ...command], {
    cwd: folder,
    env,
    detached: true,
  });
  let killed: Finished['killed'];
  const kill = (why?: Finished['killed']) => {
    killed ??= why;
    killGroup(child);
  };
  const late = setTimeout(() => kill('time'), order.wallMs);
  const gone = () => kill();
  signal?.addEventListener('abort', gone, { once: true });
  if (signal?.aborted) gone();
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) =>
    bounded(stream, order.outputBytes, () => kill('output')),
  );
  child.stdin.on('error', () => undefined);
  child.stdin.end(order.stdin);
  return new Promise((resolve) => {
    const end = (code: number | null, ended: string | null) => {
      clearTimeout(late);
      signal?.removeEventListener('abort', gone);
      killGroup(child);
      const wallMs = performance.now() - began;
      resolve({
        stdout: stdout?.() ?? '',
        stderr: stderr?.() ?? '',
        code,
        signal: ended,
        wallMs,
        ...(killed && { killed }),
      });
    };
    child.once('error', () => end(127, null));
    child.once('close', end);
  });
}

/** It and all that it started. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // There is none of them left.
  }
}

function bounded(stream: NodeJS.ReadableStream, most: number, over: () => void): () => string {
  const parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (part: Buffer) => {
    if (size < most) parts.push(part.subarray(0, most - size));
    size += part.length;
    if (size > most) over();
  });
  return () => Buffer.concat(parts).toString();
}
