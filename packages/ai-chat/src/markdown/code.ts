import { element } from './drawn.js';
import type { Leaf } from './leaf.js';
import { Lines } from './lines.js';
import type { CodeBlock, HighlightedText, MarkdownStreamOptions } from './options.js';
import type { OpenLeaf } from './structure.js';

/** A block longer than this keeps the colours that its lines got one by one: to parse all of it would hold up the page. */
const wholeUpTo = 64 * 1024;

/** A block of code: a head with its language and what can be done with it, and the code in lines. */
export class Code implements Leaf {
  readonly element = element('div', { class: 'code' });
  readonly #head = element('div', { class: 'code-head' });
  readonly #lines: Lines;
  readonly #language: string;
  /** The lines as elements, where they get colours, with what each shows. */
  readonly #spans: { element: HTMLElement; shows: string }[] = [];
  readonly #pieces: string[] = [];
  #length = 0;
  #blank = 0;
  #closed = false;

  constructor(
    readonly open: OpenLeaf & { kind: 'fence' | 'indented' },
    private readonly info: string,
    private readonly options: MarkdownStreamOptions,
  ) {
    this.#language = /^[\w+#.-]+/.exec(info)?.[0] ?? '';
    const code = element('code', this.#language ? { class: `language-${this.#language}` } : {});
    const label = element('span', { class: 'code-language' });
    label.append(this.#language || options.codeLabel || 'Code');
    this.#head.append(label);
    // Focusable, so that a long line can be scrolled to by keyboard.
    const pre = element('pre', { tabindex: '0' });
    pre.append(code);
    this.element.append(this.#head, pre);
    const coloured = options.highlight !== undefined && this.#language !== '';
    this.#lines = new Lines(code, coloured ? (line) => this.#lineDone(line) : undefined);
  }

  line(text: string): void {
    for (; this.#blank > 0; this.#blank--) this.#add('');
    this.#add(text);
  }

  /** An empty line, which belongs to indented code only if more of it follows. */
  blank(): void {
    this.#blank++;
  }

  grow(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    this.#lines.grow(text);
  }

  endLine(): void {}

  draw(): void {
    this.#lines.draw();
  }

  close(): void {
    this.#closed = true;
    this.#lines.draw();
    void this.#colourAll();
    const actions = this.options.codeActions?.(this.#block());
    if (actions) this.#head.append(actions);
  }

  #add(text: string): void {
    this.#pieces.push(this.#pieces.length > 0 ? `\n${text}` : text);
    this.#length += text.length + 1;
    this.#lines.line(text);
  }

  #block(): CodeBlock {
    return { text: () => this.#text(), language: this.#language, info: this.info };
  }

  #text(): string {
    return this.#pieces.join('');
  }

  /** A line is whole: it gets colours by itself, unless the whole block is about to get them. */
  #lineDone(element: HTMLElement): void {
    const line = { element, shows: '' };
    this.#spans.push(line);
    if (!this.#closed || !this.#short) void this.#colourLine(line);
  }

  get #short(): boolean {
    return this.#length <= wholeUpTo;
  }

  async #colourLine(line: { element: HTMLElement; shows: string }): Promise<void> {
    const colours = await this.#colours(line.element.textContent);
    if (colours && line.shows === '') show(line, colours);
  }

  async #colourAll(): Promise<void> {
    if (!this.options.highlight || this.#language === '') return;
    const last = this.element.querySelector<HTMLElement>('.lines:last-child > .line:last-child');
    if (last) this.#lineDone(last);
    if (!this.#short) return;
    const colours = await this.#colours(this.#text());
    if (!colours) return;
    const lines = byLine(colours);
    for (const [at, line] of this.#spans.entries()) show(line, lines[at] ?? []);
  }

  /** The colours of code, unless the highlighter has none or fails. */
  async #colours(code: string): Promise<readonly HighlightedText[] | undefined> {
    try {
      const colours = await this.options.highlight?.(code, this.#language);
      return colours?.map(({ text }) => text).join('') === code ? colours : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Shows a line in its colours, if it does not show them already. */
function show(line: { element: HTMLElement; shows: string }, colours: readonly HighlightedText[]): void {
  const shows = JSON.stringify(colours.map((part) => [part.class, part.text]));
  if (shows === line.shows) return;
  line.shows = shows;
  line.element.replaceChildren(...colours.map(coloured));
}

function coloured(part: HighlightedText): Node {
  const text = document.createTextNode(part.text);
  if (part.class === '') return text;
  const span = element('span', { class: part.class });
  span.append(text);
  return span;
}

function byLine(colours: readonly HighlightedText[]): HighlightedText[][] {
  const lines: HighlightedText[][] = [[]];
  for (const part of colours) {
    for (const [at, text] of part.text.split('\n').entries()) {
      if (at > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ text, class: part.class });
    }
  }
  return lines;
}
