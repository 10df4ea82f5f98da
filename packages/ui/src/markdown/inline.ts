import { html, nothing } from 'lit';
import type { MarkedToken, Token, Tokens } from 'marked';
import { decodeEntities } from './entities.js';
import { safeImage, safeLink } from './links.js';
import type { MarkdownContext } from './options.js';

type Drawers = { [T in MarkedToken as T['type']]?: (token: T, context: MarkdownContext) => unknown };

const drawers: Drawers = {
  text: (token, context) => (token.tokens ? inline(token.tokens, context) : plainText(token, context)),
  escape: (token) => token.text,
  html: (token) => (/^<br\s*\/?>$/i.test(token.text.trim()) ? html`<br />` : token.text),
  strong: (token, context) => html`<strong>${inline(token.tokens, context)}</strong>`,
  em: (token, context) => html`<em>${inline(token.tokens, context)}</em>`,
  del: (token, context) => html`<del>${inline(token.tokens, context)}</del>`,
  codespan: (token) => html`<code>${token.text}</code>`,
  br: () => html`<br />`,
  link: drawLink,
  image: drawImage,
  checkbox: (token) => html`<input type="checkbox" disabled .checked=${token.checked} />`,
};

/** Draws what stands inside a line. A token that is not known is shown as it was written. */
export function inline(tokens: readonly Token[], context: MarkdownContext): unknown {
  if (context.depth > context.deepest) return tokens.map((token) => token.raw);
  const inner = { ...context, depth: context.depth + 1 };
  return tokens.map((token) => drawInline(token, inner));
}

/** Draws one token of a line. */
export function drawInline(token: Token, context: MarkdownContext): unknown {
  const draw = drawers[token.type as MarkedToken['type']] as
    ((token: Token, c: MarkdownContext) => unknown) | undefined;
  return draw ? draw(token, context) : token.raw;
}

function plainText(token: Tokens.Text, context: MarkdownContext): string {
  return context.literal ? token.text : decodeEntities(token.text);
}

function drawLink(token: Tokens.Link, context: MarkdownContext): unknown {
  // In an address between angle brackets, and in a bare one, character references are not resolved.
  const literal = token.autolink ?? false;
  const href = safeLink(literal ? token.href : decodeEntities(token.href));
  const text = inline(token.tokens, { ...context, literal, inLink: true });
  if (href === undefined || context.inLink) return text;
  return anchor(href, text, token.title);
}

function drawImage(token: Tokens.Image, context: MarkdownContext): unknown {
  const alt = decodeEntities(token.text);
  const src = safeImage(decodeEntities(token.href));
  if (src === undefined) return alt;
  if (!context.images) return context.inLink ? alt : anchor(src, alt || src, token.title);
  const title = token.title ? decodeEntities(token.title) : nothing;
  return html`<img src=${src} alt=${alt} title=${title} loading="lazy" referrerpolicy="no-referrer" />`;
}

function anchor(href: string, text: unknown, title?: string | null): unknown {
  const hint = title ? decodeEntities(title) : nothing;
  if (href.startsWith('#')) return html`<a href=${href} title=${hint}>${text}</a>`;
  return html`<a href=${href} title=${hint} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
}
