import { textIn, type Input } from '../input.js';
import { MOUNT, takePath } from '../paths.js';
import type { Outcome } from '../ports.js';
import { cut } from '../text.js';
import type { FilesView } from '../view.js';

const LONGEST_OUTPUT = 16_000;

/** Small enough that a loop without end costs the page a moment: the shell runs in it. */
const limits = {
  maxSourceBytes: 20_000,
  maxCommandCount: 5_000,
  maxLoopIterations: 10_000,
  maxCallDepth: 50,
  maxExecDepth: 20,
  maxAwkIterations: 20_000,
  maxSedIterations: 20_000,
  maxJqIterations: 20_000,
  maxWorkUnits: 100_000,
  maxLiveBytes: 16_000_000,
  maxInputBytes: 16_000_000,
  maxFileSystemBytes: 16_000_000,
  maxExecutionTimeMs: 5_000,
};

/** Runs a command in a shell over a copy of the files, and writes what it changed as any tool writes. */
export async function bash(view: FilesView, input: Input, signal: AbortSignal): Promise<Outcome> {
  const { Bash } = await import('./just-bash.js');
  const before = view.all();
  const files = Object.fromEntries([...before].map(([path, text]) => [`${MOUNT}/${path}`, text]));
  const shell = new Bash({ files, cwd: MOUNT, executionLimits: limits });
  const { stdout, stderr, exitCode } = await shell.exec(textIn(input, 'command') ?? '', { signal });
  const written = await writeBack(view, before, await filesOf(shell.fs));
  const rows = [
    cut(stdout, LONGEST_OUTPUT),
    cut(stderr, LONGEST_OUTPUT / 4),
    exitCode !== 0 && `(exit code ${exitCode})`,
    ...written,
  ];
  const output = rows.filter(Boolean).join('\n');
  return { output: output === '' ? '(Nothing was printed.)' : output };
}

/** What is used of the shell's file system. */
interface FileSystem {
  getAllPaths(): string[];
  stat(path: string): Promise<{ isFile: boolean }>;
  readFile(path: string): Promise<string>;
}

async function filesOf(fs: FileSystem): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const path of fs.getAllPaths()) {
    if (!path.startsWith(`${MOUNT}/`)) continue;
    const isFile = await fs.stat(path).then(
      (stat) => stat.isFile,
      () => false,
    );
    if (isFile) files.set(path.slice(MOUNT.length + 1), await fs.readFile(path));
  }
  return files;
}

async function writeBack(
  view: FilesView,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<string[]> {
  const rows: string[] = [];
  for (const [path, text] of after) {
    if (before.get(path) === text) continue;
    const taken = takePath(path);
    const outcome = taken.error === undefined ? await view.write(taken.ok, text) : taken;
    rows.push(outcome.error === undefined ? outcome.output : `${path} was not written: ${outcome.error}`);
  }
  for (const path of before.keys())
    if (!after.has(path)) rows.push(`${path} is still there: files are not removed by you.`);
  return rows;
}
