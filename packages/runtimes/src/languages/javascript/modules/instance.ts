import type { Compiled, CompileOptions } from './compile.js';
import type { Namespace } from './namespace.js';

/** What a file's function gets as `$ir`. */
export interface Link {
  ns(index: number): Namespace;
  export(getters: Record<string, () => unknown>): void;
  star(index: number): void;
  im(specifier: unknown): Promise<Namespace>;
  load(): Promise<void>;
  locals(getters: Record<string, () => unknown>): void;
  readonly meta: { url: string; filename: string; dirname: string };
}
export type Factory = (
  link: Link,
  require: Require,
  module: NodeModule,
  exports: unknown,
  filename: string,
  dirname: string,
  ...given: unknown[]
) => () => unknown;
export interface Require {
  (specifier: string): unknown;
  main: NodeModule | undefined;
  resolve(specifier: string): string;
  cache: Record<string, unknown>;
}
export interface NodeModule {
  exports: unknown;
  id: string;
  filename: string;
  loaded: boolean;
  children: unknown[];
  paths: string[];
}

/** One loaded file. */
export interface Instance {
  path: string;
  compiled?: Compiled;
  module: NodeModule;
  /** Of an ES module: its live exports. Of others: made when first imported. */
  namespace?: Namespace;
  locals: Record<string, () => unknown>;
  state: 'new' | 'running' | 'done' | 'failed';
  error?: unknown;
  /** While an ES module with top-level await runs. */
  running?: Promise<void>;
}
export interface LoaderOptions {
  files: Record<string, string>;
  /** Where the files are said to be. */
  root: string;
  /** A module that is no file: Node's own, or the test kit's. */
  builtin(specifier: string, from: string): { value: unknown } | undefined;
  compileOptions?(path: string): CompileOptions;
  /** What a file is given beyond Node's names, as `compileOptions().given` names it. */
  given?(path: string): readonly unknown[];
  /** Stands in for a module, when a test says so. */
  mocked?(path: string): { value: unknown } | undefined;
  /** Waits for stand-ins that take time to make. */
  ready?(): Promise<void>;
  importText(text: string): Promise<{ default: unknown }>;
}
