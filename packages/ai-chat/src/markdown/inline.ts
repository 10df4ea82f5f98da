import { decodeEntities, safeImage, safeLink } from '@interview-room/ui/markdown';
import { Lexer, type MarkedOptions, type Token, type Tokens } from 'marked';
import { joined, type Drawn, type Shape } from './drawn.js';
import { maskFormulas, mathExtension } from './math.js';
import type { MarkdownStreamOptions } from './options.js';

/** Nesting past this is shown as it was written. */
const deepest = 24;
/** Schemes that run or read something: no list of a host's lets them in. */
const never = new Set([
  'javascript:',
  'vbscript:',
  'data:',
  'blob:',
  'file:',
  'filesystem:',
  'view-source:',
  'about:',
]);

interface Context {
  readonly depth: number;
  readonly inLink: boolean;
  /** Character references are not resolved: in a bare address. */
  readonly literal: boolean;
}

const outermost: Context = { depth: 0, inLink: false, literal: false };

/** Draws what stands inside a line, from marked's tokens. Nothing in the text ever becomes markup by itself. */
export class InlineText {
  readonly #schemes: ReadonlySet<string> | undefined;
  readonly #images: boolean;
  readonly #links: Record<string, { href: string; title: string }> = Object.create(null);
  #lexer: Lexer | undefined;

  constructor({ links, images }: MarkdownStreamOptions) {
    this.#schemes = links && new Set(links.map(protocol).filter((scheme) => !never.has(scheme)));
    this.#images = images ?? false;
  }

  /** A reference that later text may link by. The first of a name counts. */
  define(label: string, href: string, title: string): void {
    this.#links[label.toLowerCase().replaceAll(/\s+/g, ' ')] ??= { href, title };
  }

  /** Draws `text`. With `growing`, more of it may come, so an address at its end is not a link yet. */
  draw(text: string, growing = false): Drawn[] {
    try {
      const tokens = this.#lex(text);
      if (growing) holdAddress(tokens);
      return joined(this.#drawAll(tokens, outermost));
    } catch {
      // The lexer recurses, so a text made to be deep can exhaust the stack.
      this.#lexer = undefined;
      return [text];
    }
  }

  #lex(text: string): Token[] {
    this.#lexer ??= makeLexer();
    this.#lexer.tokens.links = this.#links;
    return this.#lexer.inlineTokens(text);
  }

  #drawAll(tokens: readonly Token[], context: Context): Drawn[] {
    if (context.depth > deepest) return tokens.map((token) => token.raw);
    const inner = { ...context, depth: context.depth + 1 };
    return tokens.flatMap((token) => this.#drawOne(token as Tokens.Generic, inner));
  }

  #drawOne(token: Tokens.Generic, context: Context): Drawn | Drawn[] {
    const children = () => joined(this.#drawAll(token.tokens ?? [], context));
    switch (token.type) {
      case 'text':
        if (token.tokens) return this.#drawAll(token.tokens, context);
        return context.literal ? token['text'] : decodeEntities(token['text']);
      case 'escape':
        return token['text'];
      case 'strong':
      case 'em':
      case 'del':
        return { tag: token.type, children: children() };
      case 'codespan':
        return { tag: 'code', children: [token['text']] };
      case 'math':
        return { tag: 'code', attributes: { class: 'math' }, children: [token['text']] };
      case 'br':
        return { tag: 'br', children: [] };
      case 'html':
        return /^<br\s*\/?>$/i.test(token.raw.trim()) ? { tag: 'br', children: [] } : token['text'];
      case 'link':
        return this.#link(token as Tokens.Link, context);
      case 'image':
        return this.#image(token as Tokens.Image, context);
      default:
        return token.raw;
    }
  }

  #link(token: Tokens.Link, context: Context): Drawn | Drawn[] {
    const literal = token.autolink ?? false;
    const href = safeLink(literal ? token.href : decodeEntities(token.href), this.#schemes);
    const children = joined(this.#drawAll(token.tokens, { ...context, literal, inLink: true }));
    return href === undefined || context.inLink ? children : anchor(href, children, token.title);
  }

  #image(token: Tokens.Image, context: Context): Drawn {
    const alt = decodeEntities(token.text);
    const src = safeImage(decodeEntities(token.href));
    if (src === undefined) return alt;
    if (!this.#images) return context.inLink ? alt : anchor(src, [alt || src], token.title);
    const attributes = { src, alt, ...hint(token.title), loading: 'lazy', referrerpolicy: 'no-referrer' };
    return { tag: 'img', attributes, children: [] };
  }
}

function makeLexer(): Lexer {
  const extensions = {
    renderers: {},
    childTokens: {},
    inline: [mathExtension.tokenizer],
    startInline: [mathExtension.start],
  };
  const hooks = { emStrongMask: maskFormulas };
  const options = { gfm: true, extensions, hooks } as unknown as MarkedOptions<string, string>;
  return new Lexer<string, string>(options);
}

function protocol(scheme: string): string {
  return `${scheme.toLowerCase().replace(/:$/, '')}:`;
}

const elsewhere: Record<string, string> = { target: '_blank', rel: 'noopener noreferrer nofollow' };

function anchor(href: string, children: readonly Drawn[], title?: string | null): Shape {
  const attributes = { href, ...hint(title), ...(href.startsWith('#') ? {} : elsewhere) };
  return { tag: 'a', attributes, children };
}

function hint(title: string | null | undefined): Record<string, string> {
  return title ? { title: decodeEntities(title) } : {};
}

/** Makes text of a bare address that the last word holds: the next piece may go on with it. */
function holdAddress(tokens: Token[]): void {
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at] as Tokens.Generic;
    if (token.type === 'link' && token.raw === token['text']) {
      tokens[at] = { type: 'escape', raw: token.raw, text: token.raw };
    } else if (token.tokens && /\S$/.test(token.raw)) {
      holdAddress(token.tokens);
    }
    if (/\s/.test(token.raw)) return;
  }
}
