/**
 * Calls back when the page has the network again, is seen again, or comes back from the browser's cache; and, where that is
 * asked for, when it is told that there is no network any more. Nothing in Node.
 */
export function watchWake(woken: () => void, away: () => void = () => undefined): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const seen = () => document.visibilityState === 'visible' && woken();
  document.addEventListener('visibilitychange', seen);
  for (const type of ['online', 'pageshow']) addEventListener(type, woken);
  addEventListener('offline', away);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    for (const type of ['online', 'pageshow']) removeEventListener(type, woken);
    removeEventListener('offline', away);
  };
}
