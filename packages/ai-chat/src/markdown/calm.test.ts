import { expect } from 'chai';
import { MarkdownStream } from './index.js';

/** What is shown of a text that is not over. */
function shown(text: string): string {
  const box = document.createElement('div');
  const stream = new MarkdownStream(box);
  stream.append(text);
  stream.flush();
  return [...box.querySelectorAll('.part')]
    .map((part) => part.innerHTML)
    .join('')
    .replaceAll(' </p>', '</p>');
}

const tails: [what: string, text: string, markup: string][] = [
  ['bold text is bold before it is closed', 'a **bol', '<p>a <strong>bol</strong></p>'],
  ['half of the closing marks is not shown', 'a **bold*', '<p>a <strong>bold</strong></p>'],
  ['marks alone are not shown', 'a **', '<p>a</p>'],
  ['marks in marks', '*a **b', '<p><em>a <strong>b</strong></em></p>'],
  ['a star between spaces is a star', '2 * 3', '<p>2 * 3</p>'],
  ['an underscore in a word is one', 'a snake_ca', '<p>a snake_ca</p>'],
  ['code is code before it is closed', 'a `b ** c', '<p>a <code>b ** c</code></p>'],
  ['struck text', 'a ~~b', '<p>a <del>b</del></p>'],
  ['a link whose address is not whole', 'see [the text](https://a.exa', '<p>see the text</p>'],
  ['a link whose text is not whole', 'see [the te', '<p>see</p>'],
  ['a link with marks in its text', 'see **[the te', '<p>see</p>'],
  [
    'a link that is whole',
    'see [a](https://a.example/)',
    '<p>see <a href="https://a.example/" target="_blank" rel="noopener noreferrer nofollow">a</a></p>',
  ],
  ['an image whose address is not whole', 'see ![alt](https://a.exa', '<p>see alt</p>'],
  ['brackets that are no link', 'a[0] = b', '<p>a[0] = b</p>'],
  ['a bare address that may go on', 'see https://a.exam', '<p>see https://a.exam</p>'],
  ['a bare address in bold', 'see **https://a.exam', '<p>see <strong>https://a.exam</strong></p>'],
  ['an address in angle brackets', 'see <https://a.exam', '<p>see</p>'],
  ['a character reference', 'a &am', '<p>a</p>'],
  ['a backslash', 'a \\', '<p>a</p>'],
  ['a formula', 'so $a_1$ and', '<p>so <code class="math">$a_1$</code> and</p>'],
  ['the first signs of a heading', '##', ''],
  ['a heading', '## Ti', '<h2>Ti</h2>'],
  ['the first sign of a list', 'a\n\n-', '<p>a</p>'],
  ['a number that may become a list', 'a\n\n12.', '<p>a</p>'],
  ['the first signs of a rule', 'a\n\n--', '<p>a</p>'],
  ['the first signs of code', 'a\n\n``', '<p>a</p>'],
  ['code without its first line', 'a\n\n```pyth', '<p>a</p>'],
  ['the head of a table', 'a\n\n| a | b |', '<p>a</p><p></p>'],
  ['the head of a table and half of the next line', '| a | b |\n|--', '<p></p>'],
  ['a reference', 'a\n\n[b]: https://a.exa', '<p>a</p>'],
  ['a box to be checked', '- [ ]', ''],
];

const answer = `# Two sum

Keep a **map** of what you have *seen*, see [the docs](https://a.example/map) or https://b.example/x for \`dict\`:

1. For each number, look for \`target - number\`.
   - found: **done**
   - else remember it
2. Return ~~nothing~~ \`[]\`.

- [ ] empty list
- [x] one number

\`\`\`python
def two_sum(numbers, target):
    seen = {}

    return []
\`\`\`

| what | cost |
|------|-----:|
| time | $O(n)$ |
| room | **n** |

> A quotation
> of two lines.

---

$$
n \\cdot m_1
$$

The end &amp; more.
`;

describe('A growing text', () => {
  for (const [what, text, markup] of tails) {
    it(`is calm: ${what}`, () => expect(shown(text)).to.equal(markup));
  }

  it('never takes back what was shown of an answer', () => {
    const box = document.createElement('div');
    const stream = new MarkdownStream(box);
    let before = '';
    for (const character of answer) {
      stream.append(character);
      stream.flush();
      const now = box.textContent;
      expect(now.startsWith(before), JSON.stringify([before.slice(-60), now.slice(-60)])).to.equal(true);
      before = now;
    }
    expect(before).to.contain('The end & more.');
  });

  it('never touches a block that is finished', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    const stream = new MarkdownStream(box);
    const records: MutationRecord[] = [];
    const finished = new Set<Node>();
    let touched = 0;
    const observer = new MutationObserver(() => {});
    observer.observe(box, { subtree: true, childList: true, characterData: true, attributes: true });
    for (const character of answer.repeat(8)) {
      stream.append(character);
      stream.flush();
      for (const record of observer.takeRecords()) {
        records.push(record);
        if ([...finished].some((block) => block.contains(record.target))) touched++;
      }
      const blocks = [...box.querySelectorAll('.part > *')];
      for (const block of blocks.slice(0, -1)) finished.add(block);
    }
    expect(finished.size).to.be.above(50);
    expect(records.length).to.be.above(1000);
    expect(touched).to.equal(0);
    box.remove();
  });

  it('leaves the finished items of a list and rows of a table alone', () => {
    const box = document.createElement('div');
    const stream = new MarkdownStream(box);
    stream.append('- a\n- b\n');
    stream.flush();
    const item = box.querySelector('li');
    stream.append('- c\n\n| a |\n|---|\n| 1 |\n');
    stream.flush();
    const row = box.querySelector('td');
    stream.append('| 2 |\n');
    stream.end();
    expect(box.querySelector('li')).to.equal(item);
    expect(box.querySelector('td')).to.equal(row);
    expect([...box.querySelectorAll('li, td')].map((one) => one.textContent)).to.deep.equal([
      'a',
      'b',
      'c',
      '1',
      '2',
    ]);
  });
});
