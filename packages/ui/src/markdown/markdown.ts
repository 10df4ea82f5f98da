import { html, type TemplateResult } from 'lit';
import { Lexer, type Token } from 'marked';
import { blocks } from './blocks.js';
import { topContext, type MarkdownOptions } from './options.js';

/**
 * Draws Markdown (GitHub's flavour) as Lit templates. Nothing in the text ever becomes markup by itself: HTML in it is
 * shown as text, links are kept by a list of schemes, images are off unless asked for. Style it with `markdownStyles`.
 */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): TemplateResult {
  const tokens = lex(text);
  return html`${tokens ? blocks(tokens, topContext(options)) : html`<p class="raw">${text}</p>`}`;
}

/** The parser recurses, so a text made to be deep can exhaust the stack: then it is shown as it is. */
function lex(text: string): Token[] | undefined {
  try {
    return new Lexer({ gfm: true }).lex(text);
  } catch {
    return undefined;
  }
}
