import { Engine } from '../sandbox/engine.js';
import { limitsOf, type Limits } from '../limits.js';
import { runJob, type JobEvent } from '../run.js';
import type { ExitEvent } from '../events.js';

const assetBase = new URL('/packages/runtimes/src/testing/probe/', location.href).href;
const sandboxUrl = new URL('/packages/runtimes/dist/assets/sandbox.html', location.href).href;

/** An engine whose programs are written against the driver's own interface. */
export function probeEngine(driver = 'probe.js', place = { assetBase, sandboxUrl }): Engine {
  return new Engine(place, { id: 'probe', driver, assets: [] });
}

export interface ProbeOptions {
  limits?: Limits;
  stdin?: string | AsyncIterable<string>;
  signal?: AbortSignal;
  mode?: 'run' | 'test';
  onevent?: (event: JobEvent, handle: { stop(): void }) => void;
}
export interface Probed {
  stdout: string;
  output: string;
  exit: ExitEvent;
  events: JobEvent[];
}

/** Runs the body of `async (io, { host, job, report }) => { … }`. */
export async function probe(engine: Engine, body: string, options: ProbeOptions = {}): Promise<Probed> {
  const { stdin = '', mode = 'run', limits, signal, onevent } = options;
  const stopper = new AbortController();
  const files = { 'main.js': `export default async (io, { host, job, report }) => {\n${body}\n};` };
  const job = { language: 'probe', files, entry: 'main.js', args: [], testFiles: [], cases: [] };
  const live = typeof stdin === 'string' ? undefined : stdin;
  const request = { mode, job, stdin: live ? null : (stdin as string), limits: limitsOf(limits) };
  const signals = AbortSignal.any([stopper.signal, ...(signal ? [signal] : [])]);
  const events: JobEvent[] = [];
  for await (const event of runJob(engine, request, { input: live, signal: signals })) {
    events.push(event);
    onevent?.(event, { stop: () => stopper.abort() });
  }
  const exit = events.at(-1);
  if (exit?.type !== 'exit' || events.filter(({ type }) => type === 'exit').length !== 1)
    throw new Error('No exit');
  const text = (...types: string[]): string =>
    events.map((event) => (types.includes(event.type) && 'text' in event ? event.text : '')).join('');
  return { stdout: text('stdout'), output: text('stdout', 'stderr'), exit, events };
}
