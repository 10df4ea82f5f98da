/**
 * Registers a custom element, once. A second call with the same tag does nothing, so that two copies of the
 * library on one page, or a script tag included twice, cannot throw. Under Node it does nothing at all.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || customElements.get(tag)) return;
  customElements.define(tag, element);
}
