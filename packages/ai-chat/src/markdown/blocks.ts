import { Code } from './code.js';
import { element } from './drawn.js';
import { InlineText } from './inline.js';
import type { Leaf } from './leaf.js';
import type { MarkdownStreamOptions } from './options.js';
import { planLine } from './plan.js';
import { Prose } from './prose.js';
import { Sections } from './sections.js';
import type { Container, Item, Open, OpenContainer, Plan, Start } from './structure.js';
import { Table } from './table.js';
import { Verbatim } from './verbatim.js';

type LeafStart = Exclude<Start, { kind: 'underline' | 'definition' | 'rule' }>;

interface LiveContainer extends OpenContainer {
  readonly element: HTMLElement;
  /** The list that an item stands in. */
  readonly list: HTMLElement | undefined;
  empty: boolean;
  over: boolean;
}

/**
 * The blocks of a text that grows. Each line is looked at once: it goes on some of the blocks that are open, closes the
 * others and opens new ones. A closed block is never touched again.
 */
export class Blocks {
  readonly #inline: InlineText;
  readonly #sections: Sections;
  readonly #containers: LiveContainer[] = [];
  #leaf: Leaf | undefined;
  /** The line before this one was empty. */
  #afterBlank = false;
  /** The line that comes in: what of it was not decided yet. */
  #line = '';
  /** What the line does was decided: the rest of it goes to the leaf. */
  #begun = false;

  constructor(
    target: HTMLElement,
    private readonly options: MarkdownStreamOptions,
  ) {
    this.#inline = new InlineText(options);
    this.#sections = new Sections(target);
  }

  /** Takes the end of a line, or a whole one. */
  endLine(text: string): void {
    if (this.#begun) {
      this.#leaf?.grow(text);
    } else {
      const line = this.#line + text;
      const plan = planLine(line, this.#open, true);
      if (plan) this.#apply(plan);
    }
    this.#leaf?.endLine();
    this.#sections.count(text.length + this.#line.length + 1);
    this.#line = '';
    this.#begun = false;
  }

  /** Takes a piece of a line. */
  grow(text: string): void {
    if (text === '') return;
    this.#line += text;
    if (this.#begun) {
      this.#leaf?.grow(text);
      return;
    }
    const plan = planLine(this.#line, this.#open, false);
    if (!plan) return;
    this.#apply(plan);
    this.#begun = true;
  }

  /** Shows what has come. */
  draw(): void {
    this.#leaf?.draw();
  }

  /** Nothing more will come. */
  end(): void {
    if (this.#line !== '') this.endLine('');
    this.#close(0);
  }

  get #open(): Open {
    return { containers: this.#containers, leaf: this.#leaf?.open };
  }

  #apply(plan: Plan): void {
    const { does, text } = plan;
    if (does === 'more') this.#leaf?.line(text);
    else if (does === 'close') this.#closeLeaf();
    else if (does === 'blank') this.#blank(plan);
    else this.#start(plan, does);
    this.#afterBlank = does === 'blank';
  }

  #blank(plan: Plan): void {
    const before = this.#leaf;
    const stays =
      before instanceof Code && plan.matched === this.#containers.length && plan.opens.length === 0;
    if (stays) {
      before.blank();
      return;
    }
    const former = this.#containers[plan.matched];
    this.#enter(plan);
    if (former?.list && plan.opens.length === 0) this.#keep(former);
  }

  /** An item that an empty line ends: the list may go on all the same. */
  #keep(item: LiveContainer): void {
    item.over = true;
    this.#containers.push(item);
  }

  #start(plan: Plan, start: Start): void {
    const prose = this.#leaf instanceof Prose ? this.#leaf : undefined;
    if (start.kind === 'underline') {
      prose?.become(this.#heading(start.level));
      this.#closeLeaf();
      return;
    }
    const head = start.kind === 'table' ? prose?.takeLastLine() : undefined;
    this.#enter(plan);
    if (start.kind === 'definition') this.#inline.define(start.label, start.href, start.title);
    else this.#begin(start, plan.text, head ?? '');
  }

  /** Closes what does not go on, and opens the containers that begin. */
  #enter({ matched, opens }: Plan): void {
    const former = this.#containers[matched];
    this.#close(matched);
    for (const [at, is] of opens.entries()) this.#openContainer(is, at === 0 ? former : undefined);
  }

  #close(keep: number): void {
    this.#closeLeaf();
    this.#containers.length = Math.min(keep, this.#containers.length);
  }

  #closeLeaf(): void {
    this.#leaf?.close();
    this.#leaf = undefined;
  }

  #openContainer(is: Container, former: LiveContainer | undefined): void {
    if (is.kind === 'quote') {
      const quote = element('blockquote');
      this.#place(quote);
      this.#containers.push({ is, element: quote, list: undefined, empty: true, over: false });
      return;
    }
    const list = this.#listFor(is, former);
    const item = list.appendChild(element('li'));
    this.#containers.push({ is, element: item, list, empty: true, over: false });
  }

  /** The list that an item goes on, or a new one. */
  #listFor(item: Item, former: LiveContainer | undefined): HTMLElement {
    if (former?.list && former.is.kind === 'item' && former.is.marker === item.marker) {
      if (this.#afterBlank) former.list.classList.add('loose');
      return former.list;
    }
    const start = item.number ?? 1;
    const tag = item.number === undefined ? 'ul' : 'ol';
    const list = element(tag, start === 1 ? {} : { start: String(start) });
    this.#place(list);
    return list;
  }

  #begin(start: Exclude<Start, { kind: 'underline' | 'definition' }>, text: string, head: string): void {
    if (start.kind === 'rule') {
      this.#place(element('hr'));
      return;
    }
    const leaf = this.#makeLeaf(start, head);
    this.#place(leaf.element);
    this.#leaf = leaf;
    if (start.kind === 'heading') leaf.line(text.slice(start.level).trimStart());
    else if (start.kind !== 'fence' && start.kind !== 'table') leaf.line(text);
  }

  #makeLeaf(start: LeafStart, head: string): Leaf & { readonly element: HTMLElement } {
    switch (start.kind) {
      case 'paragraph':
        return new Prose('p', this.#inline, this.#firstInItem);
      case 'heading':
        return new Prose(this.#heading(start.level), this.#inline);
      case 'fence':
        return new Code(start, start.info, this.options);
      case 'indented':
        return new Code({ kind: 'indented' }, '', this.options);
      case 'html':
        return new Verbatim('html', start, (line) => start.end?.test(line) ?? false);
      case 'math':
        return new Verbatim('math', { kind: 'math' }, (line, first) => ends(start, line, first));
      case 'table':
        return new Table(head, start.align, this.#inline);
    }
  }

  get #firstInItem(): boolean {
    const container = this.#containers.at(-1);
    return container?.is.kind === 'item' && container.empty;
  }

  #heading(level: number): string {
    return `h${Math.min(6, Math.max(1, level + (this.options.headingOffset ?? 0)))}`;
  }

  /** Puts a block into what is open. */
  #place(block: HTMLElement): void {
    const container = this.#containers.at(-1);
    // A list with empty lines between its blocks is loose: a class says so, its items stay as they are.
    if (container && !container.empty && this.#afterBlank) container.list?.classList.add('loose');
    if (container) container.empty = false;
    (container?.element ?? this.#sections.next()).append(block);
  }
}

function ends(start: Start & { kind: 'math' }, line: string, first: boolean): boolean {
  return start.whole || (!first && line.trimEnd().endsWith(start.end));
}
