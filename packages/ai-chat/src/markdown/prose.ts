import { element, patch, type Drawn, type Live } from './drawn.js';
import type { InlineText } from './inline.js';
import type { Leaf } from './leaf.js';
import type { OpenLeaf } from './structure.js';
import { calm } from './tail.js';

/** A paragraph longer than this is drawn in parts, so that a frame's work does not grow with it. */
const part = 2048;
const step = 1024;
/** A part ends here at the latest, also inside of emphasis or a link, which are then text. */
const longest = 8192;
/** And here, if there is no space at all. */
const spaceless = 12_288;

/** A paragraph or a heading. */
export class Prose implements Leaf {
  /** What shows it. */
  element: HTMLElement;
  #text = '';
  #mark = part;
  #live: Live[] = [];
  #drawn: string | undefined;
  #parts = 0;

  constructor(
    tag: string,
    private readonly inline: InlineText,
    /** The first block of a list's item may begin with a check box. */
    private readonly mayBeTask = false,
  ) {
    this.element = element(tag);
  }

  get open(): OpenLeaf | undefined {
    if (this.element.localName !== 'p') return undefined;
    return { kind: 'paragraph', lastLine: this.#text.slice(this.#text.lastIndexOf('\n') + 1) };
  }

  line(text: string): void {
    this.grow(this.#text === '' && this.#parts === 0 ? text : `\n${text}`);
  }

  grow(text: string): void {
    this.#text += text;
    while (this.#finishPart());
  }

  endLine(): void {}

  draw(): void {
    const text = this.#withoutTable(this.#heading(this.#text));
    if (text === this.#drawn) return;
    this.#drawn = text;
    const { text: shown, closed } = calm(text);
    this.#show(shown, true, !closed || /\S$/.test(text));
  }

  close(): void {
    this.#show(this.#heading(this.#text).trimEnd(), false);
  }

  /** Takes its last line off, for a table's head, and itself away if nothing is left. */
  takeLastLine(): string {
    const at = this.#text.lastIndexOf('\n');
    const line = this.#text.slice(at + 1);
    this.#text = this.#text.slice(0, Math.max(0, at));
    if (this.#text === '' && this.#parts === 0) this.element.remove();
    return line;
  }

  /** Its underline makes it a heading. */
  become(tag: string): void {
    const heading = element(tag);
    heading.append(...this.element.childNodes);
    this.element.replaceWith(heading);
    this.element = heading;
  }

  /** With `inWord`, its last word may go on. */
  #show(text: string, growing: boolean, inWord = false): void {
    this.#live = patch(this.element, this.#live, this.#task(text, growing, inWord));
  }

  /** The label of a check box is the line behind it. */
  #task(text: string, growing: boolean, inWord: boolean): Drawn[] {
    const first = this.mayBeTask && this.#parts === 0;
    if (first && growing && /^\[[ xX]\]?\s*$/.test(text)) return [];
    const box = first ? /^\[([ xX])\][ \t]+(?=\S)/.exec(text) : undefined;
    if (!box) return this.inline.draw(text, inWord);
    const input: Drawn = {
      tag: 'input',
      attributes: { type: 'checkbox' },
      checked: box[1] !== ' ',
      children: [],
    };
    return [{ tag: 'label', children: [input, ...this.inline.draw(text.slice(box[0].length), inWord)] }];
  }

  /** A heading may be closed by marks, which are not shown. */
  #heading(text: string): string {
    if (this.element.localName === 'p') return text;
    return text.replace(/(?:^|(?<![ \t])[ \t]+)#*[ \t]*$/, '');
  }

  /** A line that looks like a table's head waits for the next one, so that a table does not begin as text. */
  #withoutTable(text: string): string {
    const at = text.lastIndexOf('\n');
    return text[at + 1] === '|' ? text.slice(0, Math.max(0, at)) : text;
  }

  /** Draws for good what comes before a space where nothing is open. Where that is depends on the text alone. */
  #finishPart(): boolean {
    if (this.#text.length <= this.#mark) return false;
    const at = this.#cutAt();
    if (at === undefined) return false;
    if (at < longest && !calm(`${this.#text.slice(0, at)} `).closed) {
      this.#mark = at + step;
      return true;
    }
    this.#show(this.#text.slice(0, at), false);
    this.#parts++;
    this.#text = this.#text.slice(at);
    this.#mark = part;
    this.#live = [];
    this.#drawn = undefined;
    return true;
  }

  /** The next space behind the mark. A text without any is cut all the same. */
  #cutAt(): number | undefined {
    const space = /(?<![\s\\])\s+(?=\S)/g;
    space.lastIndex = this.#mark;
    const at = space.exec(this.#text)?.index;
    if (at !== undefined && at < spaceless) return at;
    // Not between the halves of a character.
    const high = /[\ud800-\udbff]/.test(this.#text[spaceless - 1] ?? '');
    return this.#text.length > spaceless ? spaceless - (high ? 1 : 0) : undefined;
  }
}
