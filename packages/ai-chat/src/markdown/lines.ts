import { element } from './drawn.js';

/** Lines stand in boxes of so many, so that the browser lays out the last box alone when one is added. */
const inBox = 32;

/** Text in lines that grows at its end: what stands is never touched, new text is added to the last node. */
export class Lines {
  #box: HTMLElement | undefined;
  #count = 0;
  #node: Text | undefined;
  #waiting = '';
  #empty = true;

  constructor(
    private readonly parent: HTMLElement,
    /** Gives each line an element of its own. It is told when a line is whole. */
    private readonly onLine?: (line: HTMLElement) => void,
  ) {}

  /** A line begins. */
  line(text: string): void {
    this.#waiting += this.#empty ? text : `\n${text}`;
    this.#empty = false;
  }

  /** More of the last line. */
  grow(text: string): void {
    this.#waiting += text;
  }

  /** Shows what has come. */
  draw(): void {
    if (this.#empty || (this.#box && this.#waiting === '')) return;
    const lines = this.#waiting.split('\n');
    this.#waiting = '';
    if (this.onLine) this.#drawLines(lines, this.onLine);
    else this.#drawText(lines);
  }

  #drawText(lines: readonly string[]): void {
    let at = 0;
    while (at < lines.length) {
      const room = this.#box ? inBox - this.#count : inBox - 1;
      const more = lines.slice(at, at + room + 1);
      at += more.length;
      // The line break that ends a box is drawn in it: so the text of all boxes is the whole text.
      this.#append(more.join('\n') + (at < lines.length ? '\n' : ''));
      this.#count += more.length - 1;
      if (at < lines.length) this.#box = undefined;
    }
  }

  #append(text: string): void {
    if (!this.#box) this.#begin();
    if (this.#node) this.#node.appendData(text);
    else this.#box?.append((this.#node = document.createTextNode(text)));
  }

  #begin(): void {
    this.#box = this.parent.appendChild(element('span', { class: 'lines' }));
    this.#count = 1;
    this.#node = undefined;
  }

  #drawLines(lines: readonly string[], onLine: (line: HTMLElement) => void): void {
    for (const [index, text] of lines.entries()) {
      if (index > 0) this.#endLine(onLine);
      if (!this.#box || this.#count > inBox) this.#begin();
      if (this.#node) this.#node.appendData(text);
      else this.#beginLine(text);
    }
  }

  #beginLine(text: string): void {
    const line = element('span', { class: 'line' });
    line.append((this.#node = document.createTextNode(text)));
    this.#box?.append(line);
  }

  #endLine(onLine: (line: HTMLElement) => void): void {
    const line = this.#node?.parentElement;
    this.#box?.append('\n');
    this.#node = undefined;
    this.#count++;
    if (line) onLine(line);
  }
}
