import { element, patch } from './drawn.js';
import type { InlineText } from './inline.js';
import type { Leaf } from './leaf.js';
import { cells } from './starts.js';
import type { Align } from './structure.js';

/** A table. A row is drawn when its line is whole, and left alone from then on. */
export class Table implements Leaf {
  readonly open = { kind: 'table' } as const;
  /** Scrolls by itself where the page is narrow, also by keyboard. */
  readonly element = element('div', { class: 'table', tabindex: '0' });
  readonly #table = element('table');
  #body: HTMLElement | undefined;
  #line: string | undefined;

  constructor(
    head: string,
    private readonly align: readonly Align[],
    private readonly inline: InlineText,
  ) {
    const row = element('thead');
    row.append(this.#row(head, (align) => element('th', { scope: 'col', ...align })));
    this.#table.append(row);
    this.element.append(this.#table);
  }

  line(text: string): void {
    this.#line = text;
  }

  grow(text: string): void {
    this.#line = (this.#line ?? '') + text;
  }

  endLine(): void {
    // The line under the head is no row.
    if (this.#line === undefined) return;
    this.#body ??= this.#table.appendChild(element('tbody'));
    this.#body.append(this.#row(this.#line, (align) => element('td', align)));
  }

  draw(): void {}

  close(): void {
    if (!this.#body) this.#table.append(element('tbody'));
  }

  #row(line: string, cell: (align: { class?: string }) => HTMLElement): HTMLElement {
    const texts = cells(line);
    const row = element('tr');
    for (const [at, align] of this.align.entries()) {
      // A class and not a style attribute, which a page's policy may forbid.
      const made = cell(align ? { class: `align-${align}` } : {});
      patch(made, [], this.inline.draw(texts[at] ?? ''));
      row.append(made);
    }
    return row;
  }
}
