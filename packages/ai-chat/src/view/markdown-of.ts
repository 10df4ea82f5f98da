import { MarkdownStream, type MarkdownStreamOptions } from '../markdown/index.js';
import { codeBar, type CodeHost } from './code-bar.js';

/** What of an answer's Markdown is for the page to say. */
export interface MarkdownGiven {
  readonly linkSchemes?: readonly string[] | undefined;
  readonly allowImages: boolean;
  readonly highlight?: MarkdownStreamOptions['highlight'] | undefined;
}

/** Headings of an answer begin below those that a page is likely to have around it. */
const HEADING_OFFSET = 2;

/** Draws an answer's text into an element. */
export function markdownOf(target: HTMLElement, given: MarkdownGiven, host: CodeHost): MarkdownStream {
  const { linkSchemes: links, allowImages: images, highlight } = given;
  return new MarkdownStream(target, {
    ...(links && { links }),
    ...(highlight && { highlight }),
    images,
    headingOffset: HEADING_OFFSET,
    codeLabel: host.words.term('codeBlock'),
    codeActions: (block) => codeBar(block, host),
  });
}
