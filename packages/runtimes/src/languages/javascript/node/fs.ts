import { normalize } from '../modules/paths.js';
import type { Input } from '../program/input.js';

type Encoding = string | { encoding?: string | null } | null | undefined;

/** `fs` over the workspace's files and standard input. What is written is seen by this run alone. */
export function fsOf(
  given: Record<string, string>,
  root: string,
  input: Input,
  write: (stream: 'stdout' | 'stderr', text: string) => void,
): Record<string, unknown> {
  const files = new Map(Object.entries(given));
  const at = (path: unknown): string => {
    const text = path instanceof URL ? path.pathname : String(path);
    return normalize(text.startsWith(root) ? text.slice(root.length) : text) ?? '..';
  };
  const inside = (directory: string): string[] => {
    const start = directory === '' ? '' : `${directory}/`;
    const names = [...files.keys()]
      .filter((path) => path.startsWith(start))
      .map((path) => path.slice(start.length).split('/')[0] ?? '');
    return [...new Set(names)].sort();
  };
  const isDirectory = (path: string): boolean => path === '' || inside(path).length > 0;
  const textOf = (path: unknown, call: string): string => {
    if (path === 0 || path === '/dev/stdin') return input.allSync();
    const text = files.get(at(path));
    if (text !== undefined) return text;
    throw isDirectory(at(path))
      ? failure('EISDIR', 'illegal operation on a directory', 'read', path)
      : failure('ENOENT', 'no such file or directory', call, path);
  };
  const readFileSync = (path: unknown, encoding?: Encoding): unknown =>
    decoded(textOf(path, 'open'), encoding);
  const writeFileSync = (path: unknown, data: unknown): void => {
    if (path === 1 || path === 2 || path === '/dev/stdout')
      write(path === 2 ? 'stderr' : 'stdout', String(data));
    else files.set(at(path), data instanceof Uint8Array ? new TextDecoder().decode(data) : String(data));
  };
  const sync: Record<string, (...values: never[]) => unknown> = {
    readFileSync,
    writeFileSync,
    writeSync: (fd: number, data: unknown) => (writeFileSync(fd, data), String(data).length),
    appendFileSync: (path: unknown, data: unknown) =>
      writeFileSync(path, (files.get(at(path)) ?? '') + String(data)),
    existsSync: (path: unknown) => files.has(at(path)) || isDirectory(at(path)),
    readdirSync: (path: unknown) => {
      if (isDirectory(at(path))) return inside(at(path));
      throw failure('ENOENT', 'no such file or directory', 'scandir', path);
    },
    statSync: (path: unknown) => {
      const directory = isDirectory(at(path));
      const size = directory ? 0 : new TextEncoder().encode(textOf(path, 'stat')).length;
      return { size, isFile: () => !directory, isDirectory: () => directory };
    },
    unlinkSync: (path: unknown) => {
      textOf(path, 'unlink');
      files.delete(at(path));
    },
    mkdirSync: () => undefined,
  };
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

function decoded(text: string, encoding: Encoding): unknown {
  const name = typeof encoding === 'string' ? encoding : encoding?.encoding;
  return name ? text : new Bytes(new TextEncoder().encode(text));
}

/** The little of a `Buffer` that programs use on a file: `toString()` gives its text. */
class Bytes extends Uint8Array {
  override toString(): string {
    return new TextDecoder().decode(this);
  }
}

function failure(code: string, why: string, call: string, path: unknown): Error {
  const message = `${code}: ${why}, ${call} '${String(path)}'`;
  return Object.assign(new Error(message), { code, syscall: call, path: String(path), errno: -2 });
}
