import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { HostToFrame } from '../sandbox/protocol.js';
import type { ChildToParent } from './messages.js';

export interface GraderOptions {
  assetBase: string;
  engine: string;
  memoryMb: number;
}

/** How long a boot may take on a slow machine. */
const BOOT_MS = 90_000;

// From the sources, as tests have it, the programs of the process are still those that were built.
const built = import.meta.url.endsWith('.ts') ? '../../dist/node/process/' : './process/';
const programs = fileURLToPath(new URL(built, import.meta.url));

/** What a process may do: read its own programs and the assets. Node asks for the flag by another name since 23. */
function flags({ assetBase, memoryMb }: GraderOptions): string[] {
  const permission =
    Number(process.versions.node.split('.')[0]) < 23 ? '--experimental-permission' : '--permission';
  return [
    permission,
    `--allow-fs-read=${programs}*`,
    `--allow-fs-read=${join(assetBase, '/')}*`,
    '--allow-worker',
    '--experimental-vm-modules',
    '--disallow-code-generation-from-strings',
    '--no-addons',
    '--no-warnings',
    `--max-old-space-size=${memoryMb}`,
  ];
}

let folder: string | undefined;

/** Where the processes stand: an empty folder, which none of them may write to. */
function emptyFolder(): string {
  if (folder !== undefined && existsSync(folder)) return folder;
  const made = mkdtempSync(join(tmpdir(), 'grading-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return (folder = made);
}

/** One process that runs programs, from its parent's side. It is only ever killed. */
export class Grader {
  onmessage: (message: ChildToParent) => void = () => {};
  /** Where it died and nobody here had killed it. */
  onlost: (signal: string | null) => void = () => {};
  readonly booted: Promise<void>;
  private readonly child: ChildProcess;
  private over = false;

  constructor(options: GraderOptions) {
    this.child = fork(
      join(programs, 'main.mjs'),
      [options.assetBase, options.engine, String(options.memoryMb)],
      {
        cwd: emptyFolder(),
        env: {},
        execArgv: flags(options),
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    this.child.on('exit', (_code, signal) => this.gone(signal));
    this.child.on('error', () => this.gone(null));
    this.booted = this.boot();
    this.booted.catch(() => this.kill());
  }

  get alive(): boolean {
    return !this.over;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  post(message: HostToFrame): void {
    // One that has just died cannot hear; that it died is told by its own event.
    if (this.child.connected) this.child.send(message, () => {});
  }

  kill(): void {
    if (this.over) return;
    this.over = true;
    this.child.kill('SIGKILL');
  }

  /** An idle one keeps nobody from ending. */
  rest(idle: boolean): void {
    const handles = [this.child, this.child.channel as { ref?(): void; unref?(): void } | null | undefined];
    for (const one of handles)
      if (idle) one?.unref?.();
      else one?.ref?.();
  }

  private boot(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it took too long.')), BOOT_MS);
      timer.unref();
      this.child.once('exit', (code, signal) => reject(new Error(`it died (${signal ?? code}).`)));
      this.child.once('error', reject);
      this.child.on('message', (message: ChildToParent) => {
        if (message.type === 'failed') reject(new Error(message.message));
        else if (message.type === 'booted') resolve(clearTimeout(timer));
        else if (!this.over) this.onmessage(message);
      });
    });
  }

  private gone(signal: string | null): void {
    if (this.over) return;
    this.over = true;
    this.onlost(signal);
  }
}
