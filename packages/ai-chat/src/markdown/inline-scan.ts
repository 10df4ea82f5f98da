import { decodeEntities } from '@interview-room/ui/markdown';
import { bareAddressAt, destinationAt, type Destination } from './addresses.js';
import type { Drawn } from './drawn.js';
import { Emphasis } from './emphasis.js';
import { formulaAt } from './math.js';
import { addressAt, bracketPairs, closingTicks, flanks, matchAt, runAt, tagAt } from './scanning.js';

/** Nesting past this is shown as it was written. */
const deepest = 24;

/** Where links lead and how they are drawn. */
interface Links {
  definition(label: string): Destination | undefined;
  link(to: Destination, children: Drawn[]): Drawn[];
  image(to: Destination, alt: string, inLink: boolean): Drawn;
}

interface Context {
  /** More may come: an address at the end may go on. */
  readonly growing: boolean;
  readonly inLink: boolean;
  readonly depth: number;
}

/** Everything that may be more than text. Mail addresses are found in text. */
const special = /[\\`$<[!*_~&\n]|(?<![^\s*_~(])(?:https?:\/\/|www\.)/gi;
const mail = /(?<![\w.+-])[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]*[a-z\d])+(?![\w-])/gi;

/** Reads a text once, from its left: CommonMark's inline structure, GitHub's struck text and bare addresses, formulas. */
export class InlineScan {
  #at = 0;
  /** There is a link in it, so that it cannot be the text of one. */
  linked = false;
  readonly #out = new Emphasis();
  #pairs: ReadonlyMap<number, number> | undefined;

  constructor(
    private readonly text: string,
    private readonly links: Links,
    private readonly context: Context,
  ) {}

  run(): Drawn[] {
    if (this.context.depth > deepest) return [this.text];
    while (this.#at < this.text.length) this.#step();
    return this.#out.end();
  }

  #step(): void {
    special.lastIndex = this.#at;
    const found = special.exec(this.text);
    const at = found?.index ?? this.text.length;
    if (at > this.#at) this.#plain(spaceless(this.text.slice(this.#at, at), found?.[0]));
    this.#at = at;
    if (found) this.#special(found[0]);
  }

  #special(mark: string): void {
    if (mark === '\n') this.#lineEnd();
    else if (mark === '\\' || mark === '$') this.#escape(mark);
    else if (mark === '`') this.#code();
    else if (mark === '<') this.#angle();
    else if (mark === '&') this.#reference();
    else if (mark === '[') this.#bracket(this.#at, false);
    else if (mark === '!') this.#exclamation();
    else if (mark.length > 1) this.#bareAddress(mark);
    else this.#marks(mark);
  }

  /** Adds what was read and goes on behind it. */
  #take(length: number, ...nodes: readonly Drawn[]): void {
    this.#out.add(...nodes);
    this.#at += length;
  }

  #plain(text: string): void {
    if (this.context.inLink || !text.includes('@')) {
      this.#out.add(text);
      return;
    }
    let from = 0;
    for (const found of text.matchAll(mail)) {
      this.#out.add(text.slice(from, found.index));
      from = found.index + found[0].length;
      const ends = this.#at + from;
      this.#autolink(found[0], `mailto:${found[0]}`, ends);
    }
    this.#out.add(text.slice(from));
  }

  /** A line's end is a space, or a break where two spaces come before it. */
  #lineEnd(): void {
    const hard = /(?:^|\S) {2,}$/.test(this.text.slice(Math.max(0, this.#at - 80), this.#at));
    const indent = matchAt(/\n[ \t]*/y, this.text, this.#at)?.[0].length ?? 1;
    const last = this.#at + indent >= this.text.length;
    this.#take(indent, hard && !last ? { tag: 'br', children: [] } : '\n');
  }

  #escape(mark: string): void {
    const math = formulaAt(this.text, this.#at);
    const next = this.text[this.#at + 1];
    if (math) this.#take(math.length, { tag: 'code', attributes: { class: 'math' }, children: [math] });
    else if (mark === '\\' && next === '\n') this.#take(2, { tag: 'br', children: [] });
    else if (mark === '\\' && next && /[!-/:-@[-`{-~]/.test(next)) this.#take(2, next);
    else this.#take(1, mark);
  }

  #code(): void {
    const run = runAt(this.text, this.#at);
    const from = this.#at + run.length;
    const close = closingTicks(this.text, from, run.length);
    if (close === undefined) {
      this.#take(run.length, run);
      return;
    }
    const inner = this.text.slice(from, close).replaceAll('\n', ' ');
    const padded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
    this.#out.add({ tag: 'code', children: [padded ? inner.slice(1, -1) : inner] });
    this.#at = close + run.length;
  }

  /** An address between angle brackets is a link; a tag is text. */
  #angle(): void {
    const address = addressAt(this.text, this.#at);
    if (address) {
      const href = /^[a-z][a-z\d+.-]+:/i.test(address) ? address : `mailto:${address}`;
      this.#out.add(...this.#linkTo({ href, title: '' }, [address]));
      this.#at += address.length + 2;
      return;
    }
    const tag = tagAt(this.text, this.#at) ?? '<';
    this.#take(tag.length, /^<br\s*\/?>$/i.test(tag) ? { tag: 'br', children: [] } : tag);
  }

  #reference(): void {
    const found = matchAt(/&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]*);/iy, this.text, this.#at)?.[0] ?? '&';
    this.#take(found.length, decodeEntities(found));
  }

  #exclamation(): void {
    if (this.text[this.#at + 1] === '[') this.#bracket(this.#at + 1, true);
    else this.#take(1, '!');
  }

  #bareAddress(start: string): void {
    const found = this.context.inLink ? undefined : bareAddressAt(this.text, this.#at);
    if (!found) {
      this.#take(start.length, start);
      return;
    }
    const href = /^www\./i.test(found) ? `http://${found}` : found;
    this.#autolink(found, href, this.#at + found.length);
    this.#at += found.length;
  }

  /** What looks like an address and ends there. As long as its word may go on it is text. */
  #autolink(text: string, href: string, ends: number): void {
    const unfinished = this.context.growing && !/\s/.test(this.text.slice(ends));
    this.#out.add(...(unfinished ? [text] : this.#linkTo({ href, title: '' }, [text])));
  }

  #linkTo(to: Destination, children: Drawn[]): Drawn[] {
    if (this.context.inLink) return children;
    this.linked = true;
    return this.links.link(to, children);
  }

  #marks(mark: string): void {
    const { length } = runAt(this.text, this.#at);
    const sides = flanks(mark, this.text[this.#at - 1], this.text[this.#at + length]);
    if (mark === '~' && length > 2) this.#out.add(mark.repeat(length));
    else this.#out.marks({ mark, length, ...sides });
    this.#at += length;
  }

  /** What stands between brackets, if it is a link or an image. Otherwise the bracket is text. */
  #bracket(open: number, image: boolean): void {
    this.#pairs ??= bracketPairs(this.text);
    const close = this.#pairs.get(open);
    const found = close === undefined ? undefined : this.#target(open, close);
    if (close === undefined || !found) {
      this.#take(image ? 2 : 1, image ? '![' : '[');
      return;
    }
    const inLink = image || this.context.inLink;
    const inner = new InlineScan(this.text.slice(open + 1, close), this.links, {
      ...this.context,
      inLink,
      depth: this.context.depth + 1,
    });
    const children = inner.run();
    this.#at = found.end;
    if (image) this.#out.add(this.links.image(found, words(children), this.context.inLink));
    else if (inner.linked) this.#linkInLink(children, close, open);
    else this.#out.add(...this.#linkTo(found, children));
  }

  /** A link cannot hold a link: the brackets around one are text. */
  #linkInLink(children: readonly Drawn[], close: number, open: number): void {
    this.linked = true;
    this.#out.add(this.text.slice(open, open + 1), ...children);
    this.#at = close;
    this.#take(1, ']');
  }

  #target(open: number, close: number): (Destination & { end: number }) | undefined {
    const next = this.text[close + 1];
    const inline = next === '(' ? destinationAt(this.text, close + 1) : undefined;
    if (inline) return inline;
    const end = next === '[' ? this.#pairs?.get(close + 1) : undefined;
    const label = end === undefined ? '' : this.text.slice(close + 2, end);
    const found = this.links.definition(label.trim() === '' ? this.text.slice(open + 1, close) : label);
    return found && { ...found, end: (end ?? close) + 1 };
  }
}

/** Spaces before the end of a line are not shown. */
function spaceless(text: string, before: string | undefined): string {
  return before === '\n' ? text.replace(/(?<! ) +$/, '') : text;
}

/** The words of what was drawn, for an image's alternative text. */
function words(nodes: readonly Drawn[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : words(node.children))).join('');
}
