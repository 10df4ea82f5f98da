import { callJson, WireError, type Call, type Caller } from '../wire/index.js';
import type { RemoteOptions } from './wire.js';

/** How often, and how long at most, a service that is asked too often is waited for. */
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

/** A request to a service that may ask to be asked more slowly: that is done, within reason. */
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
  if (!(error instanceof WireError) || error.code !== 'rate' || tries >= TRIES) return undefined;
  const wait = error.detail.retryAfterMs ?? 250 * 2 ** tries;
  return wait <= LONGEST ? wait : undefined;
}

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
