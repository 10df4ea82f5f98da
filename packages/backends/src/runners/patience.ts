import { callJson, WireError, type Call, type Caller } from '../wire/index.js';
import type { RemoteOptions } from './wire.js';

/** How often a service is asked the same, and how long at most one that is asked too often is waited for. */
const TRIES = 4;
const LONGEST = 5_000;

/** How a service is reached. */
export function callerOf({
  url,
  token,
  headers,
  fetch,
}: RemoteOptions): Caller & { headers: Readonly<Record<string, string>> } {
  return {
    base: url.replace(/\/+$/, ''),
    headers: headers ?? {},
    ...(fetch && { fetch }),
    ...(token !== undefined && { token: async () => (typeof token === 'function' ? token() : token) }),
  };
}

/**
 * A request to a service that may ask to be asked more slowly, or fail by chance: it is made again, within reason. So is what
 * a program is submitted by: at worst it runs twice, in a box of its own, and one of its results is taken.
 */
export async function patiently(
  caller: ReturnType<typeof callerOf>,
  path: string,
  call: Call & { signal: AbortSignal },
): Promise<unknown> {
  const whole = { ...call, headers: { ...caller.headers, ...call.headers } };
  for (let tries = 1; ; tries++) {
    try {
      return await callJson(caller, path, whole);
    } catch (error) {
      const wait = waitAfter(error, tries);
      if (wait === undefined) throw error;
      await pause(wait, call.signal);
    }
  }
}

function waitAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof WireError) || tries >= TRIES) return undefined;
  const isRate = error.code === 'rate';
  if (!isRate && !isByChance(error)) return undefined;
  const wait = error.detail.retryAfterMs ?? (isRate ? 250 : 50) * 2 ** tries;
  return wait <= LONGEST ? wait : undefined;
}

/** A proxy that does not reach the service just now, or a queue that is full; with a page as often as not. */
const isByChance = ({ code, detail: { status = 0 } }: WireError): boolean =>
  code === 'unavailable' || (code === 'html' && status >= 500);

/** Resolves after a time; rejects when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
