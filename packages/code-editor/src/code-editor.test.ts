import { expect } from 'chai';
import { EditorView } from '@codemirror/view';
import { html } from 'lit';
import { sendKeys } from '@web/test-runner-commands';
import { once, until } from '../../../.config/testing/fixture.js';
import { CodeEditor } from './code-editor.js';
import { appears, chord, count, inside, make, measure, scrollTo, shown, typed } from '../test/help.js';

describe('<code-editor>: text', () => {
  it('shows its value attribute, then its value', async () => {
    const editor = await make(html`<code-editor value="a = 1"></code-editor>`);
    expect(shown(editor)).to.equal('a = 1');
    editor.value = 'b = 2';
    expect(editor.value).to.equal('b = 2');
    await editor.updateComplete;
    expect(shown(editor)).to.equal('b = 2');
  });

  it('keeps line breaks as one kind', async () => {
    const editor = await make();
    editor.value = 'a\r\nb\rc';
    await editor.updateComplete;
    expect(editor.value).to.equal('a\nb\nc');
  });

  it('takes nothing as an empty text', async () => {
    const editor = await make(html`<code-editor value="a"></code-editor>`);
    editor.value = undefined as unknown as string;
    await editor.updateComplete;
    expect(shown(editor)).to.equal('');
  });

  it('says what a person writes, by input at each edit and change at the pause', async () => {
    const editor = await make(html`<code-editor language="python"></code-editor>`);
    const counts = count(editor.parentElement!, 'input', 'change');
    editor.focus();
    const changed = once(editor, 'change');
    await sendKeys({ type: 'x = 1' });
    expect(counts.input).to.equal(5);
    await changed;
    expect(editor.value).to.equal('x = 1');
    expect(counts.change).to.equal(1);
  });

  it('says change at once when it is left', async () => {
    const editor = await make();
    const counts = count(editor, 'change');
    editor.focus();
    typed(editor, 'a');
    expect(counts.change).to.equal(0);
    // Not by blur(): a window in the background tells nobody of it.
    editor.view?.contentDOM.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
    expect(counts.change).to.equal(1);
  });

  it('says nothing of what the host does', async () => {
    const editor = await make();
    const counts = count(editor, 'input', 'change');
    editor.value = 'a';
    await editor.updateComplete;
    editor.insert('b');
    editor.replaceText('c');
    editor.undo();
    editor.redo();
    editor.view?.focus();
    editor.view?.contentDOM.blur();
    expect(editor.value).to.equal('c');
    expect(counts).to.deep.equal({ input: 0, change: 0 });
  });

  it('keeps the caret where the text around it stays', async () => {
    const editor = await make(html`<code-editor value="one two three"></code-editor>`);
    editor.selection = { anchor: 9, head: 9 };
    await editor.updateComplete;
    editor.value = 'ONE two three';
    await editor.updateComplete;
    expect(editor.selection).to.deep.equal({ anchor: 9, head: 9 });
    editor.value = 'ONE and two three';
    await editor.updateComplete;
    expect(editor.selection).to.deep.equal({ anchor: 13, head: 13 });
  });

  it('does not undo what the host set, but what the person wrote before it', async () => {
    const editor = await make();
    typed(editor, 'mine');
    editor.value = '# head\nmine';
    await editor.updateComplete;
    expect(editor.undo()).to.equal(true);
    expect(editor.value).to.equal('# head\n');
    expect(editor.undo()).to.equal(false);
    expect(editor.redo()).to.equal(true);
    expect(editor.value).to.equal('# head\nmine');
  });

  it('replaces everything as one step', async () => {
    const editor = await make();
    typed(editor, 'my work');
    editor.replaceText('starter');
    expect(editor.value).to.equal('starter');
    editor.undo();
    expect(editor.value).to.equal('my work');
  });

  it('writes over the selection', async () => {
    const editor = await make(html`<code-editor value="abc"></code-editor>`);
    editor.selection = { anchor: 1, head: 2 };
    await editor.updateComplete;
    editor.insert('XY');
    expect(editor.value).to.equal('aXYc');
  });

  it('goes to a line, within the text', async () => {
    const editor = await make(html`<code-editor .value=${'a\nbb\nccc'}></code-editor>`);
    editor.goToLine(2);
    expect(editor.selection.head).to.equal(2);
    editor.goToLine(99);
    expect(editor.selection.head).to.equal(5);
  });

  it('says where the selection goes, and forgives one outside of the text', async () => {
    const editor = await make(html`<code-editor value="abc"></code-editor>`);
    const moved = once<Event & { selection: unknown }>(editor, 'selection-change');
    editor.selection = { anchor: 1, head: 99 };
    expect((await moved).selection).to.deep.equal({ anchor: 1, head: 3 });
  });

  it('asks to save', async () => {
    const editor = await make(html`<code-editor value="abc"></code-editor>`);
    const asked = once<Event & { value: string }>(document, 'save-request');
    editor.focus();
    await chord('Control', 's');
    expect((await asked).value).to.equal('abc');
  });
});

