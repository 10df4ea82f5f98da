import type { DriverReport, DriverResult, Job, Stdio, TestJob } from '../../src/worker/driver.js';
import type { Diagnostic, TestResultEvent } from '../../src/events.js';

/** What a job in a plain worker, without the sandbox around it, gave. */
export interface Ran {
  stdout: string;
  stderr: string;
  reports: DriverReport[];
  result?: DriverResult;
  /** The job did not end, and its worker was thrown away. */
  hung?: boolean;
}
export interface Options {
  stdin?: string;
  input?: Stdio['input'];
  ms?: number;
}

const assets = new URL('/packages/runtimes/dist/assets/', location.href);

async function textOf(name: string): Promise<string> {
  const found = await Promise.any([`${name}.gz`, name].map((path) => fetched(path)));
  const bytes = new Uint8Array(found);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
async function fetched(path: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(path, assets));
  if (!response.ok) throw new Error(`${path}: ${response.status}. Build the assets first.`);
  return response.arrayBuffer();
}
const texts = new Map<string, Promise<string>>();
const asset = (name: string): Promise<string> => {
  const known = texts.get(name) ?? textOf(name);
  texts.set(name, known);
  return known;
};

const boot = `onmessage = async (event) => {
  onmessage = null;
  const { kind, jobs, options, driver, files } = event.data;
  const post = postMessage.bind(self);
  const later = setTimeout.bind(self);
  const source = URL.createObjectURL(new Blob([driver], { type: 'text/javascript' }));
  const { createDriver } = await import(source);
  const asset = (name) => new TextEncoder().encode(files[name]).buffer;
  const made = await createDriver({ asset, progress() {} });
  const lines = (options.stdin ?? '').match(/[^\\n]*\\n|[^\\n]+/g) ?? [];
  const next = () => lines.shift() ?? null;
  const io = {
    input: options.input ?? 'batch',
    write: (stream, text) => post({ stream, text }),
    readLine: () => new Promise((resolve) => later(() => resolve(next()), 1)),
    readLineSync: next,
    flush() {},
  };
  try {
    if (kind === 'check') for (const job of jobs) post({ checked: await made.check(job) });
    else post({ result: kind === 'run' ? await made.run(jobs[0], io) : await made.test(jobs[0], io, (report) => post({ report })) });
  } catch (error) {
    post({ broken: String(error?.stack ?? error) });
  }
};`;

type Message =
  | { stream: 'stdout' | 'stderr'; text: string }
  | { report: DriverReport }
  | { result: DriverResult }
  | { checked: Diagnostic[] }
  | { broken: string };

async function start(
  kind: string,
  jobs: unknown[],
  options: Options,
  engine: string,
  files: Record<string, string>,
): Promise<Worker> {
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(boot)}`, { type: 'module' });
  worker.postMessage({ kind, jobs, options, driver: await asset(`${engine}.js`), files });
  return worker;
}

function collect(worker: Worker, ms: number): Promise<Ran> {
  const ran: Ran = { stdout: '', stderr: '', reports: [] };
  return new Promise<Ran>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ ...ran, hung: true }), ms);
    const end = (run: () => void): void => {
      clearTimeout(timer);
      run();
    };
    worker.onerror = (event) => end(() => reject(new Error(event.message)));
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if ('stream' in data) ran[data.stream] += data.text;
      else if ('report' in data) ran.reports.push(data.report);
      else if ('broken' in data) end(() => reject(new Error(data.broken)));
      else if ('result' in data) end(() => resolve({ ...ran, result: data.result }));
    };
  }).finally(() => worker.terminate());
}

/** Runs a program of several files; the first is the entry. */
export async function run(
  files: Record<string, string>,
  options: Options & { args?: string[] } = {},
): Promise<Ran> {
  const job: Job = {
    language: 'javascript',
    files,
    entry: Object.keys(files)[0] ?? '',
    args: options.args ?? [],
  };
  return collect(await start('run', [job], options, 'javascript', {}), options.ms ?? 20_000);
}

/** Runs tests: all files that are named `*.test.*` or `*.spec.*`, and the cases over the first file. */
export async function test(
  files: Record<string, string>,
  cases: TestJob['cases'] = [],
  ms = 20_000,
  testFiles = Object.keys(files).filter((path) => /\.(?:test|spec)\./.test(path)),
): Promise<Ran & { tests: TestResultEvent[] }> {
  const job: TestJob = {
    language: 'javascript',
    files,
    entry: Object.keys(files)[0] ?? '',
    args: [],
    testFiles,
    cases,
  };
  const ran = await collect(await start('test', [job], {}, 'javascript', {}), ms);
  return { ...ran, tests: ran.reports.filter((one): one is TestResultEvent => one.type === 'test') };
}

/** How each test went, as `passed its name`; with why, where that is asked for. */
export async function outcomes(files: Record<string, string>, why?: RegExp): Promise<string[]> {
  const { tests } = await test(files);
  return tests.map(({ status, name, message }) =>
    [status, name, ...(why?.exec(message ?? '') ?? [])].join(' '),
  );
}

/** What the checker says of each workspace in turn, in one worker. */
export async function check(...workspaces: Record<string, string>[]): Promise<Diagnostic[][]> {
  const jobs = workspaces.map((files) => ({ language: 'typescript', files, entry: '', args: [] }));
  const worker = await start('check', jobs, {}, 'typescript-check', {
    'libraries.json': await asset('typescript-check/libraries.json'),
  });
  const all: Diagnostic[][] = [];
  return new Promise<Diagnostic[][]>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if ('broken' in data) reject(new Error(data.broken));
      else if ('checked' in data && all.push(data.checked) === jobs.length) resolve(all);
    };
  }).finally(() => worker.terminate());
}
