import { spawnSync } from 'node:child_process';

/** How a language is run on this machine. */
export interface Toolchain {
  readonly language: string;
  readonly version: string;
  readonly aliases: readonly string[];
  /** What the file is called where no name is given. */
  readonly entry: string;
  compile?(entry: string): readonly string[];
  run(entry: string, memoryMb: number): readonly string[];
  /** Whether the address space may be bounded: some reserve far more than they use. */
  readonly bounded: boolean;
}

/** What a program says of its version. */
function versionOf(command: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? (/\d+\.\d+(\.\d+)?/.exec(stdout || stderr)?.[0] ?? '1.0.0') : undefined;
}

/** What of these languages there is here. */
export function toolchains(): Toolchain[] {
  const [python, bash, gcc] = ['python3', 'bash', 'gcc'].map(versionOf);
  const all: (Toolchain | undefined)[] = [
    python
      ? {
          language: 'python',
          version: python,
          aliases: ['py', 'python3'],
          entry: 'main.py',
          bounded: true,
          run: (entry) => ['python3', '-B', entry],
        }
      : undefined,
    {
      language: 'javascript',
      version: process.versions.node,
      aliases: ['js', 'node'],
      entry: 'main.js',
      bounded: false,
      run: (entry, memoryMb) => [process.execPath, `--max-old-space-size=${Math.max(16, memoryMb)}`, entry],
    },
    bash
      ? {
          language: 'bash',
          version: bash,
          aliases: ['sh'],
          entry: 'main.sh',
          bounded: true,
          run: (entry) => ['bash', entry],
        }
      : undefined,
    gcc
      ? {
          language: 'c',
          version: gcc,
          aliases: ['gcc'],
          entry: 'main.c',
          bounded: true,
          compile: (entry) => ['gcc', '-std=c17', '-o', 'a.out', entry],
          run: () => ['./a.out'],
        }
      : undefined,
  ];
  return all.filter((each) => each !== undefined);
}
