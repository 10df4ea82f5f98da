/** Calls back when the page is hidden (it may not come back) and when it goes. Returns how to stop. Nothing in Node. */
export function watchPage(on: { hidden(): void; going(): void }): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const hidden = () => document.visibilityState === 'hidden' && on.hidden();
  const going = () => on.going();
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', going);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', going);
  };
}
