import { expect } from 'chai';
import { html, type TemplateResult } from 'lit';
import { sendKeys } from '@web/test-runner-commands';
import { violations } from '../../../../.config/testing/axe.js';
import { until } from '../../../../.config/testing/fixture.js';
import type { CodeEditor } from '../code-editor.js';
import { appears, chord, inside, make } from '../../test/help.js';

const program = `import os\n\n@cache\nclass A(B):\n    """Doc"""\n    def f(self, x=1.5):\n        return f"a\\n{x}" + os.name # note\n`;
const code = (extra: Partial<CodeEditor> = {}) => ({
  value: program,
  path: 'a.py',
  lineNumbers: true,
  ...extra,
});

type Theme = 'light' | 'dark';
const states: Record<string, (theme: Theme) => Promise<CodeEditor>> = {
  'empty': (theme) => draw(theme, html`<code-editor placeholder="Write here"></code-editor>`),
  'code': (theme) => draw(theme, html`<code-editor></code-editor>`, code()),
  'readonly': (theme) => draw(theme, html`<code-editor readonly></code-editor>`, code()),
  'disabled': (theme) => draw(theme, html`<code-editor disabled></code-editor>`, code()),
  'invalid': async (theme) => {
    const editor = await draw(theme, html`<code-editor required></code-editor>`);
    editor.checkValidity();
    await editor.updateComplete;
    return editor;
  },
  'selected': async (theme) => {
    const editor = await draw(theme, html`<code-editor></code-editor>`, code());
    editor.focus();
    editor.selection = { anchor: 0, head: program.length };
    await editor.updateComplete;
    return editor;
  },
  'diagnostics': async (theme) => {
    const remark = { line: 1, column: 1, message: 'unused', severity: 'warning' } as const;
    const editor = await draw(theme, html`<code-editor></code-editor>`, code({ diagnostics: [remark] }));
    await appears(editor, '.cm-lint-marker');
    return editor;
  },
  'list of problems': async (theme) => {
    const remark = { line: 1, column: 1, message: 'unused', source: 'ruff' } as const;
    const editor = await draw(theme, html`<code-editor></code-editor>`, code({ diagnostics: [remark] }));
    await appears(editor, '.cm-lint-marker');
    editor.focus();
    await chord('Control', 'Shift', 'M');
    const list = await appears(editor, '.cm-panel-lint ul');
    await until(() => editor.shadowRoot?.activeElement === list, 'the list to have the focus');
    return editor;
  },
  'search': async (theme) => {
    const editor = await draw(theme, html`<code-editor></code-editor>`, code());
    editor.focus();
    await chord('Control', 'f');
    await appears(editor, '.cm-search');
    return editor;
  },
  'go to line': async (theme) => {
    const editor = await draw(theme, html`<code-editor></code-editor>`, code());
    editor.focus();
    await chord('Control', 'g');
    await appears(editor, '.cm-goto-line');
    return editor;
  },
  'hint': async (theme) => {
    const editor = await draw(theme, html`<code-editor></code-editor>`);
    editor.focus();
    await sendKeys({ press: 'Tab' });
    await until(() => !inside(editor, '[part=hint]')?.hidden, 'the hint');
    return editor;
  },
  'a command of vim': async (theme) => {
    const editor = await draw(theme, html`<code-editor keymap="vim"></code-editor>`, code());
    await appears(editor, '.cm-vim-panel');
    editor.focus();
    await sendKeys({ type: ':' });
    await appears(editor, '.cm-vim-panel input[aria-label="Command line"]');
    return editor;
  },
  'vim': async (theme) => {
    const editor = await draw(theme, html`<code-editor keymap="vim"></code-editor>`, code());
    await appears(editor, '.cm-vim-panel');
    return editor;
  },
};

async function draw(theme: Theme, template: TemplateResult, properties: Partial<CodeEditor> = {}) {
  const editor = await make(template);
  Object.assign(editor, properties, { theme });
  await editor.updateComplete;
  if (properties.path) await appears(editor, '.tok-keyword');
  return editor;
}

for (const theme of ['light', 'dark'] as const) {
  describe(`<code-editor theme="${theme}"> is accessible`, () => {
    for (const [name, show] of Object.entries(states)) {
      it(name, async () => {
        const editor = await show(theme);
        editor.parentElement!.style.background = theme === 'dark' ? '#14161b' : '#fff';
        expect(await violations(editor)).to.deep.equal([]);
      });
    }
  });
}

for (const display of ['flex', 'block', 'inline-block', 'grid']) {
  it(`<code-editor> scrolls within the height that the page gives it: display: ${display}`, async () => {
    const editor = await draw(
      'light',
      html`<code-editor style="block-size: 120px; display: ${display}"></code-editor>`,
      {
        value: 'line\n'.repeat(200),
      },
    );
    const scroller = editor.view?.scrollDOM;
    if (!scroller) throw new Error('no view');
    expect(scroller.clientHeight).to.be.within(100, 120);
    editor.goToLine(200);
    await until(() => scroller.scrollTop > 1000, 'the last line in view');
  });
}
