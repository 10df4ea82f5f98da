import { expect } from 'chai';
import { html } from 'lit';
import type { CodeEditor } from '../code-editor.js';
import { make, shown, typed } from '../../test/help.js';
import { dedent } from './child-text.js';

describe('the text between the tags', () => {
  for (const [text, expected] of [
    ['a\n  b', 'a\n  b'],
    ['\n    a\n      b\n  ', 'a\n  b\n'],
    ['\n\ta\n\n\tb\n', 'a\n\nb\n'],
    ['  a\n\tb', '  a\n\tb'],
    ['', ''],
    ['\r\n  a\r\n  b', 'a\nb'],
  ] as const) {
    it(`loses the indentation of its page: ${JSON.stringify(text)}`, () => {
      expect(dedent(text)).to.equal(expected);
    });
  }

  it('is read from a script', async () => {
    const editor = await make(html`<code-editor value="attribute"><script type="text/plain">
        if a < b:
            c()
      </script></code-editor>`);
    expect(shown(editor)).to.equal('if a < b:\n    c()\n');
  });

  it('is read from a <pre>, and is second to the property', async () => {
    const editor = await make(html`<code-editor value="attribute"><pre>child</pre></code-editor>`);
    expect(shown(editor)).to.equal('child');
    const other = await make(html`<code-editor .value=${'property'}><pre>child</pre></code-editor>`);
    expect(shown(other)).to.equal('property');
  });

  it('may come late, until somebody writes', async () => {
    const editor = await make();
    const pre = editor.appendChild(document.createElement('pre'));
    pre.textContent = 'late';
    await new Promise((resolve) => setTimeout(resolve));
    await editor.updateComplete;
    expect(shown(editor)).to.equal('late');
    typed(editor, 'mine ');
    pre.textContent = 'too late';
    await new Promise((resolve) => setTimeout(resolve));
    await editor.updateComplete;
    expect(shown(editor)).to.equal('mine late');
  });

  it('is there for an element that the parser upgrades', async () => {
    const page = new DOMParser().parseFromString('<code-editor><pre>parsed</pre></code-editor>', 'text/html');
    const box = document.body.appendChild(document.createElement('div'));
    box.append(page.body.firstElementChild ?? '');
    const editor = box.firstElementChild as CodeEditor;
    await editor.updateComplete;
    expect(editor.value).to.equal('parsed');
    box.remove();
  });
});