describe('<code-editor>: life', () => {
  it('honours what was set before it was upgraded', async () => {
    const tag = 'code-editor-late';
    const element = document.createElement(tag) as CodeEditor;
    Object.assign(element, { value: 'early', path: 'a.py', selection: { anchor: 2, head: 3 } });
    document.body.append(element);
    customElements.define(tag, class extends CodeEditor {});
    await element.updateComplete;
    expect([element.value, element.path, shown(element)]).to.deep.equal(['early', 'a.py', 'early']);
    expect(element.selection).to.deep.equal({ anchor: 2, head: 3 });
    element.remove();
  });

  it('can be made first and given its attributes later', async () => {
    const editor = document.createElement('code-editor');
    expect(editor.value).to.equal('');
    editor.insert('a');
    editor.goToLine(3);
    expect([editor.undo(), editor.value]).to.deep.equal([false, 'a']);
    document.body.append(editor);
    editor.setAttribute('line-numbers', '');
    await editor.updateComplete;
    expect(shown(editor)).to.equal('a');
    expect(inside(editor, '.cm-lineNumbers')).to.not.equal(null);
    editor.remove();
  });

  it('keeps text, undo, selection and scroll when it is moved', async () => {
    const text = 'line\n'.repeat(300);
    const editor = await make(html`<code-editor style="block-size: 200px" .value=${text}></code-editor>`);
    editor.selection = { anchor: 500, head: 505 };
    await editor.updateComplete;
    typed(editor, 'mine');
    const scroller = scrollTo(editor, 1234);
    const view = editor.view;
    const elsewhere = document.body.appendChild(document.createElement('section'));
    elsewhere.append(editor);
    await new Promise((resolve) => setTimeout(resolve, 50));
    measure(editor);
    expect(editor.view).to.equal(view);
    expect(scroller.scrollTop).to.equal(1234);
    expect(editor.selection.head).to.equal(504);
    expect(editor.undo()).to.equal(true);
    expect(editor.value).to.equal(text);
    elsewhere.remove();
  });

  it('lets go of the page when it is taken out, and comes back as it was', async () => {
    const editor = await make();
    typed(editor, 'mine');
    const parent = editor.parentElement!;
    editor.remove();
    await until(() => editor.view === undefined, 'the view to be let go');
    expect(editor.value).to.equal('mine');
    editor.value = 'mine too';
    await editor.updateComplete;
    parent.append(editor);
    await editor.updateComplete;
    expect(shown(editor)).to.equal('mine too');
    expect(editor.undo()).to.equal(true);
    expect(editor.value).to.equal(' too');
  });

  it('takes extensions, and others in their place, without a loss', async () => {
    const seen: string[] = [];
    const watch = (name: string) =>
      EditorView.updateListener.of((update) => void (update.docChanged && seen.push(name)));
    const editor = await make(html`<code-editor .extensions=${watch('one')}></code-editor>`);
    typed(editor, 'a');
    editor.extensions = watch('two');
    await editor.updateComplete;
    typed(editor, 'b');
    expect(seen).to.deep.equal(['one', 'two']);
    editor.undo();
    expect(editor.value).to.equal('');
  });
});

