import { isObject, listOf, numberOf, objectOf, textOf, WireError, type Json } from '../wire/index.js';
import { bestOfEach, isNewer, languageNamed, usualLanguages, type RemoteLanguage } from './names.js';
import { callerOf, patiently } from './patience.js';
import { WireRunner, type RemoteRunner } from './remote.js';
import {
  codeOfSignal,
  endOf,
  notCompiled,
  saysOutOfMemory,
  type Ended,
  type Program,
  type RemoteOptions,
  type Wire,
} from './wire.js';

/** How a Piston-shaped service is reached: `https://host/api/v2/piston`, the address before `/runtimes` and `/execute`. */
export interface PistonOptions extends RemoteOptions {
  /** The languages it has, by the names of questions, where it does not say so itself. */
  languages?: readonly string[];
  /** How long compiling may take, in milliseconds. Default: as long as the service lets it. */
  compileTimeoutMs?: number;
}

interface Own {
  readonly language: string;
  readonly version: string;
  /** A service that knows nothing but the plain form: `{language, version, files, stdin}`. */
  readonly bare?: true;
}

/** Beyond a program's own time: for its turn, and for compiling. */
const BESIDE_MS = 60_000;

/** Runs programs at a Piston-shaped service. */
export const pistonRunner = (options: PistonOptions): RemoteRunner => new WireRunner(new Piston(options));

class Piston implements Wire<Own> {
  readonly name = 'Piston';
  private readonly caller;
  /** The most that it said it gives, by the name of the limit. */
  private readonly most = new Map<string, number>();

  constructor(private readonly options: PistonOptions) {
    this.caller = callerOf(options);
  }

  async discover(signal: AbortSignal): Promise<RemoteLanguage<Own>[]> {
    try {
      const found = listOf(await patiently(this.caller, '/runtimes', { signal })).flatMap(languageOf);
      return bestOfEach(found, isBetter);
    } catch (error) {
      if (!(error instanceof WireError) || error.code !== 'not-found') throw error;
      return (this.options.languages ?? usualLanguages).map((language) =>
        languageNamed({ name: language, version: '' }, { language, version: '*', bare: true as const }),
      );
    }
  }

  async execute(program: Program<Own>, signal: AbortSignal): Promise<Ended> {
    for (let tries = 0; ; tries++) {
      const began = performance.now();
      try {
        const timeoutMs = program.limits.wallMs + BESIDE_MS;
        const body = this.body(program);
        const reply = await patiently(this.caller, '/execute', { method: 'POST', body, signal, timeoutMs });
        return endedBy(reply, program, performance.now() - began);
      } catch (error) {
        if (tries >= 3 || !this.learn(error)) throw error;
      }
    }
  }

  private body({ language, entry, files, args, stdin, limits }: Program<Own>): object {
    const own = language.own;
    const first = { name: entry, content: files[entry] ?? '' };
    const others = Object.entries(files).filter(([name]) => name !== entry);
    const all = [first, ...others.map(([name, content]) => ({ name, content }))];
    const plain = { language: own.language, version: own.version, stdin };
    if (own.bare) return { ...plain, files: all.length === 1 ? [{ content: first.content }] : all };
    const { compileTimeoutMs } = this.options;
    return {
      ...plain,
      files: all,
      args,
      run_timeout: this.within('run_timeout', limits.wallMs),
      run_memory_limit: this.within('run_memory_limit', limits.memoryMb * 1024 * 1024),
      ...(compileTimeoutMs !== undefined && {
        compile_timeout: this.within('compile_timeout', compileTimeoutMs),
      }),
    };
  }

  private within(limit: string, wanted: number): number {
    return Math.min(wanted, this.most.get(limit) ?? wanted);
  }

  /** It says what it gives at most, and no more is asked for from then on. */
  private learn(error: unknown): boolean {
    if (!(error instanceof WireError)) return false;
    const said = /(run_timeout|compile_timeout|run_memory_limit)\D*exceed\D*(\d+)/.exec(error.message);
    const [, limit = '', most = ''] = said ?? [];
    if (!limit || this.most.get(limit) === Number(most)) return false;
    this.most.set(limit, Number(most));
    return true;
  }
}

