/** Calls back when the page has the network again, is seen again, or comes back from the browser's cache. Nothing in Node. */
export function watchWake(woken: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const seen = () => document.visibilityState === 'visible' && woken();
  document.addEventListener('visibilitychange', seen);
  for (const type of ['online', 'pageshow']) addEventListener(type, woken);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    for (const type of ['online', 'pageshow']) removeEventListener(type, woken);
  };
}
