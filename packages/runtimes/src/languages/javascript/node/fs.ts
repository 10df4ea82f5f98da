import type { BufferClass } from './buffer.js';
import { normalize } from '../modules/paths.js';
import type { Write } from '../console/console.js';
import type { Input } from '../program/input.js';

type Encoding = string | { encoding?: string | null } | null | undefined;

type Sync = Record<string, (...values: never[]) => unknown>;

/** The files of a run, by any way a program may write their paths. */
class Files {
  private readonly texts: Map<string, string>;

  constructor(
    given: Record<string, string>,
    private readonly root: string,
    private readonly input: Input,
    private readonly print: Write,
  ) {
    this.texts = new Map(Object.entries(given));
  }

  at(path: unknown): string {
    const text = path instanceof URL ? path.pathname : String(path);
    return normalize(text.startsWith(this.root) ? text.slice(this.root.length) : text) ?? '..';
  }
  has(path: unknown): boolean {
    return this.texts.has(this.at(path)) || this.isDirectory(path);
  }
  isDirectory(path: unknown): boolean {
    return this.at(path) === '' || this.inside(path).length > 0;
  }
  inside(path: unknown): string[] {
    const directory = this.at(path);
    const start = directory === '' ? '' : `${directory}/`;
    const paths = [...this.texts.keys()].filter((one) => one.startsWith(start));
    return [...new Set(paths.map((one) => one.slice(start.length).split('/')[0] ?? ''))].sort();
  }
  read(path: unknown, call: string): string {
    if (path === 0 || path === '/dev/stdin') return this.input.allSync();
    const text = this.texts.get(this.at(path));
    if (text !== undefined) return text;
    throw this.isDirectory(path)
      ? failure('EISDIR', 'illegal operation on a directory', 'read', path)
      : failure('ENOENT', 'no such file or directory', call, path);
  }
  write(path: unknown, data: unknown): void {
    const text = data instanceof Uint8Array ? new TextDecoder().decode(data) : String(data);
    if (path === 1 || path === 2 || path === '/dev/stdout')
      this.print(path === 2 ? 'stderr' : 'stdout', text);
    else this.texts.set(this.at(path), text);
  }
  append(path: unknown, data: unknown): void {
    this.write(path, (this.texts.get(this.at(path)) ?? '') + String(data));
  }
  remove(path: unknown): void {
    this.read(path, 'unlink');
    this.texts.delete(this.at(path));
  }
}

function syncOf(files: Files, buffer: () => BufferClass | undefined): Sync {
  return {
    readFileSync: (path: unknown, encoding?: Encoding) =>
      decoded(files.read(path, 'open'), encoding, buffer()),
    writeFileSync: (path: unknown, data: unknown) => files.write(path, data),
    writeSync: (fd: number, data: unknown) => {
      files.write(fd, data);
      return String(data).length;
    },
    appendFileSync: (path: unknown, data: unknown) => files.append(path, data),
    existsSync: (path: unknown) => files.has(path),
    readdirSync: (path: unknown) => {
      if (files.isDirectory(path)) return files.inside(path);
      throw failure('ENOENT', 'no such file or directory', 'scandir', path);
    },
    statSync: (path: unknown) => {
      const directory = files.isDirectory(path);
      const size = directory ? 0 : new TextEncoder().encode(files.read(path, 'stat')).length;
      return { size, isFile: () => !directory, isDirectory: () => directory };
    },
    unlinkSync: (path: unknown) => files.remove(path),
    mkdirSync: () => undefined,
  };
}

/** `fs` over the workspace's files and standard input. What is written is seen by this run alone. */
export function fsOf(
  given: Record<string, string>,
  root: string,
  input: Input,
  print: Write,
  buffer: () => BufferClass | undefined,
): Record<string, unknown> {
  const sync = syncOf(new Files(given, root, input, print), buffer);
  const promises: Record<string, unknown> = {};
  const callbacks: Record<string, unknown> = {};
  for (const [name, run] of Object.entries(sync) as [string, (...values: unknown[]) => unknown][]) {
    const plain = name.replace(/Sync$/, '');
    promises[plain] = async (...values: unknown[]) => run(...values);
    callbacks[plain] = (...values: unknown[]) => later(run, values);
  }
  return { ...callbacks, ...sync, promises, constants: {} };
}

function later(run: (...values: unknown[]) => unknown, values: unknown[]): void {
  const done = values.pop() as (error: unknown, value?: unknown) => void;
  void Promise.resolve()
    .then(() => run(...values))
    .then(
      (value) => setTimeout(() => done(null, value)),
      (error: unknown) => setTimeout(() => done(error)),
    );
}

function decoded(text: string, encoding: Encoding, buffer: BufferClass | undefined): unknown {
  const name = typeof encoding === 'string' ? encoding : encoding?.encoding;
  if (name) return text;
  return buffer ? buffer.from(text) : new Bytes(new TextEncoder().encode(text));
}

/** Where nothing mentions `Buffer`, the little of it that programs use on a file: `toString()` gives its text. */
class Bytes extends Uint8Array {
  override toString(): string {
    return new TextDecoder().decode(this);
  }
}

function failure(code: string, why: string, call: string, path: unknown): Error {
  const message = `${code}: ${why}, ${call} '${String(path)}'`;
  return Object.assign(new Error(message), { code, syscall: call, path: String(path), errno: -2 });
}
