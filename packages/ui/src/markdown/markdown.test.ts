import { expect } from 'chai';
import { html, render } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture } from '../../../../.config/testing/fixture.js';
import { markdownStyles, renderMarkdown, type MarkdownOptions } from './index.js';

async function draw(text: string, options?: MarkdownOptions): Promise<HTMLElement> {
  return fixture<HTMLElement>(html`<div class="markdown">${renderMarkdown(text, options)}</div>`);
}

/** The markup without Lit's own marker comments. */
function markup(element: Element): string {
  return element.innerHTML.replaceAll(/<!--.*?-->/g, '').trim();
}

const shapes: [what: string, text: string, markup: string][] = [
  ['a paragraph', 'One\ntwo', '<p>One\ntwo</p>'],
  ['emphasis', '*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>'],
  ['a heading', '## Title `x`', '<h2>Title <code>x</code></h2>'],
  [
    'a code block',
    '```python\na < b\n```',
    '<pre tabindex="0"><code class="language-python">a &lt; b</code></pre>',
  ],
  ['a code block without a language', '    x', '<pre tabindex="0"><code>x</code></pre>'],
  ['a list in a list', '- a\n  - b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
  ['a numbered list', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
  ['a loose list', '- a\n\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['a quotation', '> a', '<blockquote><p>a</p></blockquote>'],
  ['a rule and a hard break', 'a  \nb\n\n---', '<p>a<br>b</p><hr>'],
  ['a break written as a tag', 'a<br/>b', '<p>a<br>b</p>'],
  [
    'character references',
    '&lt;b&gt; &amp;amp; &#8364; &#x20ac; &hellip; &unknown;',
    '<p>&lt;b&gt; &amp;amp; € € … &amp;unknown;</p>',
  ],
  ['references kept in code', '`&lt;`', '<p><code>&amp;lt;</code></p>'],
  ['escapes', '\\*a\\*', '<p>*a*</p>'],
  ['HTML as text', 'a <b onclick="x()">c</b>', '<p>a &lt;b onclick="x()"&gt;c&lt;/b&gt;</p>'],
  ['a block of HTML as text', '<script>x()</script>', '<p class="raw">&lt;script&gt;x()&lt;/script&gt;</p>'],
];

describe('renderMarkdown', () => {
  for (const [what, text, expected] of shapes) {
    it(`draws ${what}`, async () => {
      expect(markup(await draw(text))).to.equal(expected);
    });
  }

  it('draws a table with its alignment', async () => {
    const cells = (await draw('| a | b |\n|:-:|--:|\n| 1 | *2* |')).querySelectorAll('th, td');
    expect([...cells].map((cell) => [cell.localName, cell.className, cell.textContent])).to.deep.equal([
      ['th', 'align-center', 'a'],
      ['th', 'align-right', 'b'],
      ['td', 'align-center', '1'],
      ['td', 'align-right', '2'],
    ]);
  });

  for (const text of ['- [ ] a\n- [x] b\n  - c', '- [ ] a\n\n- [x] b\n\n  more']) {
    it(`labels the boxes of a task list: ${JSON.stringify(text)}`, async () => {
      const boxes = [...(await draw(text)).querySelectorAll('input')];
      expect(
        boxes.map((box) => [box.checked, box.disabled, box.labels?.[0]?.textContent?.trim()]),
      ).to.deep.equal([
        [false, true, 'a'],
        [true, true, 'b'],
      ]);
    });
  }

  it('moves headings below those of the page, never past the sixth', async () => {
    const drawn = await draw('# a\n## b\n##### c', { headingOffset: 2 });
    expect([...drawn.children].map((child) => child.localName)).to.deep.equal(['h3', 'h4', 'h6']);
  });

  it('opens links elsewhere, telling the other page nothing', async () => {
    const link = (await draw('[a](https://a.example/?x=1&amp;y=2 "Hint")')).querySelector('a');
    expect(link?.href).to.equal('https://a.example/?x=1&y=2');
    expect([link?.title, link?.target, link?.rel]).to.deep.equal([
      'Hint',
      '_blank',
      'noopener noreferrer nofollow',
    ]);
  });

  it('keeps bare addresses, mail and fragments', async () => {
    const links = (await draw('https://a.example <mailto:b@a.example> [c](#here)')).querySelectorAll('a');
    expect([...links].map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://a.example/',
      'mailto:b@a.example',
      '#here',
    ]);
    expect(links[2]?.hasAttribute('target')).to.equal(false);
  });

  it('shows an image as a link to it, and as an image only where that is allowed', async () => {
    const text = '![A cat](https://a.example/cat.png)';
    expect((await draw(text)).querySelector('a')?.textContent).to.equal('A cat');
    expect((await draw(text)).querySelector('img')).to.equal(null);
    const image = (await draw(text.replace('https', 'http'), { images: true })).querySelector('img');
    expect([image?.alt, image?.referrerPolicy]).to.deep.equal(['A cat', 'no-referrer']);
  });

  it('lets the caller colour code', async () => {
    const highlight = (code: string, language: string) => html`<i>${language}:${code}</i>`;
    const drawn = await draw('```js title="x"\n1\n```', { highlight });
    expect(drawn.querySelector('code.language-js > i')?.textContent).to.equal('js:1');
  });

  it('updates in place as a text grows', () => {
    const box = document.createElement('div');
    render(renderMarkdown('# a\n\nb'), box);
    const heading = box.querySelector('h1');
    render(renderMarkdown('# a\n\nb c'), box);
    expect(heading).to.not.equal(null);
    expect(box.querySelector('h1')).to.equal(heading);
    expect(box.textContent).to.contain('b c');
  });

  it('is accessible', async () => {
    const text =
      '# T\n\n- [x] a [b](https://a.example)\n\n| | b |\n|---|---|\n| 1 | 2 |\n\n```js\n1\n```\n> q';
    expect(await violations(await draw(text))).to.deep.equal([]);
  });
});

const attacks = [
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java&#x73;cript:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](javascript&colon;alert(1))',
  '[a](java&Tab;script:alert(1))',
  '[a](java&NewLine;script:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '[a](<\u0001javascript:alert(1)>)',
  '[a](< javascript:alert(1)>)',
  '[a](javascript://%0aalert(1))',
  '[a](vbscript:msgbox(1))',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '[a](blob:https://a.example/1)',
  '[a](file:///etc/passwd)',
  '[a](//evil.example)',
  '[a](/relative)',
  '[a](https://bank.example@evil.example)',
  '<javascript:alert(1)>',
  '[a][b]\n\n[b]: javascript:alert(1)',
  '![a](javascript:alert(1))',
  '![a](data:image/svg+xml,<svg onload=alert(1)>)',
  '![a" onerror="alert(1)](x)',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">a</a>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<style>*{display:none}</style>',
  '```"><img/src=x/onerror=alert(1)>\na\n```',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |',
];

describe('renderMarkdown against attacks', () => {
  for (const attack of attacks) {
    it(`makes nothing of ${JSON.stringify(attack)}`, async () => {
      for (const images of [false, true]) {
        const drawn = await draw(attack, { images });
        expect(drawn.querySelector('a, img, script, style, iframe, svg, object'), markup(drawn)).to.equal(
          null,
        );
        const attributes = [...drawn.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
        expect(attributes.filter((name) => name.startsWith('on'))).to.deep.equal([]);
      }
    });
  }

  it('keeps a title from breaking out of its attribute', async () => {
    const link = (await draw(`[a](https://a.example '" onclick="alert(1)')`)).querySelector('a');
    expect(link?.getAttributeNames()).to.not.include('onclick');
  });

  it('does not put a link into a link', async () => {
    const drawn = await draw('[![a](https://b.example/i.png)](https://a.example)');
    expect(drawn.querySelectorAll('a').length).to.equal(1);
  });

  for (const deep of [
    '>'.repeat(5000) + ' a',
    '- '.repeat(3000) + 'a',
    '['.repeat(5000),
    '*a'.repeat(5000),
  ]) {
    it(`survives ${deep.slice(0, 6)}… (${deep.length} characters)`, async () => {
      expect((await draw(deep)).textContent).to.contain('a'.slice(0, deep.includes('a') ? 1 : 0));
    });
  }
});

describe('markdownStyles', () => {
  it('shows code in a line as it was written, also among words from right to left', async () => {
    const parent = document.createElement('div');
    parent.dir = 'rtl';
    document.body.append(parent);
    const element = await draw('انظر `sorted()`');
    parent.append(element);
    const style = document.createElement('style');
    style.textContent = markdownStyles.cssText;
    parent.append(style);
    const code = element.querySelector('code') as HTMLElement;
    const text = [...code.childNodes].find((node) => node instanceof Text) as Text;
    const at = (offset: number) => {
      const range = document.createRange();
      range.setStart(text, offset);
      range.setEnd(text, offset + 1);
      return range.getBoundingClientRect().left;
    };
    expect(at('sorted'.length)).to.be.above(at(0));
    parent.remove();
  });
});
