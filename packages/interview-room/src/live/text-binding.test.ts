import '@interview-room/code-editor/define.js';
import type { CodeEditor } from '@interview-room/code-editor';
import { expect } from 'chai';
import { html } from 'lit';
import { applyUpdate, Doc, encodeStateAsUpdate, type Text } from 'yjs';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import { rewrite } from '../together/text-steps.js';
import { bindText } from './text-binding.js';

const bindings = new WeakMap<Text, ReturnType<typeof bindText>>();
const bindingOf = (text: Text) => {
  const known = bindings.get(text) ?? bindText(text);
  bindings.set(text, known);
  return known;
};

/** Someone else with a copy of the same document, who hears and tells at once. */
function another(doc: Doc): Doc {
  const other = new Doc();
  applyUpdate(other, encodeStateAsUpdate(doc), 'wire');
  doc.on(
    'update',
    (update: Uint8Array, origin: unknown) => origin !== other && applyUpdate(other, update, 'wire'),
  );
  other.on(
    'update',
    (update: Uint8Array, origin: unknown) => origin !== 'wire' && applyUpdate(doc, update, other),
  );
  return other;
}

interface Desk {
  editor: CodeEditor;
  mine: Text;
  theirs: Text;
  doc: Doc;
  other: Doc;
  /** `name` is the file's, `path` what it is called. */
  show(path: string, name?: string): Promise<void>;
  type(at: number, insert: string, to?: number): void;
}

async function desk(start = ''): Promise<Desk> {
  const doc = new Doc();
  doc.getText('a').insert(0, start);
  const other = another(doc);
  const editor = await fixture<CodeEditor>(html`<code-editor></code-editor>`);
  const show = async (path: string, name = path) => {
    const text = doc.getText(name);
    editor.path = path;
    editor.value = text.toString();
    editor.extensions = bindingOf(text);
    await editor.updateComplete;
  };
  await show('a');
  const type = (from: number, insert: string, to = from) =>
    editor.view?.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.type',
    });
  return { editor, doc, other, mine: doc.getText('a'), theirs: other.getText('a'), show, type };
}

