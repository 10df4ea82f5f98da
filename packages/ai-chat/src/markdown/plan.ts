import { Cursor } from './cursor.js';
import { mayBegin, starts, type Begins, type Place } from './starts.js';
import type { Container, Item, Open, OpenContainer, OpenLeaf, Plan } from './structure.js';

/** Nesting past this is text: ten thousand `>` must not end the browser's stack. */
const deepest = 32;

/**
 * What a line does to the blocks that are open (CommonMark, appendix "Phase 1"). Of a line that is not whole yet, the
 * answer is undefined as long as more of it could change the answer: so a line's text can be shown as it comes, and
 * nothing that was decided is ever taken back.
 */
export function planLine(line: string, open: Open, whole: boolean): Plan | undefined {
  const cursor = new Cursor(line);
  const matched = matchContainers(cursor, open, whole);
  if (matched === undefined) return undefined;
  const all = matched === open.containers.length;
  if (all && open.leaf && takesAll(open.leaf)) return planInside(cursor, open.leaf, matched, whole);
  return new Planner(cursor, open, matched, whole).plan();
}

function matchContainers(cursor: Cursor, open: Open, whole: boolean): number | undefined {
  let matched = 0;
  for (const container of open.containers) {
    const goesOn = matches(container, cursor, whole);
    if (goesOn === undefined) return undefined;
    if (!goesOn) break;
    matched++;
  }
  return matched;
}

function matches({ is, empty, over }: OpenContainer, cursor: Cursor, whole: boolean): boolean | undefined {
  const blank = cursor.blank();
  if (blank && !whole) return undefined;
  if (over) return false;
  if (is.kind === 'quote') return takeQuote(cursor);
  if (blank) return !empty;
  if (cursor.indent() < is.width) return false;
  cursor.skip(is.width);
  return true;
}

function takeQuote(cursor: Cursor): boolean {
  if (cursor.indent() > 3 || cursor.rest().trimStart()[0] !== '>') return false;
  cursor.skip(3);
  cursor.take(1);
  cursor.skip(1);
  return true;
}

function takesAll(leaf: OpenLeaf): leaf is OpenLeaf & { kind: 'fence' | 'html' | 'math' } {
  return leaf.kind === 'fence' || leaf.kind === 'html' || leaf.kind === 'math';
}

/** A line in a block that takes lines as they are until its end. */
function planInside(cursor: Cursor, leaf: OpenLeaf, matched: number, whole: boolean): Plan | undefined {
  const blank = cursor.blank();
  if (blank && !whole) return undefined;
  if (leaf.kind === 'fence') return planFenced(cursor, leaf, matched, whole);
  const ends = blank && !(leaf.kind === 'html' && leaf.end);
  return { matched, opens: [], does: ends ? 'blank' : 'more', text: cursor.rest() };
}

function planFenced(
  cursor: Cursor,
  leaf: OpenLeaf & { kind: 'fence' },
  matched: number,
  whole: boolean,
): Plan | undefined {
  const mark = leaf.mark[0] ?? '';
  const rest = cursor.rest().trim();
  const marks = cursor.indent() < 4 && rest !== '' && rest === mark.repeat(rest.length);
  if (marks && !whole) return undefined;
  if (marks && rest.length >= leaf.mark.length) return { matched, opens: [], does: 'close', text: '' };
  cursor.skip(leaf.indent);
  return { matched, opens: [], does: 'more', text: cursor.rest() };
}

/** Finds what begins on a line, from its left. */
class Planner {
  readonly #opens: Container[] = [];

  constructor(
    private readonly cursor: Cursor,
    private readonly open: Open,
    private readonly matched: number,
    private readonly whole: boolean,
  ) {}

