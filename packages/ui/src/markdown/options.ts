/** How Markdown is drawn. */
export interface MarkdownOptions {
  /** Added to each heading's level (levels end at 6), so that a text fits below the headings of its page. Default 0. */
  headingOffset?: number;
  /** Draws a block of code, coloured; what it gives is put inside `<code>`. Undefined leaves the plain text. */
  highlight?: (code: string, language: string) => unknown;
  /** Shows images (`http` and `https`). Without it an image is a link to itself under its alternative text. */
  images?: boolean;
}

/** What the drawing functions hand down. */
export interface MarkdownContext extends MarkdownOptions {
  readonly depth: number;
  readonly deepest: number;
  readonly inLink: boolean;
  readonly literal: boolean;
}

/** Nesting past this is shown as it was written: ten thousand `>` must not end the browser's stack. */
const deepest = 40;

export function topContext(options: MarkdownOptions): MarkdownContext {
  return { ...options, depth: 0, deepest, inLink: false, literal: false };
}
