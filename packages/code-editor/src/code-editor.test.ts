import { expect } from 'chai';
import { html } from 'lit';
import { sendKeys } from '@web/test-runner-commands';
import { fixture, once, until } from '../../../.config/testing/fixture.js';
import { CodeEditor } from './code-editor.js';
import './define.js';

const make = (template = html`<code-editor></code-editor>`) => fixture<CodeEditor>(template);
const shown = (editor: CodeEditor) => editor.view?.state.doc.toString();

describe('<code-editor>', () => {
  it('shows its value', async () => {
    const editor = await make(html`<code-editor value="a = 1"></code-editor>`);
    expect(shown(editor)).to.equal('a = 1');
    editor.value = 'b = 2';
    await editor.updateComplete;
    expect(shown(editor)).to.equal('b = 2');
    expect(editor.value).to.equal('b = 2');
  });

  it('says what a person writes', async () => {
    const editor = await make(html`<code-editor language="python"></code-editor>`);
    editor.focus();
    const changed = once(editor, 'change');
    const input = once(editor, 'input');
    await sendKeys({ type: 'x = 1' });
    await input;
    await changed;
    expect(editor.value).to.equal('x = 1');
  });

  it('colours Python', async () => {
    const editor = await make(html`<code-editor path="a.py" value="def f(): pass"></code-editor>`);
    await until(() => editor.renderRoot.querySelector('.tok-keyword'), 'a keyword');
    expect(editor.renderRoot.querySelector('.tok-keyword')?.textContent).to.equal('def');
  });
});
