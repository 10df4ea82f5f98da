import { element } from './drawn.js';

/** A section takes so many characters. What grows beside it, finished ones need not be laid out or painted for. */
const full = 4096;
/** And a chapter so many sections: few enough to be laid out at once, where one comes into sight. */
const sections = 4;

/**
 * Puts blocks into sections, and these into chapters. A finished one is never touched again, and a chapter is laid out
 * only where it is in sight. Sections are not: a browser looks at each box that it may skip in each frame, also at those in
 * boxes that it does skip, so a long answer would cost more at its end.
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
    // Most answers end before: their size need not be remembered.
    this.#chapter?.classList.add('long');
    this.#chapter ??= this.target.appendChild(element('div', { class: 'chapter' }));
    this.#length = 0;
    return (this.#section = this.#chapter.appendChild(element('div', { class: 'part' })));
  }
}