  plan(): Plan | undefined {
    for (;;) {
      if (this.cursor.blank()) return this.whole ? this.#does('blank') : undefined;
      const indent = this.cursor.indent();
      if (indent > 3) return this.#indented();
      this.cursor.skip(indent);
      const rest = this.cursor.rest();
      if (!mayBegin.test(rest)) return this.#text();
      const container = this.#container(rest, indent);
      if (container === 'maybe') return undefined;
      if (container) continue;
      const begins = this.#leaf(rest, indent);
      if (begins === 'maybe') return undefined;
      return begins ? this.#does(begins) : this.#text();
    }
  }

  /** The paragraph that the rest would go on, if it goes on one. */
  get #paragraph(): (OpenLeaf & { kind: 'paragraph' }) | undefined {
    const leaf = this.#opens.length === 0 ? this.open.leaf : undefined;
    return leaf?.kind === 'paragraph' ? leaf : undefined;
  }

  /** Whether the rest is inside all that is open, and not merely a lazy line of its paragraph. */
  get #inside(): boolean {
    return this.#opens.length === 0 && this.matched === this.open.containers.length;
  }

  #indented(): Plan {
    if (this.#paragraph) return this.#text();
    this.cursor.skip(4);
    const goesOn = this.#inside && this.open.leaf?.kind === 'indented';
    return this.#does(goesOn ? 'more' : { kind: 'indented' });
  }

  #text(): Plan {
    this.cursor.skip(this.cursor.indent());
    if (this.#paragraph) {
      return { matched: this.open.containers.length, opens: [], does: 'more', text: this.cursor.rest() };
    }
    if (this.#inside && this.open.leaf?.kind === 'table') return this.#does('more');
    return this.#does({ kind: 'paragraph' });
  }

  #does(does: Plan['does']): Plan {
    return { matched: this.matched, opens: this.#opens, does, text: this.cursor.rest() };
  }

  #leaf(rest: string, indent: number): Begins {
    const place: Place = {
      whole: this.whole,
      paragraph: this.#inside ? this.#paragraph?.lastLine : undefined,
      interrupts: this.#paragraph !== undefined,
      indent,
    };
    let maybe = false;
    for (const start of starts) {
      const begins = start(rest, place);
      if (begins && begins !== 'maybe') return begins;
      maybe ||= begins === 'maybe';
    }
    return maybe ? 'maybe' : undefined;
  }

  /** Takes the mark of a quotation or a list's item. */
  #container(rest: string, indent: number): boolean | 'maybe' {
    if (this.matched + this.#opens.length >= deepest) return false;
    if (rest.startsWith('>')) {
      // Whether a space behind it belongs to it shows with the next character.
      if (rest === '>' && !this.whole) return 'maybe';
      this.#opens.push({ kind: 'quote' });
      return takeQuote(this.cursor);
    }
    return this.#item(rest, indent);
  }

  #item(rest: string, indent: number): boolean | 'maybe' {
    if (!this.whole && /^(?:[-+*]|\d{1,9}[.)]?)[ \t]*$/.test(rest)) return 'maybe';
    const found = /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(rest);
    if (!found || this.#isRule(rest) || !this.#mayInterrupt(rest.slice(found[0].length), found[2]))
      return false;
    if (!this.whole && /^(?:-[-\s]*|\*[*\s]*)$/.test(rest)) return 'maybe';
    this.cursor.take(found[0].length);
    const spaces = this.cursor.indent();
    const room = this.cursor.blank() || spaces > 4 ? 1 : spaces;
    this.cursor.skip(room);
    const item: Item = {
      kind: 'item',
      width: indent + found[0].length + room,
      marker: found[1] ?? found[3] ?? '',
    };
    this.#opens.push(found[2] ? { ...item, number: Number(found[2]) } : item);
    return true;
  }

  #isRule(rest: string): boolean {
    return /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$/.test(rest);
  }

  /** Only an item with text, and of numbers only the first, ends a paragraph. */
  #mayInterrupt(behind: string, number: string | undefined): boolean {
    if (!this.#inside || !this.#paragraph) return true;
    return behind.trim() !== '' && (number === undefined || Number(number) === 1);
  }
}
