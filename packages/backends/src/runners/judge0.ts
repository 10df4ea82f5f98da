import { isObject, listOf, numberOf, objectOf, textOf, WireError, type Json } from '../wire/index.js';
import { bestOfEach, isNewer, languageNamed, type RemoteLanguage } from './names.js';
import { callerOf, patiently, pause } from './patience.js';
import { WireRunner, type RemoteRunner } from './remote.js';
import {
  endOf,
  notCompiled,
  saysOutOfMemory,
  type Ended,
  type Program,
  type RemoteOptions,
  type Wire,
} from './wire.js';
import { zipOf } from './zip.js';

/** How a Judge0-shaped service is reached: the address before `/languages` and `/submissions`. */
export interface Judge0Options extends RemoteOptions {
  /** Ask for the result in the reply itself, where the service allows it; else it is asked for again and again. */
  wait?: boolean;
}

/** Beyond a program's own time: for its turn, and for compiling. */
const BESIDE_MS = 60_000;
/** So many looks for one result may get lost. */
const MOST_LOST = 5;
const FIELDS =
  'token,stdout,stderr,compile_output,message,status,exit_code,exit_signal,time,wall_time,memory';
/** What it has that is no language. */
const NO_LANGUAGE = /^(multi-file|executable|plain text)/i;

/** Runs programs at a Judge0-shaped service. */
export const judge0Runner = (options: Judge0Options): RemoteRunner => new WireRunner(new Judge0(options));

class Judge0 implements Wire<number> {
  readonly name = 'Judge0';
  private readonly caller;
  /** The most that it said it gives, by the name of the limit. */
  private readonly most = new Map<string, number>();

  constructor(private readonly options: Judge0Options) {
    this.caller = callerOf(options);
  }

  async discover(signal: AbortSignal): Promise<RemoteLanguage<number>[]> {
    const found = listOf(await patiently(this.caller, '/languages', { signal })).flatMap(languageOf);
    return bestOfEach(found, isBetter);
  }

  async execute(program: Program<number>, signal: AbortSignal): Promise<Ended> {
    const until = performance.now() + program.limits.wallMs + BESIDE_MS;
    const first = objectOf(await this.submit(program, signal));
    const token = textOf(first['token']);
    const result = statusOf(first) > 2 ? first : await this.poll(token, until, signal);
    return endedBy(result, program);
  }

  private async submit(program: Program<number>, signal: AbortSignal): Promise<unknown> {
    const path = `/submissions?base64_encoded=true&wait=${this.options.wait === true}&fields=${FIELDS}`;
    const timeoutMs = program.limits.wallMs + BESIDE_MS;
    for (let tries = 0; ; tries++) {
      try {
        return await patiently(this.caller, path, {
          method: 'POST',
          body: this.body(program),
          signal,
          timeoutMs,
        });
      } catch (error) {
        if (tries >= 3 || !this.learn(error)) throw error;
      }
    }
  }

  /** Asked again with growing pauses. Who stops waiting takes the submission back, where that is allowed. */
  private async poll(token: string, until: number, signal: AbortSignal): Promise<Json> {
    if (!token) throw new Error('There is no token in the answer.');
    const path = `/submissions/${encodeURIComponent(token)}`;
    let lost = 0;
    try {
      for (let wait = 100; performance.now() < until; wait = Math.min(wait * 1.5, 2_000)) {
        await pause(wait, signal);
        const result = await this.look(path, signal).catch((error: unknown) => {
          // It runs there all the same, and the next look may get through.
          if (!(error instanceof WireError) || !error.passes || ++lost > MOST_LOST) throw error;
          return {};
        });
        if (statusOf(result) > 2) return result;
      }
    } finally {
      if (signal.aborted) this.takeBack(path);
    }
    throw new WireError('timeout', 'Judge0 did not come to this program in time. Try again in a minute.');
  }

  private async look(path: string, signal: AbortSignal): Promise<Json> {
    return objectOf(await patiently(this.caller, `${path}?base64_encoded=true&fields=${FIELDS}`, { signal }));
  }

  private takeBack(path: string): void {
    const call = { method: 'DELETE' as const, keepalive: true, signal: AbortSignal.timeout(5_000) };
    patiently(this.caller, path, call).catch(() => undefined);
  }

