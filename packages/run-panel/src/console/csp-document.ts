/**
 * xterm writes `<style>` elements and `style` attributes, which a page's Content-Security-Policy refuses unless it
 * allows `'unsafe-inline'`. Here is a document for it whose elements do the same by other ways that no policy
 * concerns: the text of a style element goes into a constructed sheet of the shadow root, and a `style` attribute is
 * set through the CSSOM. No style element is ever put into the page.
 */
export function cspDocument(real: Document, root: ShadowRoot): Document {
  const make = (tag: string): HTMLElement => {
    const element = real.createElement(tag);
    if (tag === 'style') return adopted(element, root);
    if (tag === 'div') keepStylesOut(element, root);
    return element;
  };
  return new Proxy(real, {
    get(target, key) {
      if (key === 'createElement') return make;
      const value: unknown = Reflect.get(target, key, target);
      // The document's methods refuse to be called on a proxy.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

const sheets = new WeakMap<Element, CSSStyleSheet>();

/** A style element whose text is a constructed sheet's. It must stay out of the page. */
function adopted(element: HTMLElement, root: ShadowRoot): HTMLElement {
  const sheet = new CSSStyleSheet();
  sheets.set(element, sheet);
  root.adoptedStyleSheets.push(sheet);
  let text = '';
  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set: (css: string) => {
      text = css;
      sheet.replaceSync(css);
    },
  });
  element.remove = () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
  return element;
}

/** xterm makes one of its style elements with the window's own document: it is caught where it would be put in. */
function keepStylesOut(div: HTMLElement, root: ShadowRoot): void {
  div.appendChild = <T extends Node>(child: T): T => {
    if (!(child instanceof HTMLStyleElement)) return Node.prototype.appendChild.call(div, child) as T;
    if (!sheets.has(child)) adopted(child, root);
    return child;
  };
}

function styleByCssom(span: HTMLElement): void {
  span.setAttribute = setByCssom;
}

function setByCssom(this: HTMLElement, name: string, value: string): void {
  if (name === 'style') this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}

/** The way to what makes the spans of a row, inside xterm 6. */
interface Inside {
  _core?: {
    _renderService?: {
      _renderer?: { value?: { _rowFactory?: { _document?: Pick<Document, 'createElement'> } } };
    };
  };
}

/**
 * xterm makes the spans of its rows with the window's own document, whatever it was given: its factory gets one whose
 * spans are styled through the CSSOM. Call it on an opened terminal. A test in a page with a strict policy watches
 * over this reach into xterm's inside.
 */
export function styleRowsByCssom(terminal: object, real: Document): void {
  const factory = (terminal as Inside)._core?._renderService?._renderer?.value?._rowFactory;
  if (!factory) return;
  factory._document = {
    createElement: (tag: string): HTMLElement => {
      const element = real.createElement(tag);
      styleByCssom(element);
      return element;
    },
  };
}
