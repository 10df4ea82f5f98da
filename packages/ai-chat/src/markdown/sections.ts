import { element } from './drawn.js';

/** A section takes so many characters. Finished ones cost the browser little while others grow or they are out of sight. */
const full = 4096;
/** And a chapter so many sections: so that also of an answer that is very long, few boxes are looked at in a frame. */
const sections = 8;

/**
 * Puts blocks into sections, and these into chapters. A finished one is never touched again, and laid out only where it is
 * in sight.
 */
export class Sections {
  #chapter: HTMLElement | undefined;
  #section: HTMLElement | undefined;
  #length = 0;

  constructor(private readonly target: HTMLElement) {}

  /** So many characters went into the section. */
  count(characters: number): void {
    this.#length += characters;
  }

  /** Where the next block goes. */
  next(): HTMLElement {
    if (this.#section && this.#length < full) return this.#section;
    this.#section?.classList.add('done');
    if (this.#chapter && this.#chapter.childElementCount >= sections) {
      this.#chapter.classList.add('done');
      this.#chapter = undefined;
    }
    this.#chapter ??= this.target.appendChild(element('div', { class: 'chapter' }));
    this.#length = 0;
    return (this.#section = this.#chapter.appendChild(element('div', { class: 'part' })));
  }
}
