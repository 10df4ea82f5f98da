import type { DriverResult, Job, Stdio } from '../../../worker/driver.js';
import type { RunError } from '../../../events.js';
import { makeConsole, type OwnConsole } from '../console/console.js';
import { cleanStacks } from '../errors/stacks.js';
import { errorText, runError } from '../errors/run-error.js';
import type { CompileOptions } from '../modules/compile.js';
import { Loader } from '../modules/loader.js';
import { bringBuffer, mentionsBuffer, type BufferClass } from '../node/buffer.js';
import { builtins } from '../node/builtins.js';
import { makeProcess, type OwnProcess } from '../node/process.js';
import { ExitSignal } from './exit.js';
import { importText } from './import-text.js';
import { Input } from './input.js';
import { Lifetime } from './lifetime.js';

const root = '/home/code/';

export interface ProgramOptions {
  job: Job;
  write(stream: 'stdout' | 'stderr', text: string): void;
  io: Stdio;
  compileOptions?(path: string): CompileOptions;
  given?(path: string): readonly unknown[];
  builtin?(specifier: string, from: string): { value: unknown } | undefined;
  mocked?(path: string): { value: unknown } | undefined;
  ready?(): Promise<void>;
  /** An error nobody caught: in a timer, or of a promise nobody waited for. */
  uncaught(error: unknown): void;
}

/** A workspace made into a program: its modules, its globals, its time of life. Once a worker. */
export class Program {
  readonly lifetime: Lifetime;
  readonly input: Input;
  readonly process: OwnProcess;
  readonly console: OwnConsole;
  readonly loader: Loader;
  /** Node's own modules. */
  readonly node: ReturnType<typeof builtins>;
  readonly exited: Promise<number>;
  private leave: (code: number) => void = () => undefined;
  private left = false;
  private buffer: BufferClass | undefined;

  constructor(private readonly options: ProgramOptions) {
    const { job, io } = options;
    this.exited = new Promise((resolve) => (this.leave = resolve));
    this.lifetime = new Lifetime((error) => this.fail(error));
    this.input = new Input(io, this.lifetime);
    const now = performance.now.bind(performance);
    const write = (stream: 'stdout' | 'stderr', text: string): void => this.write(stream, text);
    this.console = makeConsole(write, now);
    this.process = makeProcess({
      argv: ['/usr/bin/node', root + job.entry, ...job.args],
      cwd: root,
      write,
      input: this.input,
      exit: (code) => this.exit(code),
      now,
      nextTick: queueMicrotask.bind(globalThis),
    });
    const node = (this.node = builtins({
      files: job.files,
      root,
      input: this.input,
      write,
      process: this.process,
      console: this.console,
      buffer: () => this.buffer,
    }));
    this.loader = new Loader({
      files: job.files,
      root,
      importText,
      builtin: (specifier, from) => options.builtin?.(specifier, from) ?? node(specifier),
      ...(options.compileOptions && { compileOptions: options.compileOptions }),
      ...(options.given && { given: options.given }),
      ...(options.mocked && { mocked: options.mocked }),
      ...(options.ready && { ready: options.ready }),
    });
  }

  /** Puts the program's world in place. From here on the globals are its own. */
  install(): void {
    const world = globalThis as Record<string, unknown>;
    cleanStacks((path, line, column) => this.loader.compiledOf(path)?.columnOf(line, column) ?? column);
    Object.assign(console, this.console);
    this.lifetime.install(world);
    const prompt = (words?: unknown): string | null | Promise<string | null> => this.prompt(words);
    for (const [name, value] of Object.entries({
      process: this.process,
      global: globalThis,
      prompt,
      alert: this.console['log'],
    }))
      Object.defineProperty(world, name, { value, writable: true, configurable: true });
    self.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      this.fail(event.reason);
    });
    self.addEventListener('error', (event) => {
      event.preventDefault();
      this.fail(event.error ?? new Error(event.message));
    });
  }

  write(stream: 'stdout' | 'stderr', text: string): void {
    if (!this.left) this.options.write(stream, text);
  }

  /** Reads all files, and brings what they name and the engine has not. Gives what it brought, by name. */
  async prepare(): Promise<Record<string, object>> {
    const { files } = this.options.job;
    const buffer = mentionsBuffer(files) ? await bringBuffer() : undefined;
    this.buffer = buffer;
    await this.loader.prepare();
    return buffer ? { 'Buffer': buffer, 'Buffer.prototype': buffer.prototype } : {};
  }

  /** Ends the program where it stands. */
  exit(code: number): never {
    this.end(code);
    throw new ExitSignal(code);
  }

  end(code: number): void {
    this.leave(code);
    this.left = true;
    this.lifetime.end();
  }

  error(thrown: unknown): RunError {
    return runError(thrown, (path) => Object.hasOwn(this.options.job.files, path));
  }

  report(thrown: unknown): RunError {
    const error = this.error(thrown);
    this.write('stderr', errorText(thrown, error, this.options.job.files));
    return error;
  }

  private fail(error: unknown): void {
    if (ExitSignal.is(error) || this.left) return;
    this.options.uncaught(error);
  }

  private prompt(words: unknown): string | null | Promise<string | null> {
    if (words !== undefined) this.write('stdout', `${String(words)} `);
    return this.input.mustWait ? this.input.line() : this.input.lineSync();
  }
}

export type { DriverResult };
