import { expect } from 'chai';
import fc from 'fast-check';
import { html, render } from 'lit';
import { renderMarkdown } from '@interview-room/ui/markdown';
import { attacks } from '../testing/attacks.js';
import { MarkdownStream } from './index.js';

/** Anything that means something, by chance. */
const noise = fc
  .array(
    fc.constantFrom(
      ...'a|b | c| |  |    |\n|\n\n|\n\n\n|\t|# |## x ##|> |- |* |+ |1. |2) |- [ ] |---|===|***|```|```js\n|~~~|`|``|**|*|_|__|~~|\\|$|$$|\\[|\\(|[a]|[a](https://a.example)|[a]: https://a.example|![|](|)|<b>|<div>|<!--|-->|<https://a.example>|https://b.example/x|&amp;|&|\r\n|\r|:-|-:|.'
        .split('|')
        .concat(['|', '| a | b |\n', '|---|:-:|\n', '\n| c |\n']),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** Blocks as people and models write them. */
const line = fc
  .array(
    fc.constantFrom(
      'plain',
      'words',
      '**bold**',
      '*soft*',
      '`code`',
      '[link](https://a.example)',
      'x < y',
      'a_b',
      '&lt;',
      '~~no~~',
      '1.',
      'end.',
    ),
    { minLength: 2, maxLength: 12 },
  )
  .map((words) => `So ${words.join(' ')}`);
const lines = fc.array(line, { minLength: 1, maxLength: 4 });
const block = fc.oneof(
  lines.map((all) => all.join('\n')),
  line.map((text) => `## ${text}`),
  lines.map((all) => all.map((text) => `- ${text}`).join('\n')),
  lines.map((all) => all.map((text, at) => `${at + 1}. ${text}\n   - ${text}\n   - ${text}`).join('\n')),
  lines.map((all) => all.map((text) => `- ${text}\n\n  ${text}`).join('\n\n')),
  lines.map((all) => all.map((text) => `- [ ] ${text}`).join('\n')),
  lines.map((all) => `\`\`\`js\n${all.join('\n\n  ')}\n\`\`\``),
  lines.map((all) => all.map((text) => `> ${text}`).join('\n')),
  lines.map((all) => `| a | b |\n|---|:-:|\n${all.map((text) => `| ${text} | 1 |`).join('\n')}`),
  line.map((text) => `<div>\n${text}\n</div>`),
  fc.constant('---'),
);
const document_ = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => blocks.join('\n\n'));

function whole(text: string): HTMLElement {
  const box = document.createElement('div');
  const stream = new MarkdownStream(box);
  stream.set(text);
  stream.flush();
  return box;
}

/** Streams a text cut at these places, drawing after each piece. */
function streamed(text: string, cuts: readonly number[]): HTMLElement {
  const box = document.createElement('div');
  const stream = new MarkdownStream(box);
  const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  for (const [index, cut] of [...at, text.length].entries()) {
    stream.append(text.slice(at[index - 1] ?? 0, cut));
    stream.flush();
  }
  stream.end();
  stream.flush();
  return box;
}

const cuts = fc.array(fc.nat(5000), { maxLength: 40 });

/** The words that are seen; where a box begins or a line ends is not a matter of words. */
function words(box: Element): string {
  const copy = box.cloneNode(true) as Element;
  for (const label of copy.querySelectorAll('.code-head')) label.remove();
  return (copy.textContent ?? '').replaceAll(/\s+/g, '');
}

describe('However a text is cut', () => {
  it('the same is drawn: of anything', () => {
    fc.assert(
      fc.property(noise, cuts, (text, cuts) => {
        expect(streamed(text, cuts).innerHTML).to.equal(whole(text).innerHTML);
      }),
      { numRuns: 800 },
    );
  });

  it('the same is drawn: of documents, character by character', () => {
    fc.assert(
      fc.property(document_, (text) => {
        expect(
          streamed(
            text,
            Array.from(text, (_, at) => at),
          ).innerHTML,
        ).to.equal(whole(text).innerHTML);
      }),
      { numRuns: 40 },
    );
  });

  it('the same is drawn: of attacks', () => {
    for (const text of [...(attacks['tags'] ?? []), ...(attacks['breakouts'] ?? [])]) {
      const places = Array.from({ length: 10 }, (_, at) => at * 7 + 1);
      expect(streamed(text, places).innerHTML, text).to.equal(whole(text).innerHTML);
    }
  });

  it('the same is drawn: of a paragraph that is long', () => {
    const text = Array.from({ length: 3000 }, (_, at) =>
      at % 9 ? `word${at}` : `**a ${at}** [b](https://a.example)`,
    ).join(' ');
    for (const step of [61, 997]) {
      const places = Array.from({ length: Math.ceil(text.length / step) }, (_, at) => at * step);
      const box = streamed(text, places);
      expect(box.innerHTML).to.equal(whole(text).innerHTML);
      expect(box.querySelectorAll('a').length).to.equal(334);
    }
  });

  for (const unit of [
    'a',
    '[',
    '](',
    '*a ',
    '*a',
    '_a_ *',
    '`a``',
    '<a "',
    '<!--',
    '$a',
    '![',
    '| a ',
    '- ',
    '> ',
    '&',
    '\\[ ',
    ' ',
    '# ',
    'a\n',
    '- a\n',
    '| a |\n',
    '😀',
  ]) {
    it(`the same is drawn, and soon: of ${JSON.stringify(unit)} without end`, () => {
      const text = unit.repeat(Math.ceil(16_000 / unit.length));
      const places = Array.from({ length: 40 }, (_, at) => at * 400);
      expect(streamed(text, places).innerHTML === whole(text).innerHTML).to.equal(true);
      expect(
        whole(`| a |\n|---|\n${text}`).innerHTML === streamed(`| a |\n|---|\n${text}`, places).innerHTML,
      ).to.equal(true);
    });
  }

  it('the words are those that renderMarkdown shows', () => {
    fc.assert(
      fc.property(document_, (text) => {
        const box = document.createElement('div');
        render(html`${renderMarkdown(text)}`, box);
        expect(words(whole(text))).to.equal(words(box));
      }),
      { numRuns: 200 },
    );
  });
});
