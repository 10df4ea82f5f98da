import { expect } from 'chai';
import { until } from '../../../.config/testing/fixture.js';
import type { CodeEditor } from './code-editor.js';

const policy = `default-src 'none'; script-src ${location.origin} 'nonce-n'; style-src 'nonce-n'; base-uri 'none';
  require-trusted-types-for 'script'`;

/** A page of its own, under a policy that allows next to nothing. */
async function strictPage(): Promise<{ page: Document; broken: string[]; frame: HTMLIFrameElement }> {
  const frame = document.createElement('iframe');
  const text = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${policy}">
    <code-editor csp-nonce="n" path="a.py" line-numbers><pre>def f(): pass</pre></code-editor>
    <script type="module" nonce="n" src="${new URL('./define.ts', import.meta.url).href}"></script>`;
  frame.src = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
  document.body.append(frame);
  await until(() => frame.contentDocument?.querySelector('code-editor'), 'the page');
  const page = frame.contentDocument!;
  const broken: string[] = [];
  page.addEventListener('securitypolicyviolation', (event) => {
    broken.push(
      `${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
    );
  });
  return { page, broken, frame };
}

const present = (editor: CodeEditor, selector: string) =>
  until(() => editor.renderRoot?.querySelector<HTMLElement>(selector), selector);

describe('<code-editor> under a strict policy', () => {
  it('breaks nothing of it, whatever is opened', async () => {
    const { page, broken, frame } = await strictPage();
    const editor = page.querySelector('code-editor')!;
    await present(editor, '.tok-keyword');
    editor.focus();
    const view = editor.view!;
    const press = (key: string, code: number, ctrlKey = false) =>
      view.contentDOM.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          keyCode: code,
          ctrlKey,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
    view.dispatch({ ...view.state.replaceSelection('x'), userEvent: 'input.type' });
    press(' ', 32, true);
    editor.diagnostics = [
      { line: 1, column: 1, message: 'a' },
      { line: 1, column: 3, message: 'b', severity: 'warning' },
      { line: 1, column: 5, message: 'c', severity: 'info' },
    ];
    await present(editor, '.cm-lint-marker');
    press('f', 70, true);
    await present(editor, '.cm-search');
    press('g', 71, true);
    await present(editor, '.cm-goto-line');
    press('Tab', 9);
    editor.keymap = 'vim';
    await present(editor, '.cm-vim-panel');
    editor.keymap = 'emacs';
    editor.theme = 'dark';
    editor.fontSize = 20;
    editor.disabled = true;
    await editor.updateComplete;
    expect(broken).to.deep.equal([]);
    expect(getComputedStyle(view.dom).display).to.equal('flex');
    // And the watch is awake: this the policy does refuse.
    page.body.appendChild(page.createElement('style')).textContent = 'b { color: red }';
    await until(() => broken.length > 0, 'a violation');
    frame.remove();
  });
});
