import { element } from './drawn.js';
import type { Leaf } from './leaf.js';
import { Lines } from './lines.js';
import type { OpenLeaf } from './structure.js';

/** A block that is shown as it was written: HTML, or a formula. */
export class Verbatim implements Leaf {
  readonly element: HTMLElement;
  readonly #lines: Lines;
  #line = '';
  #over = false;

  constructor(
    kind: 'html' | 'math',
    private readonly is: OpenLeaf,
    /** Whether a line is the block's last. */
    private readonly ends: (line: string, first: boolean) => boolean,
  ) {
    this.element = element('p', { class: kind === 'math' ? 'raw math' : 'raw' });
    this.#lines = new Lines(this.element);
  }

  #first = true;

  get open(): OpenLeaf | undefined {
    return this.#over ? undefined : this.is;
  }

  line(text: string): void {
    this.#line = text;
    this.#lines.line(text);
  }

  grow(text: string): void {
    this.#line += text;
    this.#lines.grow(text);
  }

  endLine(): void {
    this.#over = this.ends(this.#line, this.#first);
    this.#first = false;
  }

  draw(): void {
    this.#lines.draw();
  }

  close(): void {
    this.#lines.draw();
  }
}