describe('an editor bound to a shared text', () => {
  it('undoes what this person wrote, and what another wrote inside it stays', async () => {
    const { editor, theirs, type } = await desk('()');
    type(1, 'hello');
    theirs.insert(3, 'XX');
    expect(editor.value).to.equal('(heXXllo)');
    editor.undo();
    expect(editor.value).to.equal('(XX)');
    expect(theirs.toString()).to.equal('(XX)');
    editor.redo();
    expect(theirs.toString()).to.equal('(heXXllo)');
  });

  it('has nothing to undo where only another wrote', async () => {
    const { editor, theirs } = await desk('a');
    theirs.insert(0, 'theirs ');
    expect(editor.undo()).to.be.false;
    expect(theirs.toString()).to.equal('theirs a');
  });

  it('knows after a change of files what it missed, step by step, and undoes its own between', async () => {
    const { editor, theirs, show, type } = await desk('top\nbottom\n');
    type(4, 'mine\n');
    await show('b');
    type(0, 'other file');
    theirs.insert(0, '1');
    theirs.insert(theirs.length, '2');
    theirs.delete(5, 1);
    await show('a');
    expect(editor.value).to.equal('1top\nine\nbottom\n2');
    editor.undo();
    expect(theirs.toString()).to.equal('1top\nbottom\n2');
    await show('b');
    editor.undo();
    expect(editor.value).to.equal('');
  });

  it('knows after a change of files that what it wrote was deleted, and written again by another', async () => {
    const { editor, theirs, show, type } = await desk('()');
    type(1, 'mine');
    await show('b');
    theirs.delete(2, 2);
    theirs.insert(2, 'in');
    expect(theirs.toString(), 'as it was left').to.equal('(mine)');
    await show('a');
    editor.undo();
    expect(theirs.toString()).to.equal('(in)');
    editor.redo();
    expect(theirs.toString()).to.equal('(mine)');
  });

  it('knows what it missed of a file that had another path meanwhile, and its own path again', async () => {
    const { editor, theirs, show, type } = await desk('()');
    type(1, 'mine');
    await show('renamed', 'a');
    theirs.delete(1, 3);
    await show('b');
    await show('renamed', 'a');
    theirs.insert(1, 'min');
    await show('a');
    expect(editor.value).to.equal('(mine)');
    editor.undo();
    expect(theirs.toString()).to.equal('(min)');
    await show('renamed', 'a');
    expect(editor.value).to.equal('(min)');
    expect(editor.undo(), 'what was done under the other name').to.be.false;
  });

  it('catches up after it was out of the page', async () => {
    const { editor, theirs, type } = await desk('ab');
    type(1, '-');
    const box = editor.parentElement;
    editor.remove();
    await until(() => !editor.view, 'the view to go');
    theirs.insert(0, '>');
    theirs.insert(theirs.length, '<');
    box?.append(editor);
    await until(() => editor.value === '>a-b<', 'what was missed');
    editor.undo();
    expect(theirs.toString()).to.equal('>ab<');
  });

  it('goes on with another text of the same file, and keeps the selection where that stayed', async () => {
    const { editor, type } = await desk('one two three');
    type(4, 'refused ');
    editor.selection = { anchor: 15, head: 20 };
    await editor.updateComplete;
    const fresh = new Doc().getText('a');
    fresh.insert(0, 'one two three');
    editor.extensions = bindingOf(fresh);
    await editor.updateComplete;
    await Promise.resolve();
    expect(editor.value).to.equal('one two three');
    expect(editor.selection).to.include({ anchor: 7, head: 12 });
    editor.undo();
    expect(fresh.toString()).to.equal('one two three');
    type(0, 'zero ');
    expect(fresh.toString()).to.equal('zero one two three');
  });

  it('keeps line ends, characters of two units and marks as they are', async () => {
    const { editor, theirs, type } = await desk('');
    editor.insert('a\r\nb\rc');
    expect(theirs.toString()).to.equal('a\nb\nc');
    theirs.insert(1, '\r\n');
    theirs.insert(0, '>');
    expect(editor.view?.state.doc.toString()).to.equal('>a\r\n\nb\nc');
    rewrite(theirs, '\u{1f600}e\u0301');
    expect(editor.value).to.equal('\u{1f600}e\u0301');
    // As a comparison of two texts may tell it: only the second unit has become another.
    type(1, '\ude01', 2);
    expect(theirs.toString()).to.equal('\u{1f601}e\u0301');
    type(2, '\u{1f468}\u200d\u{1f469}', 4);
    expect(theirs.toString()).to.equal('\u{1f601}\u{1f468}\u200d\u{1f469}');
    type(1, '', 2);
    await Promise.resolve();
    expect(editor.value).to.equal(theirs.toString());
  });

  it('shows something for what is no text, and counts it', async () => {
    const { editor, theirs, type } = await desk('ab');
    theirs.insertEmbed(1, { image: 'x' });
    expect(editor.value).to.equal('a\ufffcb');
    type(3, '!');
    expect(theirs.toString()).to.equal('ab!');
    type(1, '', 2);
    expect(theirs.length).to.equal(3);
  });

  it('shares what several cursors write as one', async () => {
    const { editor, doc, theirs } = await desk('a\nb\nc');
    let updates = 0;
    doc.on('update', () => updates++);
    editor.view?.dispatch({
      changes: [0, 2, 4].map((from) => ({ from, insert: '# ' })),
      userEvent: 'input.type',
    });
    expect(theirs.toString()).to.equal('# a\n# b\n# c');
    expect(updates).to.equal(1);
  });

  it('leaves the line alone that an input method works in, and loses neither side’s characters', async () => {
    const { editor, theirs, type } = await desk('one\ntwo\n');
    type(3, 'に');
    const content = editor.view?.contentDOM;
    content?.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    type(4, 'ほ');
    theirs.insert(0, '>>');
    theirs.insert(theirs.length - 1, '!');
    expect(editor.value).to.equal('oneにほ\ntwo\n');
    type(4, 'ほん', 5);
    expect(theirs.toString()).to.equal('>>oneにほん\ntwo!\n');
    content?.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    await until(() => editor.value === '>>oneにほん\ntwo!\n', 'the held edits');
    editor.undo();
    expect(theirs.toString()).to.equal('>>one\ntwo!\n');
  });

  it('keeps both where an input method writes what another wrote in that place, and undoes its own', async () => {
    const { editor, theirs, type } = await desk('one\n');
    const content = editor.view?.contentDOM;
    editor.selection = { anchor: 3, head: 3 };
    content?.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    theirs.insert(3, 'ほ');
    expect(editor.value).to.equal('one\n');
    type(3, 'ほ');
    content?.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    await until(() => editor.value === 'oneほほ\n', 'the held edit');
    expect(theirs.toString()).to.equal('oneほほ\n');
    editor.undo();
    expect(theirs.toString()).to.equal('oneほ\n');
  });

  it('tells at once what is written in other lines than that one', async () => {
    const { editor, theirs, type } = await desk('one\ntwo\n');
    type(3, 'x');
    editor.view?.contentDOM.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    theirs.insert(theirs.length - 1, '!');
    expect(editor.value).to.equal('onex\ntwo!\n');
  });

  it('takes over what was typed before there was a shared text', async () => {
    const editor = await fixture<CodeEditor>(html`<code-editor path="a" value="start"></code-editor>`);
    editor.view?.dispatch({ changes: { from: 5, insert: ' typed' }, userEvent: 'input.type' });
    const text = new Doc().getText('a');
    text.insert(0, 'start');
    rewrite(text, editor.value);
    editor.value = text.toString();
    editor.extensions = bindingOf(text);
    await editor.updateComplete;
    expect(editor.value).to.equal('start typed');
    editor.undo();
    expect(text.toString()).to.equal('start');
  });

  it('survives a text that is written to while it writes', async () => {
    const { editor, mine, theirs, type } = await desk('a');
    theirs.observe(() => theirs.toString().includes('!') || theirs.insert(0, '!'));
    type(1, 'b');
    await Promise.resolve();
    expect(editor.value).to.equal('!ab');
    expect(mine.toString()).to.equal('!ab');
  });
});
