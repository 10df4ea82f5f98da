import type { ChatFailure } from './events.js';

/** How often, and after which pauses, a request is made again. */
export interface Retries {
  readonly times?: number;
  /** The first pause; each further one is twice as long. */
  readonly firstMs?: number;
  /** The longest pause: a server that wants a longer one is not asked again. */
  readonly longestMs?: number;
}

/** How long to wait before the next attempt; `undefined` if there is to be none. */
export function waitBefore(
  attempt: number,
  { retryable, retryAfterMs }: ChatFailure,
  { times, firstMs, longestMs }: Required<Retries>,
): number | undefined {
  if (!retryable || attempt >= times || (retryAfterMs ?? 0) > longestMs) return undefined;
  // Not all at once: those who failed together come back apart.
  const growing = Math.min(firstMs * 2 ** attempt, longestMs) * (0.5 + Math.random() / 2);
  return Math.max(growing, retryAfterMs ?? 0);
}

/** Waits; `false` if the signal came first. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = (whole: boolean) => (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(whole);
    };
    const stop = done(false);
    const timer = setTimeout(done(true), milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
