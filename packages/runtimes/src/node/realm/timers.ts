import { guarded, type Host } from './host.js';

type Callback = (...values: unknown[]) => void;
const full = (): Error => new RangeError('No timer could be set.');

/** Timers that give numbers, `queueMicrotask` and the clock, as in a browser. */
export function makeTimers(host: Host, report: (error: unknown) => void): Record<string, unknown> {
  const { timer, clear, now, timeOrigin } = host;
  const begun = timeOrigin();
  const start = (run: unknown, ms: unknown, repeats: boolean, values: unknown[]): number => {
    if (typeof run !== 'function') throw new TypeError('The callback is to be a function.');
    const delay = Number(ms) > 0 ? Number(ms) : 0;
    const fire = (): void => {
      try {
        (run as Callback)(...values);
      } catch (error) {
        report(error);
      }
    };
    return guarded(() => timer(fire, delay, repeats), full);
  };
  const stop = (id: unknown): void => {
    const number = Number(id);
    guarded(() => clear(number), full);
  };
  const queueMicrotask = (run: unknown): void => {
    if (typeof run !== 'function') throw new TypeError('The callback is to be a function.');
    void soon(run as Callback, report);
  };
  return {
    setTimeout: (run: unknown, ms?: unknown, ...values: unknown[]) => start(run, ms, false, values),
    setInterval: (run: unknown, ms?: unknown, ...values: unknown[]) => start(run, ms, true, values),
    clearTimeout: stop,
    clearInterval: stop,
    queueMicrotask,
    performance: {
      now: () => guarded(now, full),
      timeOrigin: begun,
      mark: () => undefined,
      measure: () => undefined,
      toJSON: () => ({ timeOrigin: begun }),
    },
  };
}

async function soon(run: Callback, report: (error: unknown) => void): Promise<void> {
  await undefined;
  try {
    run();
  } catch (error) {
    report(error);
  }
}
