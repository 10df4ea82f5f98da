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

/** What was asked once: each question takes a process, and a stand-in asks several. */
const versions = new Map<string, string | undefined>();

/** What a program says of its version. */
function versionOf(command: string): string | undefined {
  if (!versions.has(command)) versions.set(command, askVersion(command));
  return versions.get(command);
}

function askVersion(command: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? (/\d+\.\d+(\.\d+)?/.exec(stdout || stderr)?.[0] ?? '1.0.0') : undefined;
}

/** A language a row, but for its version: the command that says it, and that must be there. */
const rows: readonly (Omit<Toolchain, 'version'> & { command: string })[] = [
  {
    language: 'python',
    command: 'python3',
    aliases: ['py', 'python3'],
    entry: 'main.py',
    bounded: true,
    run: (entry) => ['python3', '-B', entry],
  },
  {
    language: 'javascript',
    command: process.execPath,
    aliases: ['js', 'node'],
    entry: 'main.js',
    bounded: false,
    run: (entry, memoryMb) => [process.execPath, `--max-old-space-size=${Math.max(16, memoryMb)}`, entry],
  },
  {
    language: 'bash',
    command: 'bash',
    aliases: ['sh'],
    entry: 'main.sh',
    bounded: true,
    run: (entry) => ['bash', entry],
  },
  {
    language: 'c',
    command: 'gcc',
    aliases: ['gcc'],
    entry: 'main.c',
    bounded: true,
    compile: (entry) => ['gcc', '-std=c17', '-o', 'a.out', entry],
    run: () => ['./a.out'],
  },
  {
    language: 'c++',
    command: 'g++',
    aliases: ['cpp', 'g++'],
    entry: 'main.cpp',
    bounded: true,
    compile: (entry) => ['g++', '-std=c++17', '-o', 'a.out', entry],
    run: () => ['./a.out'],
  },
  {
    language: 'java',
    command: 'javac',
    aliases: [],
    entry: 'Main.java',
    bounded: false,
    compile: (entry) => ['javac', '-d', '.', '-sourcepath', '.', entry],
    run: (entry, memoryMb) => [
      'java',
      `-Xmx${Math.max(16, memoryMb)}m`,
      '-XX:TieredStopAtLevel=1',
      entry.replace(/\.java$/, '').replaceAll('/', '.'),
    ],
  },
];

let found: readonly Toolchain[] | undefined;

/** What of these languages there is here. */
export function toolchains(): readonly Toolchain[] {
  found ??= rows.flatMap(({ command, ...row }) => {
    const version = versionOf(command);
    return version === undefined ? [] : [{ ...row, version }];
  });
  return found;
}
