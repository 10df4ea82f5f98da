import { expect } from 'chai';
import { html } from 'lit';
import { make, shown } from '../../test/help.js';

describe('a selection within what is replaced', () => {
  for (const [how, replace] of [
    ['by another person', (editor) => editor.view?.dispatch({ changes: { from: 0, to: 6, insert: 'new' } })],
    ['by the host', (editor) => editor.replaceText('new')],
    ['while it is out of the page', (editor) => (editor.remove(), editor.replaceText('new'))],
  ] as [string, (editor: Awaited<ReturnType<typeof make>>) => unknown][])
    it(`becomes a place, which can be written at: ${how}`, async () => {
      const editor = await make(html`<code-editor value="abcdef"></code-editor>`);
      editor.selection = { anchor: 2, head: 4 };
      await editor.updateComplete;
      replace(editor);
      document.body.append(editor);
      await editor.updateComplete;
      editor.insert('!');
      await editor.updateComplete;
      expect(shown(editor)).to.equal('!new');
      expect(editor.selection).to.deep.equal({ anchor: 1, head: 1 });
      editor.remove();
    });
});
