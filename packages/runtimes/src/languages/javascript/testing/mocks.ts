import { fn, isMockFunction, mocks, spyOn } from '@vitest/spy';
import type { Loader } from '../modules/loader.js';
import { clockControls } from './clock.js';
import type { Guard } from './guard.js';
import { timesOf } from './collect.js';
import { ModuleMocks } from './module-mocks.js';
import { later } from './safe.js';
import { Stubs } from './stubs.js';

export interface MockKit {
  jest: Record<string, unknown>;
  /** What stands in for a file. */
  mocked(path: string): { value: unknown } | undefined;
  /** Waits for factories that are async. */
  ready(): Promise<void>;
  /** The default time a test may take. */
  timeout(): number;
  /** How often a failed test is tried again. */
  retry(): number;
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
  const time: Settings = { ...usual };
  const clock = clockControls();
  const jest = {
    ...clock.names,
    ...functionMocks(options.guard, stubs),
    ...moduleNames(modules, options),
    ...settings(time),
    ...stubs.names(),
  };
  const park = (): (() => void) => {
    const before = { ...time };
    const again = [clock.park(), stubs.park(), () => void Object.assign(time, before)];
    Object.assign(time, usual);
    return () => again.forEach((run) => run());
  };
  return {
    jest: chained(jest),
    mocked: (path) => modules.standIn(path),
    ready: () => modules.ready(),
    timeout: () => time.limit,
    retry: () => time.retry,
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
  const mock = (specifier: unknown, ...how: unknown[]): void => modules.add(named(specifier), how);
  const unmock = (specifier: unknown): void => modules.remove(named(specifier));
  return {
    mock,
    doMock: mock,
    unmock,
    doUnmock: unmock,
    dontMock: unmock,
    setMock: (specifier: unknown, value: unknown) => mock(specifier, () => value),
    requireMock: (specifier: string) => modules.require(specifier),
    importMock: async (specifier: string) => modules.require(specifier),
    createMockFromModule: (specifier: string) => modules.automocked(specifier),
    genMockFromModule: (specifier: string) => modules.automocked(specifier),
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

/** A path is looked up when a module is asked for; a promise of one has been turned into its path by then. */
function named(specifier: unknown): string {
  if (typeof specifier === 'string') return specifier;
  throw new TypeError('mock() takes the path of a module: mock("./module").');
}

interface Settings {
  /** Milliseconds that a test may take. */
  limit: number;
  retry: number;
}
const usual: Settings = { limit: 5000, retry: 0 };

function settings(time: Settings): Names {
  return {
    setTimeout: (ms: number) => void (time.limit = ms),
    setConfig: ({ testTimeout, retry }: { testTimeout?: number; retry?: unknown }) => {
      time.limit = testTimeout ?? time.limit;
      time.retry = timesOf(retry) ?? time.retry;
    },
    resetConfig: () => void Object.assign(time, usual),
    retryTimes: (times: number) => void (time.retry = times),
  };
}

function chained(jest: Names): Names {
  for (const [name, run] of Object.entries(jest))
    if (returnsItself.test(name)) jest[name] = chainable(jest, run as Run);
  return jest;
}

type Run = (...values: unknown[]) => unknown;
const returnsItself =
  /^(?:use\w+|mock|doMock|setMock|unmock|doUnmock|dontMock|(?:clear|reset|restore)AllMocks|setTimeout|retryTimes|setSystemTime|advanceTimers\w*Time|run\w+Timers|(?:un)?stub\w+)$/;
/** `jest.useFakeTimers().setSystemTime(…)`. */
function chainable(jest: object, run: Run): Run {
  return (...values) => {
    const result = run(...values);
    return result instanceof Promise ? result.then(() => jest) : jest;
  };
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
