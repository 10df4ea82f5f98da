import { formulaAt } from './math.js';
import { closingTicks, flanks, runAt } from './scanning.js';

/** A mark that was opened and not closed. */
interface Opener {
  readonly mark: string;
  count: number;
  readonly at: number;
}

/** What a growing text is drawn as. */
export interface Calm {
  /** What can be drawn: marks that wait for their end are closed, and what may still become something else is left out. */
  readonly text: string;
  /** Nothing in it waits for what comes. */
  readonly closed: boolean;
}

/** How long something that may become a link is left out. Longer ones are shown as they were written. */
const patience = 300;
/** How far back a mark is still taken for one that will be closed. */
const reach = 600;

/**
 * Draws the end of a growing text calmly: `**bol` is bold already, `[text](htt` shows its text, a lone `**` or `[te` is
 * not shown until the next pieces tell what it is. So hardly anything that was drawn is ever drawn differently.
 */
export function calm(text: string): Calm {
  return new Scan(text).run();
}

class Scan {
  #at = 0;
  readonly #open: Opener[] = [];
  /** From here on nothing can be drawn yet. */
  #end: number;
  /** A link whose address is not there yet: its text alone is drawn. */
  #label: { from: number; to: number } | undefined;
  #held = false;

  constructor(private readonly text: string) {
    this.#end = text.length;
  }

  run(): Calm {
    while (this.#at < this.#end && !this.#held) this.#step();
    const closed = !this.#held && this.#open.length === 0;
    return { text: closed ? this.text : this.#closeAll(), closed };
  }

  #step(): void {
    const { text } = this;
    const special = /[\\`$<[!*_~&]/g;
    special.lastIndex = this.#at;
    const found = special.exec(text);
    if (!found) {
      this.#at = this.#end;
      return;
    }
    this.#at = found.index;
    this.#special(found[0]);
  }

  #special(mark: string): void {
    if (mark === '\\' || mark === '$') this.#escape();
    else if (mark === '`') this.#code();
    else if (mark === '<') this.#angle();
    else if (mark === '&') this.#holdIf(/&#?\w{0,31}$/y);
    else if (mark === '!') this.#image();
    else if (mark === '[') this.#bracket(this.#at);
    else this.#run(mark);
  }

  /** Leaves out everything from `at`. */
  #hold(at: number): void {
    this.#end = at;
    this.#held = true;
  }

  #holdIf(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    if (pattern.test(this.text)) this.#hold(this.#at);
    else this.#at++;
  }

  #escape(): void {
    const math = formulaAt(this.text, this.#at);
    if (math) this.#at += math.length;
    else if (this.text[this.#at] === '$') this.#at++;
    else if (this.#at === this.text.length - 1) this.#hold(this.#at);
    else this.#at += 2;
  }

  #code(): void {
    const mark = runAt(this.text, this.#at);
    const close = closingTicks(this.text, this.#at + mark.length, mark.length);
    if (close !== undefined) {
      this.#at = close + mark.length;
    } else if (this.#at + mark.length === this.text.length) {
      this.#hold(this.#at);
    } else {
      this.#open.push({ mark, count: 1, at: this.#at });
      // Of the closing marks, some may be there.
      this.#hold(this.text.length - (/`*$/.exec(this.text)?.[0].length ?? 0));
    }
  }

  #angle(): void {
    const tag = /<[a-z/!?][^<>]*>/iy;
    tag.lastIndex = this.#at;
    const found = tag.exec(this.text)?.[0];
    if (found) this.#at += found.length;
    else this.#holdIf(/<(?:[a-z][\w+.@-]*(?::[^\s<>]*)?)?$/iy);
  }

  #image(): void {
    if (this.#at === this.text.length - 1) this.#hold(this.#at);
    else if (this.text[this.#at + 1] === '[') this.#bracket(this.#at++);
    else this.#at++;
  }

  /** A link or an image that begins at `from` (its `!`, if it has one); the bracket is at the cursor. */
  #bracket(from: number): void {
    const close = closingBracket(this.text, this.#at);
    if (close === undefined) this.#holdShort(from);
    else if (close === this.text.length - 1) this.#holdShort(from);
    else if (this.text[close + 1] === '(') this.#address(from, close);
    else if (this.text[close + 1] === '[') this.#reference(from, close);
    else this.#at++;
  }

  #holdShort(from: number): void {
    if (this.text.length - from <= patience) this.#hold(from);
    else this.#at++;
  }

  #address(from: number, close: number): void {
    const whole =
      /\([ \t\n]*(?:<[^\n<>]*>|[^\s<()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;
    whole.lastIndex = close + 1;
    const found = whole.exec(this.text)?.[0];
    const soFar =
      /\(\s*(?:<[^\n<>]*>?|(?:[^\s<()](?:[^\s()]|\([^\s()]*\)?)*)?)(?:\s+(?:"[^"]*"?|'[^']*'?|\([^()]*\)?)?)?\s*$/y;
    soFar.lastIndex = close + 1;
    if (found) {
      this.#at = close + 1 + found.length;
    } else if (soFar.test(this.text)) {
      this.#label = { from, to: close };
      this.#hold(close);
    } else {
      this.#at++;
    }
  }

  #reference(from: number, close: number): void {
    const end = closingBracket(this.text, close + 1);
    if (end === undefined) this.#holdShort(from);
    else this.#at = end + 1;
  }

  /** A run of `*`, `_` or `~`, which may open or close emphasis (CommonMark 6.2). */
  #run(mark: string): void {
    const run = runAt(this.text, this.#at);
    const end = this.#at + run.length;
    if (end === this.text.length) {
      this.#hold(this.#at);
      return;
    }
    const { opens, closes } = flanks(mark, this.text[this.#at - 1], this.text[end]);
    let left = run.length;
    if (closes) left = this.#close(mark, left);
    if (opens && left > 0 && !(mark === '~' && left > 2))
      this.#open.push({ mark, count: left, at: end - left });
    this.#at = end;
  }

  #close(mark: string, count: number): number {
    let left = count;
    let at = this.#open.findLastIndex((opener) => opener.mark === mark);
    while (left > 0 && at >= 0) {
      const opener = this.#open[at];
      if (!opener) break;
      const used = Math.min(left, opener.count);
      left -= used;
      opener.count -= used;
      this.#open.length = opener.count > 0 ? at + 1 : at;
      at = this.#open.findLastIndex((other) => other.mark === mark);
    }
    return left;
  }

  #closeAll(): string {
    const cut = this.text.slice(0, this.#end);
    const label = this.#label;
    const from = label && (this.text[label.from] === '!' ? label.from + 2 : label.from + 1);
    const text = label && from !== undefined ? cut.slice(0, label.from) + cut.slice(from) : cut;
    const inCode = this.#open.at(-1)?.mark.startsWith('`') ?? false;
    let drawn = text;
    let closers = '';
    for (const { mark, count, at } of this.#open.toReversed()) {
      const empty = at + mark.length * count >= drawn.trimEnd().length;
      if (empty && closers === '') drawn = drawn.slice(0, at);
      else if (this.text.length - at < reach) closers += mark.repeat(count);
    }
    // Behind white space, a mark does not close.
    return (closers && !inCode ? drawn.trimEnd() : drawn) + closers;
  }
}

/** Where the bracket at `at` is closed, brackets in it and escapes counted. */
function closingBracket(text: string, at: number): number | undefined {
  let depth = 0;
  for (let index = at; index < Math.min(text.length, at + 600); index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return index;
  }
  return undefined;
}
