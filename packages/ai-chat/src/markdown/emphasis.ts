import { joined, type Drawn } from './drawn.js';

/** Nesting past this is shown as it was written. */
const deepest = 24;

/** Marks that may open emphasis, with what came behind them. */
interface Level {
  readonly mark: string;
  readonly length: number;
  readonly closes: boolean;
  left: number;
  nodes: Drawn[];
  depth: number;
}

/** Marks of one kind in a row. */
export interface Run {
  readonly mark: string;
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** What stands in a line, with emphasis: CommonMark's delimiter stack, with what lies between its entries kept on it. */
export class Emphasis {
  readonly #levels: Level[] = [{ mark: '', length: 0, closes: false, left: 0, nodes: [], depth: 0 }];

  add(...nodes: readonly Drawn[]): void {
    this.#top.nodes.push(...nodes);
  }

  /** Takes marks: they close what they can close, and what is left of them opens or is text. */
  marks(run: Run): void {
    let left = run.length;
    if (run.closes) left = this.#close(run, left);
    if (left === 0) return;
    const { mark, length, closes, opens } = run;
    if (opens) this.#levels.push({ mark, length, closes, left, nodes: [], depth: 0 });
    else this.add(mark.repeat(left));
  }

  /** All of it. Marks that were not closed are text. */
  end(): Drawn[] {
    this.#flatten(1);
    return joined(this.#top.nodes);
  }

  get #top(): Level {
    return this.#levels.at(-1) as Level;
  }

  #close(run: Run, count: number): number {
    let left = count;
    for (let at = this.#opener(run, left); left > 0 && at > 0; at = this.#opener(run, left)) {
      this.#flatten(at + 1);
      left -= this.#wrap(this.#top, run.mark, left);
    }
    return left;
  }

  /** The nearest level that the run can close, or -1. */
  #opener(run: Run, left: number): number {
    return this.#levels.findLastIndex((level) => level.mark === run.mark && fits(level, run, left));
  }

  #wrap(level: Level, mark: string, left: number): number {
    const used = mark === '~' ? level.left : Math.min(2, level.left, left);
    const tag = mark === '~' ? 'del' : used === 2 ? 'strong' : 'em';
    const marks = mark.repeat(used);
    const tooDeep = level.depth >= deepest;
    const children = joined(level.nodes);
    level.nodes = tooDeep ? [marks, ...children, marks] : [{ tag, children }];
    if (!tooDeep) level.depth++;
    level.left -= used;
    if (level.left === 0) this.#flatten(this.#levels.length - 1);
    return used;
  }

  /** Makes the levels from `from` on part of the one below them. */
  #flatten(from: number): void {
    for (const level of this.#levels.splice(from)) {
      const below = this.#levels[from - 1];
      below?.nodes.push(level.mark.repeat(level.left), ...level.nodes);
      if (below) below.depth = Math.max(below.depth, level.depth);
    }
  }
}

function fits(level: Level, run: Run, left: number): boolean {
  if (run.mark === '~') return level.left === left;
  // CommonMark's rules 9 and 10, which keep `*foo**bar*` one emphasis.
  const either = level.closes || run.opens;
  return !either || (level.length + run.length) % 3 !== 0 || (level.length % 3 === 0 && run.length % 3 === 0);
}
