import { withGlobal, type Clock, type FakeMethod } from '@sinonjs/fake-timers';

type Fakeable = FakeMethod[];

interface FakeOptions {
  now?: number | Date;
  toFake?: Fakeable;
  doNotFake?: string[];
}
export interface ClockControls {
  names: Record<string, unknown>;
  /** Makes the timers real for now. What it gives fakes them again, at the time they had. */
  park(): () => void;
}

/** Fake timers under Jest's and Vitest's names. */
export function clockControls(): ClockControls {
  let clock: Clock | undefined;
  let last: FakeOptions | undefined;
  const must = (): Clock => {
    if (clock) return clock;
    throw new Error('Timers are not faked: call useFakeTimers() first.');
  };
  const real = (): void => {
    clock?.uninstall();
    clock = undefined;
  };
  const fake = (options?: FakeOptions): void => {
    real();
    last = options;
    const world = withGlobal(globalThis as never);
    const there = Object.keys(world.timers).filter((name) => !['nextTick', 'queueMicrotask'].includes(name));
    const toFake = (options?.toFake ?? there).filter(
      (name) => !options?.doNotFake?.includes(name),
    ) as Fakeable;
    clock = world.install({
      now: options?.now ?? Date.now(),
      toFake,
      shouldClearNativeTimers: true,
      loopLimit: 10_000,
    });
  };
  const park = (): (() => void) => {
    const now = clock?.now;
    real();
    return () => now !== undefined && fake({ ...last, now });
  };
  const names = {
    useFakeTimers: fake,
    useRealTimers: real,
    isFakeTimers: () => clock !== undefined,
    setSystemTime: (time?: number | string | Date) => {
      if (!clock) fake();
      must().setSystemTime(new Date(time ?? Date.now()));
    },
    getRealSystemTime: () => performance.timeOrigin + performance.now(),
    getMockedSystemTime: () => (clock ? new Date(clock.now) : null),
    now: () => clock?.now ?? Date.now(),
    advanceTimersByTime: (ms: number) => void must().tick(ms),
    advanceTimersByTimeAsync: async (ms: number) => void (await must().tickAsync(ms)),
    advanceTimersToNextTimer: (steps = 1) => repeat(steps, () => must().next()),
    advanceTimersToNextTimerAsync: async () => void (await must().nextAsync()),
    advanceTimersToNextFrame: () => void must().runToFrame(),
    runAllTimers: () => void must().runAll(),
    runAllTimersAsync: async () => void (await must().runAllAsync()),
    runOnlyPendingTimers: () => void must().runToLast(),
    runOnlyPendingTimersAsync: async () => void (await must().runToLastAsync()),
    runAllTicks: () => must().runMicrotasks(),
    clearAllTimers: () => must().reset(),
    getTimerCount: () => must().countTimers(),
  };
  return { names, park };
}

function repeat(times: number, run: () => void): void {
  for (let at = 0; at < times; at++) run();
}
