import { expect } from 'chai';
import { html, render } from 'lit';
import { renderMarkdown } from '@interview-room/ui/markdown';
import { MarkdownStream, type MarkdownStreamOptions } from './index.js';

/** The markup that a text ends as. */
function drawn(text: string, options?: MarkdownStreamOptions): HTMLElement {
  const box = document.createElement('div');
  const stream = new MarkdownStream(box, options);
  stream.set(text);
  stream.flush();
  return box;
}

function markup(box: Element): string {
  const parts = [...box.querySelectorAll(':scope > .part')];
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
