import { safeImage, safeLink } from '@interview-room/ui/markdown';
import { labelKey, unescaped, type Destination } from './addresses.js';
import type { Drawn, Shape } from './drawn.js';
import { InlineScan } from './inline-scan.js';
import type { MarkdownStreamOptions } from './options.js';

/** Schemes that run or read something: no list of a host's lets them in. */
const never = new Set('javascript: vbscript: data: blob: file: filesystem: view-source: about:'.split(' '));

const elsewhere: Record<string, string> = { target: '_blank', rel: 'noopener noreferrer nofollow' };

/** Draws what stands inside a line. Nothing in the text ever becomes markup by itself. */
export class InlineText {
  readonly #schemes: ReadonlySet<string> | undefined;
  readonly #images: boolean;
  readonly #definitions = new Map<string, Destination>();

  constructor({ links, images }: MarkdownStreamOptions) {
    this.#schemes = links && new Set(links.map(protocol).filter((scheme) => !never.has(scheme)));
    this.#images = images ?? false;
  }

  /** A reference that later text may link by. The first of a name counts. */
  define(label: string, href: string, title: string): void {
    const key = labelKey(label);
    if (!this.#definitions.has(key))
      this.#definitions.set(key, { href: unescaped(href), title: unescaped(title) });
  }

  /** What a reference of this name leads to. */
  definition(label: string): Destination | undefined {
    return this.#definitions.size > 0 ? this.#definitions.get(labelKey(label)) : undefined;
  }

  /** Draws `text`. With `growing`, more of it may come, so an address at its end is not a link yet. */
  draw(text: string, growing = false): Drawn[] {
    return new InlineScan(text, this, { growing, inLink: false, depth: 0 }).run();
  }

  /** A link, or its text alone where the address is not allowed. */
  link({ href, title }: Destination, children: Drawn[]): Drawn[] {
    const safe = safeLink(href, this.#schemes);
    return safe === undefined ? children : [anchor(safe, title, children)];
  }

  /** An image, a link to it, or its alternative text alone. */
  image({ href, title }: Destination, alt: string, inLink: boolean): Drawn {
    const src = safeImage(href);
    if (src === undefined) return alt;
    if (!this.#images) return inLink ? alt : anchor(src, title, [alt || src]);
    const attributes = { src, alt, ...hint(title), loading: 'lazy', referrerpolicy: 'no-referrer' };
    return { tag: 'img', attributes, children: [] };
  }
}

function protocol(scheme: string): string {
  return `${scheme.toLowerCase().replace(/:$/, '')}:`;
}

function anchor(href: string, title: string, children: readonly Drawn[]): Shape {
  const attributes = { href, ...hint(title), ...(href.startsWith('#') ? {} : elsewhere) };
  return { tag: 'a', attributes, children };
}

function hint(title: string): Record<string, string> {
  return title ? { title } : {};
}
