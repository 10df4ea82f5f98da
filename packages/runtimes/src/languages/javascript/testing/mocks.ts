import { fn, isMockFunction, mocks, spyOn } from '@vitest/spy';
import type { Loader } from '../modules/loader.js';
import { clockControls } from './clock.js';
import type { Guard } from './guard.js';
import { later } from './safe.js';
import { Stubs } from './stubs.js';

interface Mocked {
  factory: (original?: () => Promise<unknown>) => unknown;
  made?: { value: unknown };
  /** The file that mocks, for what it imports in turn. */
  from: string;
  specifier: string;
}
export interface MockKit {
  jest: Record<string, unknown>;
  /** What stands in for a file. */
  mocked(path: string): { value: unknown } | undefined;
  /** Waits for factories that are async. */
  ready(): Promise<void>;
  /** The default time a test may take. */
  timeout(): number;
  /** Puts everything back, between two test files. */
  reset(): void;
  /** The same for a file that was read and has yet to run its tests; what it gives sets all up again. */
  park(): () => void;
}
export interface MockKitOptions {
  loader: () => Loader;
  guard: () => Guard;
  /** The test file that is running. */
  file: () => string;
}

/** `jest` and `vi`, which are one object here: each framework's names are there. */
export function mockKit(options: MockKitOptions): MockKit {
  const stubs = new Stubs(options.guard);
  const modules = new ModuleMocks(options.loader, options.file);
  const time = { limit: 5000 };
  const clock = clockControls();
  const jest = {
    ...clock.names,
    ...functionMocks(options.guard, stubs),
    ...moduleNames(modules, options),
    ...settings(time),
    ...stubs.names(),
  };
  const park = (): (() => void) => {
    const { limit } = time;
    const again = [clock.park(), stubs.park(), () => void (time.limit = limit)];
    time.limit = 5000;
    return () => again.forEach((run) => run());
  };
  return {
    jest: chained(jest),
    mocked: (path) => modules.standIn(path),
    ready: () => modules.ready(),
    timeout: () => time.limit,
    reset: () => void park(),
    park,
  };
}

type Names = Record<string, unknown>;

function functionMocks(guard: () => Guard, stubs: Stubs): Names {
  const all = (method: 'mockClear' | 'mockReset' | 'mockRestore') => (): void =>
    mocks.forEach((one) => one[method]());
  return {
    fn: (run?: never) => fn(run),
    spyOn: (object: object, key: never, access?: never) => {
      guard().allow(object, key);
      return spyOn(object as never, key, access as never);
    },
    isMockFunction,
    mocked: (value: unknown) => value,
    clearAllMocks: all('mockClear'),
    resetAllMocks: all('mockReset'),
    restoreAllMocks: () => {
      all('mockRestore')();
      stubs.undo('property');
    },
    waitFor,
    waitUntil: waitFor,
  };
}

function moduleNames(modules: ModuleMocks, { loader, file }: MockKitOptions): Names {
  const mock = (specifier: unknown, factory?: unknown): void => modules.add(String(specifier), factory);
  const unmock = (specifier: unknown): void => modules.remove(String(specifier));
  return {
    mock,
    doMock: mock,
    unmock,
    doUnmock: unmock,
    dontMock: unmock,
    setMock: (specifier: unknown, value: unknown) => mock(specifier, () => value),
    unstable_mockModule: mock,
    hoisted: (run: () => unknown) => run(),
    requireActual: (specifier: string) => loader().requireActual(specifier, file()),
    importActual: (specifier: string) => loader().importActual(specifier, file()),
    resetModules: () => loader().reset(file()),
    isolateModules: (run: () => void) => {
      loader().reset(file());
      run();
    },
    isolateModulesAsync: async (run: () => Promise<void>) => {
      loader().reset(file());
      await run();
    },
  };
}

function settings(time: { limit: number }): Names {
  return {
    setTimeout: (ms: number) => void (time.limit = ms),
    setConfig: (config: { testTimeout?: number }) => void (time.limit = config.testTimeout ?? time.limit),
    resetConfig: () => void (time.limit = 5000),
    retryTimes: () => undefined,
  };
}

/** The modules that test files replaced. A mock holds for the file that made it. */
class ModuleMocks {
  private readonly registry = new Map<string, Mocked>();

  constructor(
    private readonly loader: () => Loader,
    private readonly file: () => string,
  ) {}

  add(specifier: string, factory: unknown): void {
    if (typeof factory !== 'function')
      throw new Error(
        `mock('${specifier}') needs a factory here: mock('${specifier}', () => ({ … })). Mocks are not made by themselves.`,
      );
    const from = this.file();
    this.registry.set(this.keyOf(specifier), { factory: factory as Mocked['factory'], from, specifier });
  }
  remove(specifier: string): void {
    this.registry.delete(this.keyOf(specifier));
  }
  standIn(path: string): { value: unknown } | undefined {
    const found = this.registry.get(`${this.file()}\n${path}`);
    return found && (found.made ??= { value: asModule(this.make(found)) });
  }
  async ready(): Promise<void> {
    for (const one of this.registry.values()) one.made ??= { value: asModule(await this.make(one)) };
  }

  private make({ factory, specifier, from }: Mocked): unknown {
    return factory(() => this.loader().importActual(specifier, from));
  }
  private keyOf(specifier: string): string {
    return `${this.file()}\n${this.loader().resolve(specifier, this.file())}`;
  }
}

function chained(jest: Names): Names {
  for (const [name, run] of Object.entries(jest))
    if (returnsItself.test(name)) jest[name] = chainable(jest, run as Run);
  return jest;
}

type Run = (...values: unknown[]) => unknown;
const returnsItself =
  /^(?:use|mock|doMock|unmock|doUnmock|(?:clear|reset|restore)AllMocks|setTimeout|setSystemTime|advanceTimers\w*Time|run\w+Timers|stub|unstub)/;
/** `jest.useFakeTimers().setSystemTime(…)`. */
function chainable(jest: object, run: Run): Run {
  return (...values) => {
    const result = run(...values);
    return result instanceof Promise ? result.then(() => jest) : jest;
  };
}

/** Says that `default` is the default, as both frameworks take what a factory gives that has one. */
function asModule(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('default' in value) || '__esModule' in value)
    return value;
  return Object.defineProperty({ ...value }, '__esModule', { value: true });
}

async function waitFor(
  check: () => unknown,
  options: number | { timeout?: number; interval?: number } = {},
): Promise<unknown> {
  const { timeout = 1000, interval = 50 } = typeof options === 'number' ? { timeout: options } : options;
  const end = performance.now() + timeout;
  for (;;) {
    try {
      const value = await check();
      if (value !== false) return value;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    if (performance.now() > end) throw new Error('Timed out in waitFor.');
    await new Promise<void>((resolve) => later(resolve, interval));
  }
}
