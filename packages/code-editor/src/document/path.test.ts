import { expect } from 'chai';
import { html } from 'lit';
import { until } from '../../../../.config/testing/fixture.js';
import { count, make, measure, scrollTo, shown, typed } from '../../test/help.js';

describe('<code-editor path>', () => {
  it('keeps a document for each path: text, undo, selection', async () => {
    const editor = await make(html`<code-editor path="a.py" .value=${'a'}></code-editor>`);
    editor.selection = { anchor: 1, head: 1 };
    await editor.updateComplete;
    typed(editor, '1');
    editor.path = 'b.py';
    editor.value = 'b';
    await editor.updateComplete;
    expect([shown(editor), editor.undo()]).to.deep.equal(['b', false]);
    editor.path = 'a.py';
    await editor.updateComplete;
    expect([shown(editor), editor.selection.head]).to.deep.equal(['a1', 2]);
    expect(editor.undo()).to.equal(true);
    expect(shown(editor)).to.equal('a');
  });

  it('begins a new path empty', async () => {
    const editor = await make(html`<code-editor path="a.py" value="a"></code-editor>`);
    editor.path = 'b.py';
    await editor.updateComplete;
    expect(editor.value).to.equal('');
  });

  it('keeps the scroll of each path', async () => {
    const text = 'line\n'.repeat(300);
    const editor = await make(
      html`<code-editor style="block-size: 200px" path="a" .value=${text}></code-editor>`,
    );
    const scroller = scrollTo(editor, 2000);
    const top = () =>
      editor.view?.state.doc.lineAt(editor.view.lineBlockAtHeight(scroller.scrollTop).from).number;
    const before = top();
    Object.assign(editor, { path: 'b', value: text });
    await editor.updateComplete;
    expect(scroller.scrollTop).to.equal(0);
    editor.path = 'a';
    await editor.updateComplete;
    measure(editor);
    expect(top()).to.equal(before);
  });

  it('takes the text that a path has meanwhile, and keeps its undo', async () => {
    const editor = await make(html`<code-editor path="a" .value=${''}></code-editor>`);
    typed(editor, 'mine');
    Object.assign(editor, { path: 'b', value: 'b' });
    await editor.updateComplete;
    Object.assign(editor, { path: 'a', value: 'theirs\nmine' });
    await editor.updateComplete;
    expect(shown(editor)).to.equal('theirs\nmine');
    editor.undo();
    expect(shown(editor)).to.equal('theirs\n');
  });

  it('takes the same text for another path', async () => {
    const editor = await make(html`<code-editor path="a" .value=${'same'}></code-editor>`);
    Object.assign(editor, { path: 'b', value: 'same' });
    await editor.updateComplete;
    expect(shown(editor)).to.equal('same');
  });

  it('says change for the document that it was made in', async () => {
    const editor = await make(html`<code-editor path="a" .value=${'x'}></code-editor>`);
    const said: string[] = [];
    editor.addEventListener('change', () => said.push(`${editor.path}: ${editor.value}`));
    typed(editor, '1');
    Object.assign(editor, { path: 'b', value: 'b' });
    await editor.updateComplete;
    expect(said).to.deep.equal(['a: 1x']);
  });

  it('shows a kept path under the settings of today', async () => {
    const editor = await make(html`<code-editor path="a" line-numbers .value=${'a'}></code-editor>`);
    editor.path = 'b';
    await editor.updateComplete;
    editor.lineNumbers = false;
    await editor.updateComplete;
    editor.path = 'a';
    await editor.updateComplete;
    expect(editor.renderRoot.querySelector('.cm-lineNumbers')).to.equal(null);
  });

  it('takes a document along to another path, shown or not', async () => {
    const editor = await make(html`<code-editor path="a.py" .value=${'a'}></code-editor>`);
    typed(editor, '1');
    const written = shown(editor);
    editor.rename('a.py', 'b.js');
    await editor.updateComplete;
    expect([editor.path, shown(editor)]).to.deep.equal(['b.js', written]);
    const language = () => editor.renderRoot.querySelector('[data-language]')?.getAttribute('data-language');
    await until(() => language() === 'javascript', 'the language of its new ending');
    Object.assign(editor, { path: 'a.py', value: 'another' });
    await editor.updateComplete;
    expect([shown(editor), editor.undo()]).to.deep.equal(['another', false]);
    editor.rename('b.js', 'c.js');
    Object.assign(editor, { path: 'c.js', value: written });
    await editor.updateComplete;
    expect(editor.undo()).to.equal(true);
    expect(shown(editor)).to.equal('a');
    editor.path = 'b.js';
    await editor.updateComplete;
    expect(shown(editor), 'nothing is left behind').to.equal('');
  });

  it('forgets a path', async () => {
    const editor = await make(html`<code-editor path="a" .value=${'a'}></code-editor>`);
    editor.path = 'b';
    await editor.updateComplete;
    editor.forget('a');
    editor.path = 'a';
    await editor.updateComplete;
    expect(shown(editor)).to.equal('');
  });

  it('fires nothing for a switch', async () => {
    const editor = await make(html`<code-editor path="a" .value=${'a'}></code-editor>`);
    const counts = count(editor, 'input', 'change');
    Object.assign(editor, { path: 'b', value: 'b' });
    await editor.updateComplete;
    expect(counts).to.deep.equal({ input: 0, change: 0 });
  });
});
