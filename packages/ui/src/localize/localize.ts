import { LocalizeController, update, type Translation } from '@shoelace-style/localize';
import type { ReactiveControllerHost } from 'lit';

type Term = string | ((...args: never[]) => string);
/** The words of one package: each a string, or a function of what is to be filled in. */
export type Terms = Record<string, Term>;
/** The same keys and parameters in another language. */
export type Translated<T extends Terms> = {
  [K in keyof T]: T[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};
type Loader<T extends Terms> = () => Promise<Translated<T>>;
type Host = ReactiveControllerHost & HTMLElement;
type Arguments<F> = F extends (...args: infer A) => string ? A : [];

/** Words that could not be had are asked for again after so many milliseconds. */
const AGAIN = 2000;

/**
 * A package's words: `const strings = new Strings(en, { de: () => import('./de.js').then((m) => m.de) })`. Each package
 * keeps its own, so that two may use one key for different things.
 */
export class Strings<T extends Terms> {
  private readonly known = new Map<string, Translated<T>>();
  private readonly asked = new Set<string>(['en']);

  constructor(
    private readonly english: T,
    private readonly loaders: Record<string, Loader<T>> = {},
  ) {}

  /** Fetches the words of `lang` (a BCP 47 tag), if they exist and are not here; elements are drawn again when they come. */
  load(lang: string): void {
    const code = primary(lang);
    const loader = Object.hasOwn(this.loaders, code) ? this.loaders[code] : undefined;
    if (!loader || this.asked.has(code)) return;
    this.asked.add(code);
    void this.fetch(code, loader);
  }

  private async fetch(code: string, loader: Loader<T>): Promise<void> {
    try {
      this.known.set(code, await loader());
      update();
    } catch {
      this.asked.delete(code);
      // Each drawing asks for them again.
      setTimeout(update, AGAIN);
    }
  }

  /** The words in `lang`, or in English until those are here. */
  in(lang: string): T | Translated<T> {
    return this.known.get(primary(lang)) ?? this.english;
  }
}

function primary(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? 'en';
}

/**
 * Gives an element its words in the language of the nearest `lang` around it, across shadow roots, and says which
 * way it is written. The element is drawn again when the document's language changes or when words arrive.
 */
export class Localize<T extends Terms> extends LocalizeController<Translation & T> {
  constructor(
    private readonly element: Host,
    private readonly strings: Strings<T>,
  ) {
    super(element);
  }

  /** The word for `key`, filled in with `args`. */
  override term<K extends keyof (Translation & T)>(key: K, ...args: Arguments<(Translation & T)[K]>): string {
    const term = this.strings.in(this.lang())[key as keyof T] as string | ((...args: unknown[]) => string);
    return typeof term === 'function' ? term(...args) : term;
  }

  hostUpdate(): void {
    this.strings.load(this.lang());
  }

  /** The nearest `lang` around the element, or the browser's language where the page names none or an unusable one. */
  override lang(): string {
    const found = (inherited(this.element, 'lang') || pageLanguage()).toLowerCase().replaceAll('_', '-');
    return usable(found) ? found : 'en';
  }

  /** The nearest `dir` around the element. */
  override dir(): 'ltr' | 'rtl' {
    return inherited(this.element, 'dir').toLowerCase() === 'rtl' ? 'rtl' : 'ltr';
  }
}

const judged = new Map<string, boolean>();

function usable(tag: string): boolean {
  const known = judged.get(tag) ?? canonical(tag);
  judged.set(tag, known);
  return known;
}

function canonical(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function pageLanguage(): string {
  return typeof navigator === 'undefined' ? 'en' : navigator.language;
}

/** The nearest value of an attribute on the element or around it, out through shadow roots. */
function inherited(start: Element, attribute: 'lang' | 'dir'): string {
  let at: Element | null = start;
  while (at) {
    const holder: Element | null = at.closest(`[${attribute}]`);
    if (holder) return holder.getAttribute(attribute) ?? '';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}
