import { util as chai } from 'chai';
import { EventEmitter } from 'events';
import * as inspection from 'node-inspect-extracted';
import path from 'path-browserify';
import { assertModule } from './assert.js';
import { fsOf } from './fs.js';
import type { BufferClass } from './buffer.js';
import type { OwnProcess } from './process.js';
import { readline } from './readline.js';
import type { Input } from '../program/input.js';
import type { Write } from '../console/console.js';

export interface World {
  files: Record<string, string>;
  root: string;
  input: Input;
  write: Write;
  process: OwnProcess;
  console: unknown;
  /** Where a file mentions it. */
  buffer(): BufferClass | undefined;
}

/** Node's own modules that make sense in an exercise, each made when first asked for. */
export function builtins(world: World): (name: string) => { value: unknown } | undefined {
  const made = new Map<string, unknown>();
  const table = tableOf(world);
  return (specifier) => {
    const name = specifier.replace(/^node:/, '');
    const make = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!make) return undefined;
    if (!made.has(name)) made.set(name, make());
    return { value: made.get(name) };
  };
}

function tableOf({
  files,
  root,
  input,
  write,
  process,
  console,
  buffer,
}: World): Record<string, () => unknown> {
  let fs: Record<string, unknown> | undefined;
  const fileSystem = (): Record<string, unknown> => (fs ??= fsOf(files, root, input, write, buffer));
  const own = Object.assign({}, path, { resolve: (...parts: string[]) => resolveFrom(root, parts) });
  const posix = Object.assign(own, { posix: own });
  return {
    'assert': () => assertModule().loose,
    'assert/strict': () => assertModule().strict,
    'buffer': () => ({ Buffer: buffer(), Blob, atob, btoa }),
    'console': () => console,
    'crypto': () => ({ ...cryptoParts(buffer), webcrypto: crypto, subtle: crypto.subtle }),
    'events': () => Object.assign(EventEmitter, { EventEmitter }),
    'fs': fileSystem,
    'fs/promises': () => fileSystem()['promises'],
    'os': () => ({
      EOL: '\n',
      platform: () => 'linux',
      cpus: () => [],
      tmpdir: () => '/tmp',
      type: () => 'Browser',
    }),
    'path': () => posix,
    'path/posix': () => posix,
    'perf_hooks': () => ({ performance }),
    'process': () => process,
    'readline': () => readline(input, write),
    'readline/promises': () => readline(input, write)['promises'],
    'timers': () => ({
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      setImmediate: global('setImmediate'),
      clearImmediate: global('clearImmediate'),
    }),
    'timers/promises': () => ({ setTimeout: sleep, setImmediate: (value: unknown) => sleep(0, value) }),
    'url': () => ({
      URL,
      URLSearchParams,
      fileURLToPath: (url: string | URL) => decodeURIComponent(new URL(url).pathname),
      pathToFileURL: (name: string) => new URL(`file://${name}`),
    }),
    'util': () => utilities,
    'util/types': () => utilities.types,
  };
}

const global = (name: string): unknown => (globalThis as Record<string, unknown>)[name];
const sleep = (ms: number, value?: unknown): Promise<unknown> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));

function resolveFrom(root: string, parts: string[]): string {
  let full = '';
  for (const part of [root, ...parts]) full = part.startsWith('/') ? part : `${full}/${part}`;
  const text = path.normalize(full);
  return text.length > 1 ? text.replace(/\/$/, '') : text;
}

const cryptoParts = (buffer: World['buffer']) => ({
  randomUUID: () => (crypto.randomUUID ? crypto.randomUUID() : uuid()),
  randomInt: (low: number, high?: number) => {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    return from + Math.floor(Math.random() * (to - from));
  },
  randomBytes: (size: number) => {
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    return buffer()?.from(bytes) ?? bytes;
  },
  getRandomValues: (array: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(array),
});

/** Where the page is no secure context, `randomUUID` is not there. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

type Callback = (error: unknown, value?: unknown) => void;
const promisified = Symbol.for('nodejs.util.promisify.custom');
const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
const isKind = (kind: string) => (value: unknown) => kindOf(value) === kind;

const utilities = {
  inspect: inspection.inspect,
  format: inspection.format,
  formatWithOptions: inspection.formatWithOptions,
  isDeepStrictEqual: (a: unknown, b: unknown) => chai.eql(a, b),
  stripVTControlCharacters: inspection.stripVTControlCharacters,
  promisify: (run: (...values: unknown[]) => unknown) =>
    (run as unknown as Record<symbol, unknown>)[promisified] ??
    (run === (global('setTimeout') as unknown)
      ? sleep
      : function (this: unknown, ...values: unknown[]) {
          return new Promise((resolve, reject) => {
            const answer: Callback = (error, value) => (error ? reject(error as Error) : resolve(value));
            run.call(this, ...values, answer);
          });
        }),
  callbackify:
    (run: (...values: unknown[]) => Promise<unknown>) =>
    (...values: unknown[]) => {
      const answer = values.pop() as Callback;
      run(...values).then((value) => answer(null, value), answer);
    },
  inherits: (constructor: { prototype: object }, parent: { prototype: object }) => {
    Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(constructor.prototype, parent.prototype);
  },
  deprecate: <T>(run: T): T => run,
  isArray: Array.isArray,
  TextEncoder,
  TextDecoder,
  types: {
    isPromise: isKind('Promise'),
    isRegExp: isKind('RegExp'),
    isDate: isKind('Date'),
    isMap: isKind('Map'),
    isSet: isKind('Set'),
    isNativeError: isKind('Error'),
    isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
    isGeneratorFunction: isKind('GeneratorFunction'),
    isAsyncFunction: isKind('AsyncFunction'),
  },
};
