import { mockObject } from '@vitest/mocker';
import { spyOn } from '@vitest/spy';
import type { Loader } from '../modules/loader.js';
import { directoryOf, isRelative } from '../modules/paths.js';

type Factory = (original?: () => Promise<unknown>) => unknown;
interface Mocked {
  make: () => unknown;
  made?: { value: unknown };
}

/** The modules that test files replaced. A mock holds for the file that made it. */
export class ModuleMocks {
  private readonly registry = new Map<string, Mocked>();

  constructor(
    private readonly loader: () => Loader,
    private readonly file: () => string,
  ) {}

  /** By what `how` has: a factory; else the file beside it in `__mocks__`; else the module itself, its functions mocked. */
  add(specifier: string, how: readonly unknown[]): void {
    const from = this.file();
    const factory = how.find((one) => typeof one === 'function') as Factory | undefined;
    const spy = how.some((one) => (one as { spy?: unknown } | null | undefined)?.spy === true);
    const make = (): unknown => {
      if (factory) return factory(() => this.loader().importActual(specifier, from));
      const byHand = spy ? undefined : this.besides(specifier, from);
      if (byHand !== undefined) return this.loader().requireActual(`/${byHand}`, from);
      return mockOf(this.loader().requireActual(specifier, from), spy ? 'autospy' : 'automock');
    };
    this.registry.set(this.keyOf(specifier), { make });
  }
  remove(specifier: string): void {
    this.registry.delete(this.keyOf(specifier));
  }
  standIn(path: string): { value: unknown } | undefined {
    const found = this.registry.get(`${this.file()}\n${path}`);
    return found && (found.made ??= { value: asModule(found.make()) });
  }
  async ready(): Promise<void> {
    for (const one of this.registry.values()) one.made ??= { value: asModule(await one.make()) };
  }

  require(specifier: string): unknown {
    return this.standIn(this.pathOf(specifier))?.value ?? this.automocked(specifier);
  }
  automocked(specifier: string): unknown {
    return mockOf(this.loader().requireActual(specifier, this.file()), 'automock');
  }

  /** A mock that was written by hand: `__mocks__/name` beside the module, or beside all for a package. */
  private besides(specifier: string, from: string): string | undefined {
    const path = this.pathOf(specifier);
    const folder = isRelative(specifier) ? directoryOf(path) : '';
    const name = path.slice(isRelative(specifier) && folder ? folder.length + 1 : 0);
    return this.loader().find(`/${folder ? `${folder}/` : ''}__mocks__/${name}`, from);
  }
  private keyOf(specifier: string): string {
    return `${this.file()}\n${this.pathOf(specifier)}`;
  }
  /** A file's path; a package, which need not be there, goes by its name. */
  private pathOf(specifier: string): string {
    return isRelative(specifier)
      ? this.loader().resolve(specifier, this.file())
      : specifier.replace(/^node:/, '');
  }
}

/** The same shape with every function a mock, as Vitest makes it. */
function mockOf(exports: unknown, type: 'automock' | 'autospy'): unknown {
  const globalConstructors = { Object, Function, Array, Map, RegExp };
  const isSpace = typeof exports === 'object' && exports !== null && Object.getPrototypeOf(exports) === null;
  // The getters of an ES module's namespace would stay the module's own.
  const module = isSpace ? { ...exports } : exports;
  const mocked = mockObject({ type, globalConstructors, spyOn } as never, { module });
  return (mocked as { module: unknown }).module;
}

/** Says that `default` is the default, as both frameworks take what a factory gives that has one. */
function asModule(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('default' in value) || '__esModule' in value)
    return value;
  return Object.defineProperty({ ...value }, '__esModule', { value: true });
}
