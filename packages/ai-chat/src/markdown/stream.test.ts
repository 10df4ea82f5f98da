import { expect } from 'chai';
import { html, render } from 'lit';
import { renderMarkdown } from '@interview-room/ui/markdown';
import { Blocks } from './blocks.js';
import { MarkdownStream, markdownStreamStyles, type MarkdownStreamOptions } from './index.js';

/** The markup that a text ends as. */
function drawn(text: string, options?: MarkdownStreamOptions): HTMLElement {
  const box = document.createElement('div');
  const stream = new MarkdownStream(box, options);
  stream.set(text);
  stream.flush();
  return box;
}

function markup(box: Element): string {
  const parts = [...box.querySelectorAll(':scope > .chapter > .part')];
  return parts
    .map((part) => part.innerHTML)
    .join('')
    .replaceAll('<span class="lines">', '<span>');
}

const code = (language: string, text: string, name = language) =>
  `<div class="code"><div class="code-head"><span class="code-language">${name}</span></div>` +
  `<pre tabindex="0"><code${language ? ` class="language-${language}"` : ''}>${text}</code></pre></div>`;

const shapes: [what: string, text: string, markup: string][] = [
  ['a paragraph', 'One\ntwo', '<p>One\ntwo</p>'],
  ['emphasis', '*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>'],
  ['a heading', '## Title `x` ##', '<h2>Title <code>x</code></h2>'],
  ['an underlined heading', 'Title\n===\nx', '<h1>Title</h1><p>x</p>'],
  [
    'a code block',
    '```python\na < b\n\nc\n```\nx',
    code('python', '<span>a &lt; b\n\nc</span>') + '<p>x</p>',
  ],
  ['an indented code block', '    x\n\n    y\n\nz', code('', '<span>x\n\ny</span>', 'Code') + '<p>z</p>'],
  [
    'a list in a list',
    '- a\n  - b\n- c',
    '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>',
  ],
  ['a numbered list', '3. a\n4. b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
  ['a loose list', '- a\n\n- b', '<ul class="loose"><li><p>a</p></li><li><p>b</p></li></ul>'],
  [
    'a quotation, lazily',
    '> a\nb\n\n> c',
    '<blockquote><p>a\nb</p></blockquote><blockquote><p>c</p></blockquote>',
  ],
  ['a rule and a hard break', 'a  \nb\n\n---', '<p>a<br>b</p><hr>'],
  ['a formula', 'so $a_1 * b_1 * c$ is', '<p>so <code class="math">$a_1 * b_1 * c$</code> is</p>'],
  [
    'a block of formulas',
    '$$\na_1\n- b\n$$\nx',
    '<p class="raw math"><span>$$\na_1\n- b\n$$</span></p><p>x</p>',
  ],
  ['money', 'from $5 to $6', '<p>from $5 to $6</p>'],
  ['HTML as text', 'a <b onclick="x()">c</b>', '<p>a &lt;b onclick="x()"&gt;c&lt;/b&gt;</p>'],
  ['a block of HTML as text', '<div>\n*a*\n\nb', '<p class="raw"><span>&lt;div&gt;\n*a*</span></p><p>b</p>'],
  ['a footnote as text', 'a[^1]\n\n[^1]: b', '<p>a[^1]</p><p>[^1]: b</p>'],
  [
    'a table',
    '| a | *b* |\n|---|--:|\n| 1 \\| 2 |\n| 3 | 4 | 5 |\n\nx',
    '<div class="table" tabindex="0"><table><thead><tr><th scope="col">a</th><th scope="col" class="align-right"><em>b</em></th></tr></thead>' +
      '<tbody><tr><td>1 | 2</td><td class="align-right"></td></tr><tr><td>3</td><td class="align-right">4</td></tr></tbody></table></div><p>x</p>',
  ],
  ['character references', '&lt;b&gt; &amp;amp; &#8364;', '<p>&lt;b&gt; &amp;amp; €</p>'],
];

describe('MarkdownStream', () => {
  for (const [what, text, expected] of shapes) {
    it(`draws ${what}`, () => expect(markup(drawn(text))).to.equal(expected));
  }

  it('is the same by pieces', () => {
    const text = shapes.map(([, text]) => text).join('\n\n');
    const box = document.createElement('div');
    const stream = new MarkdownStream(box);
    for (const character of text) {
      stream.append(character);
      stream.flush();
    }
    stream.end();
    expect(markup(box)).to.equal(markup(drawn(text)));
    const ui = document.createElement('div');
    render(html`${renderMarkdown(text)}`, ui);
    expect(ui.textContent).to.contain('One');
  });
});

describe('A MarkdownStream', () => {
  const fresh = (options?: MarkdownStreamOptions) => {
    const box = document.createElement('div');
    return { box, stream: new MarkdownStream(box, options) };
  };

  it('draws at most once a frame, and says when it has', async () => {
    const { box, stream } = fresh();
    stream.append('a');
    stream.append(' b');
    expect(box.textContent).to.equal('');
    await stream.drawn;
    expect(box.textContent).to.equal('a b');
    expect(stream.text).to.equal('a b');
  });

  it('draws a text that is too long for a frame in several', async () => {
    const text = `${'word **bold** `code` '.repeat(8)}\n\n- a\n- b\n\n`.repeat(1500);
    const { box, stream } = fresh();
    stream.set(text);
    const at = box.querySelectorAll('p').length;
    await stream.drawn;
    expect(at).to.be.below(box.querySelectorAll('p').length);
    expect(box.querySelectorAll('strong').length).to.equal(12_000);
  });

  it('looks at each piece once, however many come', () => {
    const text = Array.from({ length: 60 }, (_, at) => (at % 3 === 2 ? '' : `A line, number ${at}.`)).join(
      '\n',
    );
    const { endLine, grow } = Blocks.prototype;
    let taken = '';
    Blocks.prototype.endLine = function (line) {
      taken += `${line}\n`;
      endLine.call(this, line);
    };
    Blocks.prototype.grow = function (piece) {
      taken += piece;
      grow.call(this, piece);
    };
    const box = document.createElement('div');
    try {
      const stream = new MarkdownStream(box);
      for (const character of text) {
        stream.append(character);
        stream.flush();
      }
      stream.end();
    } finally {
      Object.assign(Blocks.prototype, { endLine, grow });
    }
    expect(taken).to.equal(text);
    expect(box.querySelectorAll('p')).to.have.lengthOf(20);
  });

  it('replaces what was there', () => {
    const { box, stream } = fresh();
    stream.append('[a]: https://a.example\n\nold [a]');
    stream.flush();
    stream.set('new [a]');
    expect([box.textContent, stream.text]).to.deep.equal(['new [a]', 'new [a]']);
  });

  it('takes nothing after its end, and nothing once disposed of', async () => {
    const { box, stream } = fresh();
    stream.append('a');
    stream.end();
    stream.append('b');
    await stream.drawn;
    expect(box.textContent).to.equal('a');
    const other = fresh();
    other.stream.append('a');
    const drawn = other.stream.drawn;
    other.stream.dispose();
    await drawn;
    expect(other.box.textContent).to.equal('');
  });

  it('allows links of schemes that a host names', () => {
    const text = '[a](ftp://a.example) [b](https://b.example)';
    expect(drawn(text, { links: ['ftp'] }).querySelectorAll('a').length).to.equal(1);
    expect(drawn(text, { links: ['ftp'] }).querySelector('a')?.protocol).to.equal('ftp:');
  });

  it('links by a reference that came before', () => {
    const link = drawn('[a]: <https://a.example> "Hint"\n\n[text][A]').querySelector('a');
    expect([link?.textContent, link?.title, link?.href]).to.deep.equal([
      'text',
      'Hint',
      'https://a.example/',
    ]);
  });

  it('moves headings below those of the page', () => {
    const tags = [...drawn('# a\n\n##### b\n\nc\n---', { headingOffset: 2 }).querySelectorAll('.part > *')];
    expect(tags.map((tag) => tag.localName)).to.deep.equal(['h3', 'h6', 'h4']);
  });

  it('leaves finished chapters out of layout where they are out of sight', async () => {
    const root = document.body.appendChild(document.createElement('div'));
    root.attachShadow({ mode: 'open' }).adoptedStyleSheets = [markdownStreamStyles.styleSheet].filter(
      (sheet) => sheet !== undefined,
    );
    const box = root.shadowRoot?.appendChild(document.createElement('div'));
    if (!box) throw new Error('no root');
    const stream = new MarkdownStream(box);
    stream.set('some words.\n\n'.repeat(4000));
    await stream.drawn;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const last = box.querySelectorAll('.chapter.done > .part > p');
    expect(last[last.length - 1]?.checkVisibility({ contentVisibilityAuto: true })).to.equal(false);
    root.remove();
  });
});
