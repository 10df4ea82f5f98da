import { Blocks } from './blocks.js';
import type { MarkdownStreamOptions } from './options.js';

/** A frame draws for so long; what is left waits for the next one. */
const budgetMs = 8;
/** Asking for the time costs more than a line: it is asked once for so many characters. */
const slice = 4096;

/**
 * Draws Markdown into an element while it comes in, at most once a frame. A block that is finished is never touched
 * again; what is looked at anew is the block that grows. HTML in the text is shown as text, and no text ever goes
 * through an HTML parser. However the text was cut into pieces, what is drawn at the end is the same.
 *
 * A reference definition (`[a]: https://…`) counts for the text that comes behind it.
 */
export class MarkdownStream {
  #blocks: Blocks;
  #text = '';
  /** What was not given to the blocks yet. */
  #pending = '';
  /** Half a line break, maybe: whether a line feed follows shows with the next piece. */
  #return = '';
  #ending = false;
  #ended = false;
  #frame: number | undefined;
  #resolvers: (() => void)[] = [];

  constructor(
    private readonly target: HTMLElement,
    private readonly options: MarkdownStreamOptions = {},
  ) {
    target.classList.add('markdown', 'markdown-stream');
    this.#blocks = new Blocks(target, options);
  }

  /** All that came in. */
  get text(): string {
    return this.#text;
  }

  /** A piece of the text. After the end, none is taken. */
  append(text: string): void {
    if (this.#ending || text === '') return;
    this.#text += text;
    this.#receive(text);
    this.#schedule();
  }

  /** The whole text, final, in place of what was there. */
  set(text: string): void {
    this.#cancel();
    this.target.replaceChildren();
    this.#blocks = new Blocks(this.target, this.options);
    this.#text = text;
    this.#pending = '';
    this.#receive(text);
    this.#ending = true;
    this.#ended = false;
    this.#work();
  }

  /** The text is whole. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#cancel();
    this.#work();
  }

  /** Draws at once all that came in. */
  flush(): void {
    this.#cancel();
    this.#draw(Infinity);
  }

  /** Resolves when all that came in so far is drawn. */
  get drawn(): Promise<void> {
    if (this.#frame === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#resolvers.push(resolve));
  }

  /** Draws no more. What was drawn stays. */
  dispose(): void {
    this.#cancel();
    this.#pending = '';
    this.#ending = true;
    this.#ended = true;
    this.#settle();
  }

  #receive(text: string): void {
    const whole = this.#return + text;
    this.#return = whole.endsWith('\r') ? '\r' : '';
    const ready = this.#return ? whole.slice(0, -1) : whole;
    this.#pending += ready.includes('\r') ? ready.replaceAll(/\r\n?/g, '\n') : ready;
  }

  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#work();
    });
  }

  #cancel(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #work(): void {
    this.#draw(performance.now() + budgetMs);
    if (this.#pending !== '' || (this.#ending && !this.#ended)) this.#schedule();
    else this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#resolvers.splice(0)) resolve();
  }

  #draw(until: number): void {
    do {
      this.#take(this.#pending.slice(0, slice));
      this.#pending = this.#pending.slice(slice);
    } while (this.#pending !== '' && performance.now() < until);
    if (this.#pending === '' && this.#ending && !this.#ended) this.#finish();
    else this.#blocks.draw();
  }

  #finish(): void {
    this.#ended = true;
    this.#blocks.end();
  }

  /** Gives the blocks a piece, line by line. */
  #take(piece: string): void {
    let from = 0;
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
      this.#blocks.endLine(piece.slice(from, at));
      from = at + 1;
    }
    this.#blocks.grow(piece.slice(from));
  }
}