  private body({ language, entry, files, args, stdin, limits }: Program<number>): object {
    const others = Object.fromEntries(Object.entries(files).filter(([path]) => path !== entry));
    const seconds = limits.wallMs / 1000;
    return {
      language_id: language.own,
      source_code: encoded(files[entry] ?? ''),
      stdin: encoded(stdin),
      cpu_time_limit: this.within('cpu_time_limit', seconds),
      wall_time_limit: this.within('wall_time_limit', seconds),
      memory_limit: this.within('memory_limit', limits.memoryMb * 1024),
      ...(args.length > 0 && { command_line_arguments: args.map(quoted).join(' ') }),
      ...(Object.keys(others).length > 0 && { additional_files: toBase64(zipOf(others)) }),
    };
  }

  private within(limit: string, wanted: number): number {
    return Math.min(wanted, this.most.get(limit) ?? wanted);
  }

  /** It says what it gives at most, and no more is asked for from then on. */
  private learn(error: unknown): boolean {
    if (!(error instanceof WireError) || !isObject(error.detail.body)) return false;
    let learned = false;
    for (const limit of ['cpu_time_limit', 'wall_time_limit', 'memory_limit']) {
      const words = listOf(error.detail.body[limit]).map(textOf).join(' ');
      const most = Number(/(?:less than or equal to|at most|maximum\D*)\s*(\d+(?:\.\d+)?)/.exec(words)?.[1]);
      if (!Number.isFinite(most) || this.most.get(limit) === most) continue;
      this.most.set(limit, most);
      learned = true;
    }
    return learned;
  }
}

/** `Python (3.8.1)`, `C++ (GCC 9.2.0)`. */
function languageOf(json: unknown): RemoteLanguage<number>[] {
  const { id, name } = objectOf(json);
  const own = numberOf(id);
  const [, title = '', version = ''] = /^([^(]*)(?:\(([^)]*)\))?/.exec(textOf(name)) ?? [];
  if (own === undefined || !title.trim() || NO_LANGUAGE.test(title)) return [];
  return [languageNamed({ name: title.trim().replace(/\s+/g, '-'), version }, own)];
}

/** Of several compilers GCC is the usual one. */
function isBetter(one: RemoteLanguage<number>, other: RemoteLanguage<number>): boolean {
  const usual = ({ version }: RemoteLanguage) => (/gcc|node|openjdk/i.test(version) ? 1 : 0);
  return usual(one) === usual(other) ? isNewer(one, other) : usual(one) > usual(other);
}

const statusOf = ({ status, status_id: id }: Json): number =>
  numberOf(objectOf(status)['id']) ?? numberOf(id) ?? 0;

function endedBy(result: Json, { limits }: Program): Ended {
  const status = statusOf(result);
  const [stdout, stderr, compiler, message] = ['stdout', 'stderr', 'compile_output', 'message'].map((field) =>
    decoded(result[field]),
  ) as [string, string, string, string];
  if (status === 6) return notCompiled(compiler || message, 1);
  if (status === 13 || status === 14 || status < 3)
    throw new WireError('server', `Judge0 could not run this program. ${message.slice(0, 500)}`.trim());
  const exitCode = numberOf(result['exit_code']) ?? codeOf(result);
  const at = { stdout, stderr, exitCode };
  if (status === 5) return endOf('timeout', { ...at, exitCode: 124 });
  if (status === 8) return endOf('output-limit', at);
  if (status === 3 || status === 4) return endOf(exitCode === 0 ? 'ok' : 'error', at);
  const full = (numberOf(result['memory']) ?? 0) >= limits.memoryMb * 1024 * 0.95;
  const memory = full || saysOutOfMemory(stderr) || saysOutOfMemory(message);
  return endOf(memory ? 'memory' : 'error', at);
}

const codeOf = ({ exit_signal: signal }: Json): number =>
  numberOf(signal) ? 128 + (numberOf(signal) ?? 0) : 0;

/** An argument as a shell takes it. */
const quoted = (arg: string): string =>
  /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
const encoded = (text: string): string => toBase64(new TextEncoder().encode(text));

/** What is no base64 is taken for what it says. */
function decoded(value: unknown): string {
  const text = textOf(value);
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return text;
  }
}
