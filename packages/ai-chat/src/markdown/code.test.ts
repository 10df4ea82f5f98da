import { expect } from 'chai';
import { MarkdownStream, type CodeBlock, type HighlightedText } from './index.js';

/** Colours the words of code, and remembers what it was asked. */
class Highlighter {
  readonly asked: string[] = [];

  readonly highlight = (code: string): Promise<readonly HighlightedText[]> => {
    this.asked.push(code);
    const parts = code.split(/(\w+)/).filter((text) => text !== '');
    return Promise.resolve(parts.map((text) => ({ text, class: /\w/.test(text) ? 'word' : '' })));
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

function begin(options: ConstructorParameters<typeof MarkdownStream>[1]) {
  const box = document.createElement('div');
  const stream = new MarkdownStream(box, options);
  const add = async (text: string) => {
    stream.append(text);
    stream.flush();
    await settled();
  };
  const coloured = () => [...box.querySelectorAll('.word')].map((word) => word.textContent);
  return { box, stream, add, coloured };
}

describe('A block of code', () => {
  it('gets its colours line by line, and keeps them when more comes', async () => {
    const highlighter = new Highlighter();
    const { box, add, coloured } = begin({ highlight: highlighter.highlight });
    await add('```js\none = 1\ntw');
    expect(coloured()).to.deep.equal(['one', '1']);
    expect(box.querySelector('pre')?.textContent).to.equal('one = 1\ntw');
    const word = box.querySelector('.word');
    await add('o = 2\n');
    await add('three');
    expect(coloured()).to.deep.equal(['one', '1', 'two', '2']);
    expect(highlighter.asked).to.deep.equal(['one = 1', 'two = 2']);
    await add('\n```\n\nmore');
    expect(coloured()).to.deep.equal(['one', '1', 'two', '2', 'three']);
    expect(highlighter.asked.at(-1)).to.equal('one = 1\ntwo = 2\nthree');
    expect(box.querySelector('.word')).to.equal(word);
  });

  it('is coloured at once when it is whole', async () => {
    const highlighter = new Highlighter();
    const { box, stream, coloured } = begin({ highlight: highlighter.highlight });
    stream.set('```js\na\n\nb\n```');
    await settled();
    expect(highlighter.asked).to.deep.equal(['a\n\nb']);
    expect(coloured()).to.deep.equal(['a', 'b']);
    expect(box.querySelector('pre')?.textContent).to.equal('a\n\nb');
  });

  it('is coloured to its end also without its closing marks, and in many lines', async () => {
    const { box, stream, coloured } = begin({ highlight: new Highlighter().highlight });
    const code = Array.from({ length: 100 }, (_, at) => `line${at}`).join('\n');
    stream.append(`\`\`\`js\n${code}`);
    stream.end();
    await settled();
    expect(coloured()).to.deep.equal(code.split('\n'));
    expect(box.querySelector('pre')?.textContent).to.equal(code);
  });

  for (const [what, highlight] of [
    ['fails', () => Promise.reject(new Error('no'))],
    ['has none', () => undefined],
    ['answers with other code', () => Promise.resolve([{ text: 'other', class: 'x' }])],
  ] as const) {
    it(`is shown plain when the highlighter ${what}`, async () => {
      const { box, add } = begin({ highlight });
      await add('```js\na\nb\n```\n');
      expect(box.querySelector('pre')?.textContent).to.equal('a\nb');
    });
  }

  it('offers what can be done with it once it is finished, and only once', async () => {
    const blocks: CodeBlock[] = [];
    const codeActions = (block: CodeBlock) => {
      blocks.push(block);
      return Object.assign(document.createElement('button'), { textContent: 'Copy' });
    };
    const { box, add, stream } = begin({ codeActions });
    await add('```python title="main.py"\nx = 1\n\ny');
    expect(blocks).to.deep.equal([]);
    await add('\n```\n\n    z\n');
    stream.end();
    expect(blocks.map((block) => [block.text(), block.language, block.info])).to.deep.equal([
      ['x = 1\n\ny', 'python', 'python title="main.py"'],
      ['z', '', ''],
    ]);
    expect(box.querySelectorAll('.code-head > button').length).to.equal(2);
    expect([...box.querySelectorAll('.code-language')].map((label) => label.textContent)).to.deep.equal([
      'python',
      'Code',
    ]);
  });
});
