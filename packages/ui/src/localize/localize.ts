import { LocalizeController, registerTranslation, type Translation } from '@shoelace-style/localize';
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

/** A package's words: `const strings = new Strings(en, { de: () => import('./de.js').then((m) => m.de) })`. */
export class Strings<T extends Terms> {
  private readonly asked = new Set<string>();

  constructor(
    private readonly english: T,
    private readonly loaders: Record<string, Loader<T>> = {},
  ) {}

  /** Makes the words known, and fetches those of `lang` (a BCP 47 tag) if they are not English and not here. */
  load(lang: string): void {
    if (this.asked.size === 0) this.register('en', 'English', this.english);
    this.asked.add('en');
    const code = lang.split('-')[0] ?? 'en';
    const loader = this.loaders[code];
    if (!loader || this.asked.has(code)) return;
    this.asked.add(code);
    void loader().then(
      (terms) => this.register(code, code, terms),
      () => this.asked.delete(code),
    );
  }

  private register(code: string, name: string, terms: object): void {
    registerTranslation({ $code: code, $name: name, $dir: code === 'ar' ? 'rtl' : 'ltr', ...terms } as Translation);
  }
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
    strings.load(this.lang());
  }

  hostUpdate(): void {
    this.strings.load(this.lang());
  }

  override lang(): string {
    const found = inherited(this.element, 'lang') || pageLanguage();
    return found.toLowerCase().replaceAll('_', '-');
  }

  override dir(): 'ltr' | 'rtl' {
    return inherited(this.element, 'dir') === 'rtl' ? 'rtl' : 'ltr';
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
