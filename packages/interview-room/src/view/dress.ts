import type { CSSResult } from 'lit';

/** Lays styles into an element, once: those of a part whose code comes later. */
export function dress({ shadowRoot }: HTMLElement, { styleSheet }: CSSResult): void {
  if (!shadowRoot || !styleSheet || shadowRoot.adoptedStyleSheets.includes(styleSheet)) return;
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, styleSheet];
}
