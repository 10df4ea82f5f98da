import { expect } from 'chai';
import { html } from 'lit';
import { sendKeys } from '@web/test-runner-commands';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import type { CodeEditor } from '../code-editor.js';
import type { KeymapName } from '../lazy/keymaps.js';
import { keymaps } from '../lazy/keymaps.js';
import { appears, chord, inside } from '../../test/help.js';

async function between(keymap: KeymapName): Promise<CodeEditor> {
  await keymaps.fetch(keymap);
  const box = await fixture<HTMLElement>(
    html`<div>
      <button id="before">a</button><code-editor language="plain" keymap=${keymap} value="abc"></code-editor>
      <button id="after">b</button>
    </div>`,
  );
  const editor = box.querySelector('code-editor')!;
  await editor.updateComplete;
  editor.focus();
  return editor;
}
const focused = () => document.activeElement?.id || document.activeElement?.localName;

for (const keymap of ['default', 'vscode', 'vim', 'emacs'] as const) {
  describe(`leaving <code-editor keymap="${keymap}">`, () => {
    it('goes on by Escape, then Tab', async () => {
      const editor = await between(keymap);
      await sendKeys({ press: 'Escape' });
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal('after');
      expect(editor.value).to.equal('abc');
    });

    it('goes back by Escape, then Shift-Tab', async () => {
      const editor = await between(keymap);
      await sendKeys({ press: 'Escape' });
      await chord('Shift', 'Tab');
      expect(focused()).to.equal('before');
      expect(editor.value).to.equal('abc');
    });

    it('stays on Tab alone, and after another key', async () => {
      await between(keymap);
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal('code-editor');
      await sendKeys({ press: 'Escape' });
      await sendKeys({ press: 'ArrowRight' });
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal('code-editor');
    });

    it('is told at the first Tab, once, to eye and ear', async () => {
      const editor = await between(keymap);
      const hint = inside(editor, '[part=hint]')!;
      const region = inside(editor, '[role=status]')!;
      expect([hint.hidden, region.textContent?.trim()]).to.deep.equal([true, '']);
      await sendKeys({ press: 'Tab' });
      await until(() => !hint.hidden, 'the hint');
      expect(hint.textContent?.trim()).to.equal('Press Escape, then Tab to leave the editor');
      await until(() => region.textContent?.includes('Press Escape'), 'the announcement');
      await sendKeys({ press: 'Escape' });
      await sendKeys({ press: 'Tab' });
      await until(() => hint.hidden, 'the hint to go');
      editor.focus();
      await sendKeys({ press: 'Tab' });
      await editor.updateComplete;
      expect(hint.hidden).to.equal(true);
    });
  });
}

describe('leaving <code-editor>', () => {
  it('spends an Escape on the list of completions', async () => {
    const editor = await between('default');
    editor.value = 'alphabet ';
    editor.selection = { anchor: 9, head: 9 };
    await editor.updateComplete;
    await sendKeys({ type: 'alp' });
    await appears(editor, '.cm-tooltip-autocomplete');
    await sendKeys({ press: 'Escape' });
    await until(() => !inside(editor, '.cm-tooltip-autocomplete'), 'the list to close');
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal('code-editor');
  });

  it('needs no Escape where nothing is written', async () => {
    const editor = await between('default');
    editor.readonly = true;
    await editor.updateComplete;
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal('after');
  });
});
