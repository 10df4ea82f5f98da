import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type {
  Driver,
  DriverHost,
  DriverReport,
  DriverResult,
  Job,
  Stdio,
  TestJob,
} from '../../src/worker/driver.js';
import type { TestResultEvent } from '../../src/events.js';
import { createPythonDriver } from '../../src/languages/python/driver.js';

const assets = fileURLToPath(new URL('../../dist/assets/', import.meta.url));
const pyodide = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));

export interface HostOptions {
  /** Leaves files out, as a broken deployment would. */
  without?: string[];
  /** Adds files, by the path they would be served under. */
  with?: Record<string, Uint8Array>;
  /** By which the interpreter is asked to stop, as a frame that is isolated would. */
  interrupt?: Uint8Array;
}

/** The same driver under Node, from the built files. */
export function nodeDriver(options: HostOptions = {}): Promise<Driver> {
  const names = readdirSync(join(assets, 'pyodide')).map((name) => `pyodide/${name}`);
  const files = names.filter((file) => !options.without?.some((part) => file.includes(part)));
  const added = options.with ?? {};
  const host: DriverHost = {
    progress: () => undefined,
    ...(options.interrupt && { interrupt: options.interrupt }),
    assets: [...files.map((file) => file.replace(/\.gz$/, '')), ...Object.keys(added)],
    asset(name) {
      const given = added[name];
      if (given) return new Uint8Array(given).buffer;
      const file = files.find((file) => file === name || file === `${name}.gz`);
      if (!file) throw new Error(`No file ${name}`);
      const bytes = readFileSync(join(assets, file));
      return new Uint8Array(file.endsWith('.gz') ? gunzipSync(bytes) : bytes).buffer;
    },
  };
  return createPythonDriver(
    host,
    (name) => import(pathToFileURL(join(pyodide, name)).href) as Promise<Record<string, unknown>>,
    pyodide,
  );
}

/** Keeps what a job wrote, in order, and gives it the lines of `input`. */
export class Recorder implements Stdio {
  readonly input: Stdio['input'] = 'batch';
  stdout = '';
  stderr = '';
  private readonly lines: string[];
  constructor(input = '') {
    this.lines = input.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  }
  write(stream: 'stdout' | 'stderr', text: string): void {
    this[stream] += text;
  }
  readLineSync(): string | null {
    return this.lines.shift() ?? null;
  }
  readLine(): Promise<string | null> {
    return Promise.resolve(this.readLineSync());
  }
  flush(): void {
    // Nothing is held back.
  }
}

export interface Ran extends DriverResult {
  stdout: string;
  stderr: string;
}

/** Runs `files` (or the text of `main.py`) and says how it went. */
export async function runIn(
  driver: Driver,
  files: string | Record<string, string>,
  more: Partial<Job> & { stdin?: string } = {},
): Promise<Ran> {
  const io = new Recorder(more.stdin);
  const job = {
    language: 'python',
    files: typeof files === 'string' ? { 'main.py': files } : files,
    entry: 'main.py',
    args: [],
    ...more,
  };
  const result = await driver.run(job, io);
  driver.rest?.();
  return { ...result, stdout: io.stdout, stderr: io.stderr };
}

export interface Tested extends Ran {
  events: DriverReport[];
}

export async function testIn(
  driver: Driver,
  files: Record<string, string>,
  more: Partial<TestJob> = {},
): Promise<Tested> {
  const io = new Recorder();
  const events: DriverReport[] = [];
  const testFiles = Object.keys(files).filter((path) => /(^|\/)test_|_test\.py$/.test(path));
  const job = { language: 'python', files, entry: 'main.py', args: [], testFiles, cases: [], ...more };
  const result = await driver.test(job, io, (event) => events.push(event));
  driver.rest?.();
  return { ...result, stdout: io.stdout, stderr: io.stderr, events };
}

export const resultsOf = ({ events }: Tested): TestResultEvent[] =>
  events.filter((event) => event.type === 'test');
export const statusOf = (tested: Tested): Record<string, string> =>
  Object.fromEntries(resultsOf(tested).map(({ name, status }) => [name, status]));
export function resultOf(tested: Tested, name: string): TestResultEvent {
  const found = resultsOf(tested).find((result) => result.name === name);
  assert.ok(found, `${name} in ${JSON.stringify(tested.events)}`);
  return found;
}
export const planOf = ({ events }: Tested): string[] => (events[0]?.type === 'plan' ? events[0].names : []);
