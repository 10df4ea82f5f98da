/**
 * A signal that aborts as `signal` does, or with a `TimeoutError` after `ms` milliseconds. Its timer holds it: in Node what
 * `AbortSignal.any()` makes of an `AbortSignal.timeout()` never aborts if that was collected as garbage before its time
 * (nodejs/node#57736). The timer keeps no process alive.
 */
export function within(signal: AbortSignal, ms: number): AbortSignal {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(new DOMException('It took too long.', 'TimeoutError')), ms);
  timer.unref();
  const end = (): void => {
    clearTimeout(timer);
    own.abort(signal.reason);
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return own.signal;
}