describe('<code-editor>: settings', () => {
  it('colours what each language says', async () => {
    const programs = [
      ['python', 'def f(): pass', 'def'],
      ['javascript', 'const a = 1', 'const'],
      ['typescript', 'type A = string', 'type'],
      ['tsx', 'return 1', 'return'],
      ['json', '{"a": true}', 'true'],
    ] as const;
    for (const [language, text, keyword] of programs) {
      const editor = await make(html`<code-editor language=${language} value=${text}></code-editor>`);
      expect((await appears(editor, '.tok-keyword')).textContent, language).to.equal(keyword);
    }
  });

  it('changes language by path, or by name', async () => {
    const editor = await make(html`<code-editor path="a.txt" value="def"></code-editor>`);
    expect(inside(editor, '.tok-keyword')).to.equal(null);
    editor.language = 'py';
    await appears(editor, '.tok-keyword');
    editor.language = 'no such';
    await editor.updateComplete;
    expect(inside(editor, '.tok-keyword')).to.equal(null);
  });

  for (const [attributes, step] of [
    [{}, '    '],
    [{ path: 'a.js' }, '  '],
    [{ 'indent-with': 'tab' }, '\t'],
    [{ 'indent-with': '3' }, '   '],
    [{ 'tab-size': '8', 'indent-with': 'spaces' }, '        '],
  ] as const) {
    it(`indents by ${JSON.stringify(step)} with ${JSON.stringify(attributes)}`, async () => {
      const editor = document.createElement('code-editor');
      for (const [name, value] of Object.entries(attributes)) editor.setAttribute(name, value);
      document.body.append(editor);
      await editor.updateComplete;
      editor.focus();
      await sendKeys({ press: 'Tab' });
      expect(editor.value).to.equal(step);
      editor.remove();
    });
  }

  it('has tabs as wide as is asked for, and gives its nonce on to CodeMirror', async () => {
    const editor = await make(
      html`<code-editor tab-size="6" indent-with="tab" csp-nonce="n" .value=${'\ta'}></code-editor>`,
    );
    const width = () => getComputedStyle(inside(editor, '.cm-content')!).tabSize;
    expect(width()).to.equal('6');
    editor.tabSize = 3;
    await editor.updateComplete;
    expect(width()).to.equal('3');
    expect(editor.view?.state.facet(EditorView.cspNonce)).to.equal('n');
  });

  it('numbers and wraps lines, and has a placeholder', async () => {
    const editor = await make(
      html`<code-editor line-numbers line-wrapping placeholder="Write here"></code-editor>`,
    );
    expect(inside(editor, '.cm-lineNumbers')).to.not.equal(null);
    expect(inside(editor, '.cm-lineWrapping')).to.not.equal(null);
    expect(inside(editor, '.cm-placeholder')?.textContent).to.equal('Write here');
    editor.lineNumbers = false;
    await editor.updateComplete;
    expect(inside(editor, '.cm-lineNumbers')).to.equal(null);
  });

  it('is not written to when it is readonly or disabled', async () => {
    const editor = await make(html`<code-editor readonly value="a"></code-editor>`);
    editor.focus();
    await sendKeys({ type: 'x' });
    expect(editor.value).to.equal('a');
    expect(inside(editor, '.cm-content')?.getAttribute('aria-readonly')).to.equal('true');
    editor.readonly = false;
    editor.disabled = true;
    await editor.updateComplete;
    expect(inside(editor, '.cm-content')?.contentEditable).to.equal('false');
  });

  it('has the size that is asked for', async () => {
    const editor = await make(html`<code-editor font-size="20"></code-editor>`);
    const size = () => getComputedStyle(inside(editor, '.cm-scroller')!).fontSize;
    expect(size()).to.equal('20px');
    editor.fontSize = '2em';
    await editor.updateComplete;
    expect(size()).to.equal('28px');
    editor.fontSize = null;
    await editor.updateComplete;
    expect(size()).to.equal('13.5px');
  });

  it('shows remarks about its own file, with a gutter only then', async () => {
    const editor = await make(html`<code-editor path="a.py" .value=${'a = b\nc'}></code-editor>`);
    expect(inside(editor, '.cm-gutter-lint')).to.equal(null);
    editor.diagnostics = [
      { line: 1, column: 5, message: 'b is not defined' },
      { path: 'b.py', line: 2, column: 1, message: 'elsewhere' },
      {
        path: 'a.py',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 2,
        severity: 'warning',
        message: 'unused',
        source: 'ruff',
      },
    ];
    await appears(editor, '.cm-lintRange-error');
    expect(inside(editor, '.cm-lintRange-error')?.textContent).to.equal('b');
    expect(editor.renderRoot.querySelectorAll('.cm-lintRange').length).to.equal(2);
    await appears(editor, '.cm-lint-marker-warning');
    editor.diagnostics = [];
    await until(() => !inside(editor, '.cm-lintRange'), 'no marks');
  });

  it('follows the theme', async () => {
    const editor = await make(html`<code-editor theme="light"></code-editor>`);
    const ground = () => getComputedStyle(inside(editor, '.cm-editor')!).backgroundColor;
    expect(ground()).to.equal('rgb(255, 255, 255)');
    editor.theme = 'dark';
    await editor.updateComplete;
    expect(ground()).to.equal('rgb(20, 22, 27)');
  });
});
