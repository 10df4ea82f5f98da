import { expect } from 'chai';
import { html } from 'lit';
import { fixture } from '../../../../.config/testing/fixture.js';
import type { CodeEditor } from '../code-editor.js';
import { inside, typed } from '../../test/help.js';

async function inForm(template: unknown): Promise<{ form: HTMLFormElement; editor: CodeEditor }> {
  const form = await fixture<HTMLFormElement>(html`<form>${template}</form>`);
  const editor = form.querySelector('code-editor')!;
  await editor.updateComplete;
  return { form, editor };
}
const sent = (form: HTMLFormElement) => new FormData(form).get('code');

describe('<code-editor> in a form', () => {
  it('is sent under its name', async () => {
    const { form, editor } = await inForm(html`<code-editor name="code" value="a"></code-editor>`);
    expect([sent(form), editor.form]).to.deep.equal(['a', form]);
    typed(editor, 'b');
    expect(sent(form)).to.equal('ba');
    editor.value = 'c';
    await editor.updateComplete;
    expect(sent(form)).to.equal('c');
  });

  it('must have a text when it is required', async () => {
    const { form, editor } = await inForm(html`<code-editor name="code" required></code-editor>`);
    expect([form.checkValidity(), editor.validity.valueMissing]).to.deep.equal([false, true]);
    expect(editor.validationMessage).to.equal('Write some code first.');
    typed(editor, 'a');
    expect([form.checkValidity(), editor.validationMessage]).to.deep.equal([true, '']);
  });

  it('says that it is invalid once it was asked or left', async () => {
    const { editor } = await inForm(html`<code-editor name="code" required></code-editor>`);
    const invalid = () => inside(editor, '.cm-content')?.getAttribute('aria-invalid');
    expect(invalid()).to.equal(null);
    expect(editor.checkValidity()).to.equal(false);
    await editor.updateComplete;
    expect(invalid()).to.equal('true');
    typed(editor, 'a');
    await editor.updateComplete;
    expect(invalid()).to.equal(null);
  });

  it('takes a message of the host', async () => {
    const { form, editor } = await inForm(html`<code-editor name="code" value="a"></code-editor>`);
    editor.setCustomValidity('Too short');
    expect([form.checkValidity(), editor.validationMessage]).to.deep.equal([false, 'Too short']);
    editor.setCustomValidity('');
    expect(form.checkValidity()).to.equal(true);
  });

  it('is reset to what its page gave it, which can be undone', async () => {
    const { form, editor } = await inForm(html`<code-editor name="code"><pre>start</pre></code-editor>`);
    typed(editor, 'my ');
    expect(sent(form)).to.equal('my start');
    form.reset();
    await editor.updateComplete;
    expect([editor.value, sent(form)]).to.deep.equal(['start', 'start']);
    editor.undo();
    expect(editor.value).to.equal('my start');
  });

  it('comes back with what the browser kept', async () => {
    const { form, editor } = await inForm(html`<code-editor name="code" value="a"></code-editor>`);
    editor.formStateRestoreCallback('kept');
    await editor.updateComplete;
    expect([editor.value, sent(form)]).to.deep.equal(['kept', 'kept']);
  });

  it('is disabled by its fieldset, and is then not sent', async () => {
    const { form, editor } = await inForm(
      html`<fieldset disabled><code-editor name="code" value="a"></code-editor></fieldset>`,
    );
    expect(inside(editor, '.cm-content')?.contentEditable).to.equal('false');
    expect(sent(form)).to.equal(null);
    form.querySelector('fieldset')!.disabled = false;
    await editor.updateComplete;
    expect(inside(editor, '.cm-content')?.contentEditable).to.equal('true');
    expect(sent(form)).to.equal('a');
  });

  it('is not checked while it is readonly', async () => {
    const { form } = await inForm(html`<code-editor name="code" required readonly></code-editor>`);
    expect(form.checkValidity()).to.equal(true);
  });

  for (const [what, template, name] of [
    ['its aria-label', html`<code-editor aria-label="One"></code-editor>`, 'One'],
    ['its label', html`<code-editor label="Two"></code-editor>`, 'Two'],
    ['a <label> around it', html`<label>Three <code-editor></code-editor></label>`, 'Three'],
    ['a <label for>', html`<label for="it">Four</label><code-editor id="it"></code-editor>`, 'Four'],
    ['nothing', html`<code-editor></code-editor>`, 'Code editor'],
  ] as const) {
    it(`is named by ${what}`, async () => {
      const { editor } = await inForm(template);
      expect(inside(editor, '[role=textbox]')?.getAttribute('aria-label')).to.equal(name);
    });
  }

  it('gets the focus of its label', async () => {
    const { form, editor } = await inForm(
      html`<label for="it">Code</label><code-editor id="it"></code-editor>`,
    );
    form.querySelector('label')!.click();
    expect(editor.shadowRoot?.activeElement?.getAttribute('role')).to.equal('textbox');
  });
});
