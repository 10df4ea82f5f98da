import { expect } from 'chai';
import { html } from 'lit';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../../.config/testing/fixture.js';
import type { CodeEditor } from '../code-editor.js';
import { appears, chord, count, inside, make, measure, typed } from '../../test/help.js';
import { assisting } from './assist.js';
import { keymaps } from './keymaps.js';

async function focused(value = '', language = 'python'): Promise<CodeEditor> {
  const editor = await make(html`<code-editor language=${language} .value=${value}></code-editor>`);
  editor.focus();
  return editor;
}
const selections = (editor: CodeEditor) => editor.view?.state.selection.ranges.length;

describe('find and replace', () => {
  it('opens, finds, replaces and closes', async () => {
    const editor = await focused('one two one');
    const counts = count(editor, 'input');
    await chord('Control', 'f');
    const find = await appears<HTMLInputElement>(editor, '.cm-search [name=search]');
    await until(() => editor.shadowRoot?.activeElement === find, 'the field to have the focus');
    await sendKeys({ type: 'one' });
    expect(counts.input).to.equal(0);
    const replace = await appears<HTMLInputElement>(editor, '.cm-search [name=replace]');
    replace.focus();
    await sendKeys({ type: 'ONE' });
    (await appears(editor, 'button[name=replaceAll]')).click();
    expect(editor.value).to.equal('ONE two ONE');
    expect(counts.input).to.equal(1);
    await sendKeys({ press: 'Escape' });
    expect(inside(editor, '.cm-search')).to.equal(null);
  });

  it('selects the next occurrence', async () => {
    const editor = await focused('one two one');
    editor.selection = { anchor: 0, head: 3 };
    await editor.updateComplete;
    await chord('Control', 'd');
    await until(() => selections(editor) === 2, 'two selections');
    await sendKeys({ type: 'x' });
    expect(editor.value).to.equal('x two x');
  });

  it('goes to a line', async () => {
    const editor = await focused('a\nb\nc');
    await chord('Control', 'g');
    const line = await appears<HTMLInputElement>(editor, '.cm-goto-line [name=line]');
    line.value = '3';
    (await appears(editor, '.cm-goto-line [type=submit]')).click();
    await until(() => editor.selection.head === 4, 'the third line');
  });

  it('shows the other places of what is selected', async () => {
    const editor = await focused('one two one');
    editor.selection = { anchor: 0, head: 3 };
    await editor.updateComplete;
    await until(() => (measure(editor), inside(editor, '.cm-selectionMatch')), 'a match');
  });
});

describe('help in writing', () => {
  before(() => assisting.fetch('assist'));

  it('closes brackets', async () => {
    const editor = await focused();
    await sendKeys({ type: '(' });
    expect(editor.value).to.equal('()');
  });

  it('completes what Python brings, what is in scope, and members by words', async () => {
    for (const [text, key, label] of [
      ['', 'enumera', 'enumerate'],
      ['customers = 1\n', 'cust', 'customers'],
      ['a.balance\na.', 'bal', 'balance'],
    ] as const) {
      const editor = await focused(text);
      editor.selection = { anchor: text.length, head: text.length };
      await editor.updateComplete;
      await until(() => inside(editor, '[class*=tok-]') || text === '', 'the language');
      await sendKeys({ type: key });
      // The list opens at the first letter, and narrows with each that follows.
      await until(() => inside(editor, '.cm-completionLabel')?.textContent === label, label);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sendKeys({ press: 'Tab' });
      expect(editor.value.endsWith(label), editor.value).to.equal(true);
    }
  });

  it('comments lines out and in', async () => {
    const editor = await focused('a = 1');
    await appears(editor, '.tok-number');
    await chord('Control', '/');
    expect(editor.value).to.equal('# a = 1');
    await chord('Control', '/');
    expect(editor.value).to.equal('a = 1');
  });

  it('adds a cursor by Alt-click', async () => {
    const editor = await focused('ab\nab');
    const lines = editor.renderRoot.querySelectorAll('.cm-line');
    const { left, top } = lines[1]!.getBoundingClientRect();
    const at = {
      clientX: left + 9,
      clientY: top + 5,
      bubbles: true,
      composed: true,
      button: 0,
      detail: 1,
      altKey: true,
    };
    lines[1]!.dispatchEvent(new MouseEvent('mousedown', at));
    document.dispatchEvent(new MouseEvent('mouseup', at));
    expect(selections(editor)).to.equal(2);
  });

  it('folds', async () => {
    const editor = await focused('def f():\n    a\n    b\n');
    await appears(editor, '.tok-keyword');
    const mark = await until(
      () => (measure(editor), inside(editor, '.cm-foldGutter [title="Fold these lines"]')),
      'a mark',
    );
    const { left, top } = mark.getBoundingClientRect();
    mark.dispatchEvent(
      new MouseEvent('click', { clientX: left + 1, clientY: top + 5, bubbles: true, composed: true }),
    );
    expect(inside(editor, '.cm-foldPlaceholder')).to.not.equal(null);
  });

  it('leaves Ctrl+Enter to the page', async () => {
    for (const keymap of ['default', 'vscode', 'vim', 'emacs'] as const) {
      await keymaps.fetch(keymap);
      const editor = await focused('a');
      editor.keymap = keymap;
      await editor.updateComplete;
      let prevented: boolean | undefined;
      document.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') prevented = event.defaultPrevented;
      });
      await chord('Control', 'Enter');
      expect([prevented, editor.value]).to.deep.equal([false, 'a']);
    }
  });
});

describe('keymaps', () => {
  it('moves as vim does, and inserts only when told', async () => {
    const editor = await focused('one two');
    editor.keymap = 'vim';
    await appears(editor, '.cm-vim-panel');
    await sendKeys({ type: 'dw' });
    expect(editor.value).to.equal('two');
    await sendKeys({ type: 'iX' });
    expect(editor.value).to.equal('Xtwo');
    editor.keymap = 'default';
    await editor.updateComplete;
    expect(inside(editor, '.cm-vim-panel')).to.equal(null);
  });

  it('moves as emacs does', async () => {
    const editor = await focused('abc');
    await keymaps.fetch('emacs');
    editor.keymap = 'emacs';
    await editor.updateComplete;
    await chord('Control', 'e');
    await sendKeys({ type: 'X' });
    expect(editor.value).to.equal('abcX');
  });

  it('selects a line as VS Code does', async () => {
    const editor = await focused('abc\ndef');
    await keymaps.fetch('vscode');
    editor.keymap = 'vscode';
    await editor.updateComplete;
    await chord('Control', 'l');
    await sendKeys({ type: 'x' });
    expect(editor.value).to.equal('xdef');
  });

  it('undoes what was written before the keymap came', async () => {
    const editor = await focused();
    typed(editor, 'a');
    editor.keymap = 'vim';
    await appears(editor, '.cm-vim-panel');
    await sendKeys({ type: 'u' });
    expect(editor.value).to.equal('');
  });
});
