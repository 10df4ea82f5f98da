import { fn, isMockFunction, mocks, spyOn } from '@vitest/spy';
import type { Loader } from '../modules/loader.js';
import { clockControls } from './clock.js';
import type { Guard } from './guard.js';
import { later } from './safe.js';

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
}
export interface MockKitOptions {
  loader: () => Loader;
  guard: () => Guard;
  /** The test file that is running. */
  file: () => string;
}

/** `jest` and `vi`, which are one object here: each framework's names are there. */
export function mockKit({ loader, guard, file }: MockKitOptions): MockKit {
  const registry = new Map<string, Mocked>();
  const undo: (() => void)[] = [];
  let timeout = 5000;
  /** A mock holds for the test file that made it. */
  const keyOf = (path: string): string => `${file()}\n${path}`;
  const mock = (specifier: unknown, factory?: unknown): void => {
    const name = String(specifier);
    if (typeof factory !== 'function')
      throw new Error(
        `mock('${name}') needs a factory here: mock('${name}', () => ({ … })). Mocks are not made by themselves.`,
      );
    registry.set(keyOf(loader().resolve(name, file())), {
      factory: factory as Mocked['factory'],
      from: file(),
      specifier: name,
    });
  };
  const unmock = (specifier: unknown): void =>
    void registry.delete(keyOf(loader().resolve(String(specifier), file())));
  const all =
    (run: (one: { mockClear(): unknown; mockReset(): unknown; mockRestore(): unknown }) => void) =>
    (): void =>
      mocks.forEach(run as never);
  const spy = (object: object, key: never, access?: never): unknown => {
    guard().allow(object, key);
    return spyOn(object as never, key, access as never);
  };
  const replace = (target: object, key: string, value: unknown): void => {
    const before = Object.getOwnPropertyDescriptor(target, key);
    guard().allow(target, key);
    Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: true });
    undo.push(() =>
      before ? Object.defineProperty(target, key, before) : Reflect.deleteProperty(target, key),
    );
  };
  const undoAll = (): void => {
    for (const run of undo.splice(0).reverse()) run();
  };
  const clock = clockControls();
  const jest: Record<string, unknown> = {
    ...clock,
    fn: (run?: never) => fn(run),
    spyOn: spy,
    isMockFunction,
    mocked: (value: unknown) => value,
    clearAllMocks: all((one) => one.mockClear()),
    resetAllMocks: all((one) => one.mockReset()),
    restoreAllMocks: () => {
      all((one) => one.mockRestore())();
      undoAll();
    },
    mock,
    doMock: mock,
    unmock,
    doUnmock: unmock,
    hoisted: (run: () => unknown) => run(),
    requireActual: (specifier: string) => loader().requireActual(specifier, file()),
    importActual: (specifier: string) => loader().importActual(specifier, file()),
    resetModules: () => loader().reset(file()),
    isolateModules: (run: () => void) => {
      loader().reset(file());
      run();
    },
    setTimeout: (ms: number) => void (timeout = ms),
    setConfig: (config: { testTimeout?: number }) => void (timeout = config.testTimeout ?? timeout),
    resetConfig: () => void (timeout = 5000),
    retryTimes: () => undefined,
    stubGlobal: (name: string, value: unknown) => replace(globalThis, name, value),
    unstubAllGlobals: undoAll,
    stubEnv: (name: string, value: unknown) =>
      replace((globalThis as unknown as { process: { env: object } }).process.env, name, value),
    unstubAllEnvs: undoAll,
    replaceProperty: (object: object, key: string, value: unknown) => {
      replace(object, key, value);
      return { restore: undoAll, replaceValue: (next: unknown) => replace(object, key, next) };
    },
    waitFor,
    waitUntil: waitFor,
  };
  for (const name of Object.keys(jest))
    if (returnsItself.test(name)) jest[name] = chainable(jest, jest[name] as Run);
  return {
    jest,
    mocked: (path) => {
      const found = registry.get(keyOf(path));
      if (!found) return undefined;
      return (found.made ??= {
        value: asModule(found.factory(() => loader().importActual(found.specifier, found.from))),
      });
    },
    async ready() {
      for (const one of registry.values())
        if (!one.made)
          one.made = {
            value: asModule(await one.factory(() => loader().importActual(one.specifier, one.from))),
          };
    },
    timeout: () => timeout,
    reset() {
      (clock['useRealTimers'] as () => void)();
      undoAll();
      timeout = 5000;
    },
  };
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
