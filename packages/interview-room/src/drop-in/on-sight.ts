/**
 * Registers an element when the page first has one: an element whose code is large costs a page without it nothing.
 * Elements inside other elements' shadow roots are not seen from here; such a page imports the element by itself.
 */
export function defineOnSight(tag: string, load: () => Promise<unknown>): void {
  if (typeof document === 'undefined' || customElements.get(tag)) return;
  const found = () => document.getElementsByTagName(tag).length > 0;
  const fetch = () =>
    void load().catch((error: unknown) => console.error(`<${tag}> could not be loaded.`, error));
  if (found()) return fetch();
  const observer = new MutationObserver(() => {
    if (!found()) return;
    observer.disconnect();
    fetch();
  });
  observer.observe(document, { childList: true, subtree: true });
}
