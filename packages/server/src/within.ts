/**
 * A signal that aborts with `signal`, or with a `TimeoutError` after `ms` milliseconds. Its timer holds it: what
 * `AbortSignal.any()` makes of an `AbortSignal.timeout()` may be collected before its time in Node, and then never aborts
 * (nodejs/node#57736). The timer keeps no process alive.
 */
export function within(signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('It took too long.', 'TimeoutError')), ms);
  timer.unref();
  return AbortSignal.any([signal, late.signal]);
}
