import { CodeError } from './code-error.js';
import { compile, whyRefused, type Compiled } from './compile.js';
import type { Factory, Instance, Link, LoaderOptions, NodeModule, Require } from './instance.js';
import { copyNames, define, namespaceOf, type Namespace } from './namespace.js';
import { isCode, isRelative, resolve } from './paths.js';

/** The modules of a workspace: found, compiled, linked and run, each once. */
export class Loader {
  private readonly compiled = new Map<string, Compiled | { failed: unknown }>();
  private readonly factories = new Map<string, Factory>();
  private instances = new Map<string, Instance>();
  private readonly spaces = new Map<unknown, Namespace>();
  private main: NodeModule | undefined;

  constructor(private readonly options: LoaderOptions) {}

  /** Compiles every file: a `require` cannot wait, so what it may ask for must be there. */
  async prepare(): Promise<void> {
    await Promise.all(
      Object.keys(this.options.files)
        .filter(isCode)
        .map((path) => this.prepareOne(path)),
    );
  }

  private async prepareOne(path: string): Promise<void> {
    try {
      const compiled = compile(path, this.options.files[path] ?? '', this.options.compileOptions?.(path));
      this.compiled.set(path, compiled);
      this.factories.set(
        path,
        (
          await this.options.importText(compiled.code).catch((error: unknown) => {
            throw whyRefused(compiled, error);
          })
        ).default as Factory,
      );
    } catch (error) {
      this.compiled.set(path, { failed: error });
    }
  }

  /** How a file was compiled, for the lines of errors. */
  compiledOf(path: string): Compiled | undefined {
    const found = this.compiled.get(path);
    return found && 'code' in found ? found : undefined;
  }

  /** Runs a file as the program. */
  async runMain(path: string): Promise<Instance> {
    if (!Object.hasOwn(this.options.files, path)) throw new Error(`There is no file ${path} to run.`);
    const instance = this.instance(path);
    this.main = instance.module;
    await this.evaluateAsync(instance);
    return instance;
  }

  async import(specifier: string, from: string): Promise<Namespace> {
    await this.options.ready?.();
    const found = this.module(specifier, from);
    if (!('instance' in found)) return this.spaceOf(found.value);
    await this.evaluateAsync(found.instance);
    return this.spaceOfInstance(found.instance);
  }

  /** The instance of a file, as if nothing stood in for it. */
  async importActual(specifier: string, from: string): Promise<Namespace> {
    const builtin = this.options.builtin(specifier, from);
    if (builtin) return this.spaceOf(builtin.value);
    const instance = this.instance(this.resolve(specifier, from));
    await this.evaluateAsync(instance);
    return this.spaceOfInstance(instance);
  }

  requireActual(specifier: string, from: string): unknown {
    const builtin = this.options.builtin(specifier, from);
    return builtin ? builtin.value : this.exportsOf(this.instance(this.resolve(specifier, from)));
  }

  /** Forgets what ran, so that the next import runs it anew. */
  reset(keep: string): void {
    const kept = this.instances.get(keep);
    this.instances = new Map(kept ? [[keep, kept]] : []);
  }

  /** What has run so far: a test file has its own modules, and comes back to them. */
  get loaded(): Map<string, Instance> {
    return this.instances;
  }
  set loaded(instances: Map<string, Instance>) {
    this.instances = instances;
  }

  resolve(specifier: string, from: string): string {
    const path = this.find(specifier, from);
    if (path !== undefined) return path;
    throw notFound(specifier, from);
  }

  /** The file that a specifier means; undefined where there is none. */
  find(specifier: string, from: string): string | undefined {
    if (!isRelative(specifier)) return undefined;
    return resolve(this.withoutRoot(specifier), from, (one) => Object.hasOwn(this.options.files, one));
  }

