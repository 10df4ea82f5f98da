import { html, nothing } from 'lit';
import type { MarkedToken, Token, Tokens } from 'marked';
import { drawInline, inline } from './inline.js';
import type { MarkdownContext } from './options.js';

type Drawers = { [T in MarkedToken as T['type']]?: (token: T, context: MarkdownContext) => unknown };

const drawers: Drawers = {
  space: () => nothing,
  def: () => nothing,
  hr: () => html`<hr />`,
  heading: (token, context) => heading(token.depth, inline(token.tokens, context), context),
  paragraph: (token, context) => html`<p>${phrase(token.tokens, context)}</p>`,
  blockquote: (token, context) => html`<blockquote>${blocks(token.tokens, context)}</blockquote>`,
  html: (token) => html`<p class="raw">${token.text.trim()}</p>`,
  code: codeBlock,
  list: drawList,
  table: drawTable,
};

/** Draws blocks: paragraphs, lists, tables and the like. Anything else is drawn as part of a line. */
export function blocks(tokens: readonly Token[], context: MarkdownContext): unknown {
  if (context.depth > context.deepest) return html`<p class="raw">${tokens.map((token) => token.raw)}</p>`;
  const inner = { ...context, depth: context.depth + 1 };
  return tokens.map((token) => {
    const draw = drawers[token.type as MarkedToken['type']] as
      ((token: Token, c: MarkdownContext) => unknown) | undefined;
    return draw ? draw(token, inner) : drawInline(token, inner);
  });
}

const headings: readonly ((content: unknown) => unknown)[] = [
  (content) => html`<h1>${content}</h1>`,
  (content) => html`<h2>${content}</h2>`,
  (content) => html`<h3>${content}</h3>`,
  (content) => html`<h4>${content}</h4>`,
  (content) => html`<h5>${content}</h5>`,
  (content) => html`<h6>${content}</h6>`,
];

function heading(depth: number, content: unknown, context: MarkdownContext): unknown {
  const level = Math.min(6, Math.max(1, depth + (context.headingOffset ?? 0)));
  return headings[level - 1]?.(content);
}

function codeBlock(token: Tokens.Code, context: MarkdownContext): unknown {
  const language = /^[\w+#.-]+/.exec(token.lang ?? '')?.[0] ?? '';
  const content = context.highlight?.(token.text, language) ?? token.text;
  // Focusable, so that a long line can be scrolled to by keyboard.
  return html`<pre tabindex="0"><code class=${language ? `language-${language}` : nothing}>${content}</code></pre>`;
}

/** A line that may begin with a check box, whose label is then the line. */
function phrase(tokens: readonly Token[], context: MarkdownContext): unknown {
  const drawn = inline(tokens, context);
  return tokens[0]?.type === 'checkbox' ? html`<label>${drawn}</label>` : drawn;
}

function drawList(token: Tokens.List, context: MarkdownContext): unknown {
  const items = token.items.map((item) => listItem(item, context));
  if (!token.ordered) return html`<ul>${items}</ul>`;
  return html`<ol start=${token.start === 1 || token.start === '' ? nothing : token.start}>${items}</ol>`;
}

function listItem(item: Tokens.ListItem, context: MarkdownContext): unknown {
  const [box, line, ...rest] = item.tokens;
  if (box?.type !== 'checkbox' || !line) {
    return html`<li class=${item.task ? 'task' : nothing}>${blocks(item.tokens, context)}</li>`;
  }
  return html`<li class="task">${phrase([box, line], context)}${blocks(rest, context)}</li>`;
}

function drawTable(token: Tokens.Table, context: MarkdownContext): unknown {
  // A corner without words heads nothing.
  const head = token.header.map((cell) =>
    cell.text
      ? html`<th scope="col" class=${side(cell)}>${inline(cell.tokens, context)}</th>`
      : tableCell(cell, context),
  );
  const rows = token.rows.map((row) => html`<tr>${row.map((cell) => tableCell(cell, context))}</tr>`);
  return html`<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function tableCell(cell: Tokens.TableCell, context: MarkdownContext): unknown {
  return html`<td class=${side(cell)}>${inline(cell.tokens, context)}</td>`;
}

// A class and not a style attribute, which a page's policy may forbid.
function side(cell: Tokens.TableCell): string | typeof nothing {
  return cell.align ? `align-${cell.align}` : nothing;
}
