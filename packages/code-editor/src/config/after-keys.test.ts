import { expect } from 'chai';
import { html } from 'lit';
import type { CodeEditor } from '../code-editor.js';
import { until } from '../../../../.config/testing/fixture.js';
import { appears, inside, make, measure, typed } from '../../test/help.js';

async function open(value: string): Promise<CodeEditor> {
  const editor = await make(html`<code-editor path="a.py" .value=${value}></code-editor>`);
  await appears(editor, '[class*=tok-]');
  return editor;
}
const line = (editor: CodeEditor, index: number) => editor.renderRoot.querySelectorAll('.cm-line')[index];
const classes = (editor: CodeEditor, index: number) =>
  [...(line(editor, index)?.querySelectorAll('[class*=tok-]') ?? [])].map((span) => span.className);
const marks = (editor: CodeEditor) =>
  [...editor.renderRoot.querySelectorAll('.cm-foldGutter .cm-gutterElement')].map((each) => each.textContent);

/** What is seen of a text: each line with its colours, and the marks to fold by. */
function seen(editor: CodeEditor): string {
  measure(editor);
  const lines = [...editor.renderRoot.querySelectorAll('.cm-line')].map((each) =>
    [...each.childNodes]
      .filter((node) => node.textContent)
      .map((node) => `${node instanceof Element ? node.className : ''}:${node.textContent}`)
      .join('|'),
  );
  return JSON.stringify([lines, marks(editor).slice(1)]);
}

describe('what is looked at after keys', () => {
  it('is not the line that is typed in: its colours are there at once', async () => {
    const editor = await open('x = 1\ny = 2\n');
    editor.view?.dispatch({ selection: { anchor: 5 } });
    typed(editor, ' + 34');
    expect(classes(editor, 0)).to.deep.equal(['tok-number', 'tok-number']);
  });

  it('is what a key does to the colours of other lines', async () => {
    const editor = await open('x = 1\ny = 2\nz = 3\n');
    typed(editor, '"""');
    await until(() => classes(editor, 2).join() === 'tok-string', 'a string');
    editor.undo();
    await until(() => classes(editor, 2).join() === 'tok-number', 'a number');
  });

  it('is where can be folded', async () => {
    const editor = await open('x = 1\n    y = 2\n    z = 3\n');
    const mark = () => inside(editor, '.cm-foldGutter [title="Fold these lines"]');
    expect(mark()).to.equal(null);
    editor.view?.dispatch({ changes: { from: 0, to: 5, insert: 'if x:' }, userEvent: 'input.type' });
    await until(() => (measure(editor), mark()), 'a mark');
    editor.view?.dispatch({ changes: { from: 4, to: 5 }, userEvent: 'delete.backward' });
    await until(() => (measure(editor), !mark()), 'no mark');
  });

  it('ends as an editor shows the text that has just been opened', async () => {
    const editor = await open('def f():\n    """a\n    b"""\n    return [1, "c"]\n'.repeat(6));
    const pieces = ['"', '"""', "'", '\n', '#', '(', ']', 'if a:\n    1\n', 'x', '1', ' ', 'def g():', '\\'];
    let random = 7;
    const upTo = (most: number) => (random = (random * 48271) % 2147483647) % most;
    for (let round = 0; round < 8; round++) {
      for (let key = 0; key < 6; key++) {
        const { length } = editor.value;
        const from = upTo(length);
        const to = upTo(3) ? from : Math.min(length, from + upTo(9));
        editor.view?.dispatch({ changes: { from, to, insert: pieces[upTo(pieces.length)] ?? '' }, userEvent: 'input.type' }); // prettier-ignore
      }
      const fresh = await open(`${editor.value}`);
      await until(() => seen(editor) === seen(fresh), `round ${round}`);
      fresh.remove();
    }
  });
});
