import { clockControls } from './clock.js';
import type { Guard } from './guard.js';
import { apply } from './safe.js';
import type { Body } from './options.js';

interface Call {
  arguments: unknown[];
  result: unknown;
  error: unknown;
  this: unknown;
  target: unknown;
  stack: Error;
}
interface Times {
  times?: number;
}
interface Access extends Times {
  getter?: boolean;
  setter?: boolean;
}

/** What a mock of `node:test` has under its `mock`. */
class FunctionMock {
  calls: Call[] = [];
  private readonly next = new Map<number, Body>();

  constructor(
    private readonly original: Body,
    private current: Body,
    private readonly left: number,
    private readonly undo: () => void,
  ) {}

  callCount(): number {
    return this.calls.length;
  }
  mockImplementation(run: Body): void {
    this.current = run;
  }
  mockImplementationOnce(run: Body, onCall = this.calls.length): void {
    this.next.set(onCall, run);
  }
  resetCalls(): void {
    this.calls = [];
  }
  restore(): void {
    this.current = this.original;
    this.next.clear();
    this.undo();
  }

  /** Calls what stands for the function now, and writes down how it went. */
  run(self: unknown, values: unknown[], make?: (run: Body) => unknown): unknown {
    const at = this.calls.length;
    const body = this.next.get(at) ?? (at < this.left ? this.current : this.original);
    this.next.delete(at);
    const call: Call = {
      arguments: values,
      result: undefined,
      error: undefined,
      this: self,
      target: make && this.original,
      stack: new Error('called here'),
    };
    try {
      call.result = make ? make(body) : (apply(body, self, values) as unknown);
      return call.result;
    } catch (error) {
      call.error = error;
      throw error;
    } finally {
      this.calls.push(call);
    }
  }
}

type Mocked = Body & { mock: FunctionMock };

function mocked(
  original: Body,
  current: Body,
  { times = Infinity }: Times,
  undo = (): void => undefined,
): Mocked {
  const mock = new FunctionMock(original, current, times, undo);
  return new Proxy(original, {
    apply: (_, self: unknown, values: unknown[]) => mock.run(self, values),
    construct: (_, values: unknown[], target) =>
      mock.run(undefined, values, (run) => Reflect.construct(run, values, target)) as object,
    get: (target, key, receiver): unknown => (key === 'mock' ? mock : Reflect.get(target, key, receiver)),
  }) as Mocked;
}

function absent(name: string): () => never {
  return () => {
    throw new Error(
      `mock.${name}() of node:test is not there: there are fn, method, getter, setter and timers.`,
    );
  };
}

/** `mock` of `node:test`, and each test's own `t.mock`. */
export class MockTracker {
  private made: FunctionMock[] = [];
  private readonly clock = clockControls().names as Record<string, (...values: unknown[]) => unknown>;
  readonly timers: Record<string, unknown>;
  readonly module = absent('module');
  readonly property = absent('property');

  constructor(private readonly guard: () => Guard) {
    const { clock } = this;
    this.timers = {
      enable: ({ apis, now = 0 }: { apis?: string[]; now?: number | Date } = {}) =>
        clock['useFakeTimers']?.({ now, ...(apis && { toFake: apis.flatMap(withItsClear) }) }),
      tick: (ms = 1) => clock['advanceTimersByTime']?.(ms),
      runAll: () => clock['runAllTimers']?.(),
      setTime: (ms: number) => clock['setSystemTime']?.(ms),
      reset: () => clock['useRealTimers']?.(),
      [Symbol.dispose ?? Symbol('dispose')]: () => clock['useRealTimers']?.(),
    };
  }

  fn = (original: unknown = () => undefined, current?: unknown, options?: Times): Mocked => {
    const [run, times] = typeof current === 'function' ? [current, options] : [original, current];
    const made = mocked(original as Body, run as Body, (times ?? {}) as Times);
    this.made.push(made.mock);
    return made;
  };

  method = (object: object, name: PropertyKey, run?: unknown, options?: Access): Mocked => {
    const { getter, setter, ...times } = (typeof run === 'function' ? options : (run as Access)) ?? {};
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    const [owner, found] = lookUp(object, name);
    const original: unknown = found?.[kind];
    if (typeof original !== 'function')
      throw new TypeError(`The property ${String(name)} that is to be mocked is not a method.`);
    this.guard().allow(owner, name as string);
    const own = Object.getOwnPropertyDescriptor(object, name);
    const undo = (): void => {
      if (own) Object.defineProperty(object, name, own);
      else Reflect.deleteProperty(object, name);
    };
    const made = mocked(original as Body, (typeof run === 'function' ? run : original) as Body, times, undo);
    Object.defineProperty(object, name, { ...found, [kind]: made, configurable: true });
    this.made.push(made.mock);
    return made;
  };

  getter = (object: object, name: PropertyKey, run?: unknown, options?: Times): Mocked =>
    this.method(object, name, run ?? {}, { ...options, getter: true });

  setter = (object: object, name: PropertyKey, run?: unknown, options?: Times): Mocked =>
    this.method(object, name, run ?? {}, { ...options, setter: true });

  restoreAll = (): void => {
    for (const mock of [...this.made].reverse()) mock.restore();
  };

  reset = (): void => {
    this.restoreAll();
    this.made = [];
    this.clock['useRealTimers']?.();
  };
}

function lookUp(object: object, name: PropertyKey): [object, PropertyDescriptor | undefined] {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return [at, found];
  }
  return [object, undefined];
}

function withItsClear(api: string): string[] {
  return api.startsWith('set') ? [api, api.replace('set', 'clear')] : [api];
}
