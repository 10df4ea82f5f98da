import { expect } from 'chai';
import { html } from 'lit';
import { until } from '../../../../.config/testing/fixture.js';
import { codeMirrorPhrases } from '../config/phrases.js';
import { appears, chord, inside, make } from '../../test/help.js';
import { ar } from './ar.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';

describe('the words of <code-editor>', () => {
  for (const [code, words] of Object.entries({ es, de, ar })) {
    it(`are all there, and translated, in ${code}`, () => {
      expect(Object.keys(words).sort()).to.deep.equal(Object.keys(en).sort());
      const same = Object.keys(en).filter(
        (key) => words[key as keyof typeof en] === en[key as keyof typeof en],
      );
      expect(same).to.deep.equal([]);
    });

    it(`are shown in ${code}, those of CodeMirror too`, async () => {
      const editor = await make(html`<code-editor lang=${code}></code-editor>`);
      await until(
        () => inside(editor, '[role=textbox]')?.getAttribute('aria-label') === words.editor,
        'the name',
      );
      editor.focus();
      await chord('Control', 'f');
      const find = await appears(editor, '[name=search]');
      expect(find.getAttribute('aria-label')).to.equal(words.Find);
    });
  }

  it('keep the places to fill in', () => {
    for (const phrase of codeMirrorPhrases.filter((phrase) => phrase.includes('$'))) {
      for (const words of [en, es, de, ar]) expect(words[phrase]).to.contain('$');
    }
  });

  it('write code from left to right also where words run the other way', async () => {
    const editor = await make(html`<code-editor lang="ar" dir="rtl"></code-editor>`);
    expect(getComputedStyle(inside(editor, '.cm-content')!).direction).to.equal('ltr');
    expect(inside(editor, '[part=hint]')?.getAttribute('dir')).to.equal('rtl');
  });
});