  private withoutRoot(specifier: string): string {
    const { root } = this.options;
    const plain = specifier.replace(/^file:\/\//, '');
    return plain.startsWith(root) ? plain.slice(root.length - 1) : plain;
  }

  private module(specifier: string, from: string): { instance: Instance } | { value: unknown } {
    const standIn = isRelative(specifier)
      ? undefined
      : this.options.mocked?.(specifier.replace(/^node:/, ''));
    if (standIn) return standIn;
    const builtin = this.options.builtin(specifier, from);
    if (builtin) return builtin;
    const path = this.resolve(specifier, from);
    return this.options.mocked?.(path) ?? { instance: this.instance(path) };
  }

  private instance(path: string): Instance {
    const known = this.instances.get(path);
    if (known) return known;
    const filename = this.options.root + path;
    const module: NodeModule = {
      exports: {},
      id: filename,
      filename,
      loaded: false,
      children: [],
      paths: [],
    };
    const instance: Instance = { path, module, locals: {}, state: 'new' };
    this.instances.set(path, instance);
    const compiled = this.compiled.get(path);
    if (compiled && 'failed' in compiled)
      Object.assign(instance, { state: 'failed', error: compiled.failed });
    else if (compiled) instance.compiled = compiled;
    else this.data(instance);
    if (instance.compiled?.kind === 'esm') module.exports = instance.namespace = namespaceOf();
    return instance;
  }

  /** A file that is no code: JSON is parsed, all else is refused. */
  private data(instance: Instance): void {
    try {
      if (!instance.path.endsWith('.json'))
        throw new TypeError(`${instance.path} is neither code nor JSON: read it with fs.readFileSync.`);
      instance.module.exports = JSON.parse(
        (this.options.files[instance.path] ?? '').replace(/^\uFEFF/, ''),
      ) as unknown;
      instance.state = 'done';
    } catch (error) {
      Object.assign(instance, {
        state: 'failed',
        error: error instanceof SyntaxError ? new CodeError(error.message, instance.path, 1, 1) : error,
      });
    }
  }

  private async evaluateAsync(root: Instance): Promise<void> {
    for (const instance of this.inOrder(root)) {
      const running = instance.running ?? this.run(instance);
      if (running) await running;
      this.passOn(instance, root);
    }
  }

  private exportsOf(root: Instance): unknown {
    for (const instance of this.inOrder(root)) {
      if (instance.compiled?.kind === 'esm' && instance.compiled.isAsync && instance.state === 'new')
        throw new Error(
          `require() cannot load ${instance.path}, which awaits at its top level: use import().`,
        );
      void this.run(instance);
      this.passOn(instance, root);
    }
    return root.module.exports;
  }

  /** What fails in a module fails those that need it. */
  private passOn(instance: Instance, root: Instance): void {
    if (instance.state !== 'failed') return;
    if (root.state === 'new') Object.assign(root, { state: 'failed', error: instance.error });
    throw instance.error;
  }

  /** A module and all it imports, what is needed first standing first. */
  private inOrder(root: Instance, seen = new Set<Instance>()): Instance[] {
    if (seen.has(root) || root.state === 'done' || root.state === 'failed')
      return seen.has(root) ? [] : [root];
    seen.add(root);
    const { compiled } = root;
    if (!compiled || compiled.loadsItself || root.state === 'running') return [root];
    return [...compiled.imports.flatMap(({ specifier }) => this.dependency(specifier, root, seen)), root];
  }

  private dependency(specifier: string, from: Instance, seen: Set<Instance>): Instance[] {
    try {
      const found = this.module(specifier, from.path);
      return 'instance' in found ? this.inOrder(found.instance, seen) : [];
    } catch (error) {
      Object.assign(from, { state: 'failed', error: this.placed(error, from, specifier) });
      return [];
    }
  }

  /** An error of linking, with the place of the import that asked. */
  private placed(error: unknown, from: Instance, specifier: string): unknown {
    const text = this.options.files[from.path] ?? '';
    const line = text
      .split('\n')
      .findIndex((one) => one.includes(`'${specifier}'`) || one.includes(`"${specifier}"`));
    if (error instanceof Error && line >= 0)
      Object.defineProperty(error, 'stack', {
        value: `${error.name}: ${error.message}\n    at ${from.path}:${line + 1}:1`,
        configurable: true,
        writable: true,
      });
    return error;
  }

  private run(instance: Instance): Promise<void> | undefined {
    if (instance.state !== 'new') return undefined;
    const { compiled, path } = instance;
    const factory = this.factories.get(path);
    if (!compiled || !factory) return undefined;
    instance.state = 'running';
    for (const name of compiled.implicit)
      if (!(name in globalThis)) Object.assign(globalThis, { [name]: undefined });
    try {
      if (!compiled.loadsItself) this.checkImports(instance, compiled);
      const body = this.bind(instance, factory);
      const result: unknown = body.call(compiled.kind === 'cjs' ? instance.module.exports : undefined);
      if (compiled.isAsync) return (instance.running = this.settle(instance, result));
      this.finish(instance);
    } catch (error) {
      Object.assign(instance, { state: 'failed', error });
      throw error;
    }
    return undefined;
  }

  private async settle(instance: Instance, result: unknown): Promise<void> {
    try {
      await result;
      this.finish(instance);
    } catch (error) {
      Object.assign(instance, { state: 'failed', error });
      throw error;
    } finally {
      delete instance.running;
    }
  }

  private finish(instance: Instance): void {
    instance.state = 'done';
    instance.module.loaded = true;
  }

  private bind(instance: Instance, factory: Factory): () => unknown {
    const { module, path } = instance;
    const slash = module.filename.lastIndexOf('/');
    return factory(
      this.linkOf(instance),
      this.requireOf(path),
      module,
      module.exports,
      module.filename,
      module.filename.slice(0, slash) || '/',
      ...(this.options.given?.(path) ?? []),
    );
  }

  private linkOf(instance: Instance): Link {
    const { path, compiled, module } = instance;
    const requested = (index: number): string => compiled?.imports[index]?.specifier ?? '';
    return {
      ns: (index) => this.importedBy(instance, requested(index)),
      export: (getters) => {
        for (const [name, get] of Object.entries(getters)) define(instance.namespace, name, get);
      },
      star: (index) => {
        copyNames(this.importedBy(instance, requested(index)), instance.namespace);
      },
      im: (specifier) => this.import(String(specifier), path),
      load: async () => {
        for (const { specifier } of compiled?.imports ?? []) await this.import(specifier, path);
        if (compiled) this.checkImports(instance, compiled);
      },
      locals: (getters) => void Object.assign(instance.locals, getters),
      meta: {
        url: `file://${module.filename}`,
        filename: module.filename,
        dirname: module.filename.replace(/\/[^/]*$/, ''),
      },
    };
  }

  private requireOf(from: string): Require {
    const require = (specifier: string): unknown => {
      const found = this.module(specifier, from);
      return 'instance' in found ? this.exportsOf(found.instance) : found.value;
    };
    const resolve = (specifier: string): string =>
      this.options.builtin(specifier, from) ? specifier : this.options.root + this.resolve(specifier, from);
    return Object.assign(require, { main: this.main, resolve, cache: {} });
  }

  private importedBy(instance: Instance, specifier: string): Namespace {
    const found = this.module(specifier, instance.path);
    return 'instance' in found ? this.spaceOfInstance(found.instance) : this.spaceOf(found.value);
  }

  private spaceOfInstance(instance: Instance): Namespace {
    return instance.namespace ?? this.spaceOf(instance.module.exports);
  }

  /** What importing a CommonJS module or a built-in gives. */
  private spaceOf(exports: unknown): Namespace {
    const known = this.spaces.get(exports);
    if (known) return known;
    const space = namespaceOf();
    const names =
      (typeof exports === 'object' || typeof exports === 'function') && exports !== null
        ? (exports as Record<string, unknown>)
        : {};
    for (const name of Object.keys(names)) if (name !== 'default') define(space, name, () => names[name]);
    define(space, 'default', () => (names['__esModule'] && 'default' in names ? names['default'] : exports));
    if (typeof exports === 'object') this.spaces.set(exports, space);
    return space;
  }

  /** As the engine would: a name that a module does not export is an error before anything runs. */
  private checkImports(instance: Instance, compiled: Compiled): void {
    for (const { specifier, names } of compiled.imports) {
      const found = this.module(specifier, instance.path);
      // A module in a cycle, and one that failed, has not said its names yet.
      if ('instance' in found && found.instance.state !== 'done') continue;
      const space = this.importedBy(instance, specifier);
      const missing = names.find(({ name }) => !(name in space));
      if (missing)
        throw new CodeError(
          `The requested module '${specifier}' does not provide an export named '${missing.name}'`,
          instance.path,
          missing.line,
          missing.column,
        );
    }
  }
}

function notFound(specifier: string, from: string): Error {
  const message = isRelative(specifier)
    ? `Cannot find module '${specifier}' imported from ${from}`
    : `Cannot find package '${specifier}' imported from ${from}: packages cannot be installed here. There are the files of the workspace and some of Node's own modules.`;
  return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
}
