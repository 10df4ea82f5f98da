/** A run of code in one colour: its text, and the class that a style sheet colours. */
export interface HighlightedText {
  readonly text: string;
  readonly class: string;
}

/** A block of code, for what is offered beside it. */
export interface CodeBlock {
  /** The code as it is now. */
  text(): string;
  /** The language that the answer names, in its own spelling, or nothing. */
  readonly language: string;
  /** All that stands behind the fence: some models put a file's name there. */
  readonly info: string;
}

/** How a `MarkdownStream` draws. */
export interface MarkdownStreamOptions {
  /** Schemes that a link may have. Default `http`, `https`, `mailto`; those that run or read something are never taken. */
  links?: readonly string[];
  /** Shows images (`http` and `https`). Without it an image is a link to itself under its alternative text. */
  images?: boolean;
  /** Added to each heading's level (levels end at 6), so that an answer fits below the headings of its page. Default 0. */
  headingOffset?: number;
  /** Colours code. It is asked line by line while a block grows, and for the whole block at its end. */
  highlight?: (code: string, language: string) => Promise<readonly HighlightedText[]> | undefined;
  /** Draws what can be done with a block of code. It is asked once, when the block is finished. */
  codeActions?: (block: CodeBlock) => Node | undefined;
  /** What a block of code is called that names no language. Default "Code". */
  codeLabel?: string;
}
