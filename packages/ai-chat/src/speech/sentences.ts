/** A line without an end is said in pieces of about this length. */
const LONGEST = 400;
const fence = /^\s*(`{3,}|~{3,})/;
/** An end of a sentence, in any of our scripts, with what closes behind it; only what stands before a space is over. */
const end = /[.!?…。！？؟][)"'”’»\]*_]*(?=\s)/g;

/**
 * Finds the finished sentences in Markdown that streams in, as they are to be heard: without its marks, and of code
 * only that it is there. Each is given once.
 */
export class Sentences {
  private rest = '';
  private inCode = '';

  /** @param codeWord what is said in the place of a block of code */
  constructor(private readonly codeWord: () => string) {}

  /** Takes a piece in; gives the sentences that it ends. */
  add(piece: string): string[] {
    this.rest += piece;
    // A piece rarely ends one: then there is nothing to look for.
    if (!/[\n.!?…。！？؟\s]/.test(piece) && this.rest.length < LONGEST) return [];
    const found: string[] = [];
    for (let at = this.rest.indexOf('\n'); at >= 0; at = this.rest.indexOf('\n')) {
      found.push(...this.line(this.rest.slice(0, at)));
      this.rest = this.rest.slice(at + 1);
    }
    if (!this.inCode) found.push(...this.within());
    // Of a line of code only its beginning matters: it may be a fence.
    else if (this.rest.length > LONGEST) this.rest = this.rest.slice(0, LONGEST / 2);
    return found;
  }

  /** Gives what is left: the stream is over. */
  finish(): string[] {
    const found = this.line(this.rest);
    this.rest = this.inCode = '';
    return found;
  }

  private line(line: string): string[] {
    const mark = fence.exec(line)?.[1];
    if (this.inCode) {
      if (mark?.startsWith(this.inCode)) this.inCode = '';
      return [];
    }
    if (!mark) return split(line).map(heard).filter(Boolean);
    this.inCode = mark;
    return [this.codeWord()];
  }

  private within(): string[] {
    if (fence.test(this.rest) || /^\s*[`~]{1,2}$/.test(this.rest)) return [];
    let over = 0;
    for (const match of this.rest.matchAll(end)) over = match.index + match[0].length;
    if (over === 0 && this.rest.length > LONGEST) over = this.rest.lastIndexOf(' ') + 1 || LONGEST;
    const said = this.rest.slice(0, over);
    this.rest = this.rest.slice(over);
    return split(said).map(heard).filter(Boolean);
  }
}

function split(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(end)) {
    parts.push(text.slice(from, match.index + match[0].length));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** Formulas, whose marks are not Markdown's. */
const formula = /(\$\$[^$]+\$\$|\$(?![\s$])[^$]*[^\s$]\$(?!\d))/;
/** Links and images, whose addresses may have brackets. */
const link = /!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g;

/** Text without the marks of Markdown. */
function heard(text: string): string {
  return text
    .replace(/^\s*(?:#{1,6}\s|>\s?|[-*+]\s|\[[ x]\]\s)+/gi, '')
    .replace(/^\s*\|?[\s:|-]*-{2,}[\s:|-]*$/, '')
    .split(formula)
    .map((part, at) => (at % 2 ? part : unmarked(part)))
    .join('')
    .replace(/^[,\s]+|[,\s]+$/g, '');
}

function unmarked(text: string): string {
  return text
    .replace(link, '$1')
    .replace(/\s*\|\s*/g, ', ')
    .replace(/\*\*|__|~~|`+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)/g, '');
}