function languageOf(json: unknown): RemoteLanguage<Own>[] {
  const { language, version, runtime } = objectOf(json);
  const name = textOf(language);
  if (!name) return [];
  const own = { language: name, version: textOf(version) || '*', runtime: textOf(runtime) };
  return [languageNamed({ name, version: own.version }, own)];
}

/** Of several runtimes of JavaScript Node is the usual one. */
function isBetter(
  one: RemoteLanguage<Own & { runtime?: string }>,
  other: RemoteLanguage<Own & { runtime?: string }>,
): boolean {
  const usual = ({ own }: typeof one) => (own.runtime === 'node' ? 1 : 0);
  return usual(one) === usual(other) ? isNewer(one, other) : usual(one) > usual(other);
}

function endedBy(reply: unknown, { limits }: Program, elapsedMs: number): Ended {
  const { compile, run } = objectOf(reply);
  if (isObject(compile) && failedAt(compile)) return uncompiled(compile);
  if (!isObject(run)) throw new Error('There is no "run" in the answer.');
  const signal = textOf(run['signal']);
  const code = numberOf(run['code']);
  if (code === undefined && !signal) throw new Error('It does not say how the program ended.');
  const stdout = textOf(run['stdout']) || (run['stderr'] ? '' : textOf(run['output']));
  const stderr = textOf(run['stderr']);
  const exitCode = code ?? codeOfSignal(signal);
  if (textOf(run['status']) === 'XX') throw new Error('The service failed.');
  return endOf(outcomeOf(run, { stdout, stderr, exitCode, elapsedMs, wallMs: limits.wallMs }), {
    stdout,
    stderr,
    exitCode,
  });
}

const failedAt = (stage: Json): boolean => Boolean(stage['signal']) || (numberOf(stage['code']) ?? 0) !== 0;

function uncompiled(stage: Json): Ended {
  const words = textOf(stage['stderr']) || textOf(stage['output']) || textOf(stage['stdout']);
  const killed = textOf(stage['signal']);
  return notCompiled(
    words || (killed ? `The compiler was ended (${killed}).` : ''),
    numberOf(stage['code']) ?? 1,
  );
}

/** What the newer ones say of a program that did not end well. */
const STATUSES: Readonly<Record<string, Ended['outcome']>> = {
  TO: 'timeout',
  OL: 'output-limit',
  EL: 'output-limit',
};

function outcomeOf(
  run: Json,
  at: { stdout: string; stderr: string; exitCode: number; elapsedMs: number; wallMs: number },
): Ended['outcome'] {
  const told = STATUSES[textOf(run['status'])];
  if (told) return told;
  if (textOf(run['signal']) === 'SIGKILL' || at.exitCode === 137) return killedBy(run, at);
  if (at.exitCode === 0) return 'ok';
  return saysOutOfMemory(at.stderr) ? 'memory' : 'error';
}

/** Killed, and no word of why: it took its time, or printed a lot, or else it was its memory. */
function killedBy(
  run: Json,
  { stdout, stderr, elapsedMs, wallMs }: Parameters<typeof outcomeOf>[1],
): Ended['outcome'] {
  const message = textOf(run['message']);
  if (/time/i.test(message)) return 'timeout';
  if (/stdout|stderr|output/i.test(message)) return 'output-limit';
  if (stdout.length >= 1024 && isPowerLike(stdout.length)) return 'output-limit';
  if (saysOutOfMemory(stderr)) return 'memory';
  const took = numberOf(run['wall_time']) ?? elapsedMs;
  return took >= Math.min(wallMs, 2_900) * 0.95 ? 'timeout' : 'memory';
}

/** Bounds of output are whole kilobytes, or what a pipe holds beyond one. */
const isPowerLike = (length: number): boolean => length % 1024 === 0 || length >= 65_536;
