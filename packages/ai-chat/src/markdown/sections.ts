import { element } from './drawn.js';

/** A section takes so many characters. Finished ones cost the browser nothing while others grow or they are out of sight. */
const full = 4096;

/** Puts blocks into sections. A finished section is never touched again, and laid out only where it is in sight. */
export class Sections {
  #section: HTMLElement | undefined;
  #length = 0;

  constructor(private readonly target: HTMLElement) {}

  /** So many characters went into the section. */
  count(characters: number): void {
    this.#length += characters;
  }

  /** Where the next block goes. */
  next(): HTMLElement {
    if (this.#section && this.#length >= full) {
      this.#section.classList.add('done');
      this.#section = undefined;
    }
    if (!this.#section) this.#length = 0;
    return (this.#section ??= this.target.appendChild(element('div', { class: 'part' })));
  }
}
