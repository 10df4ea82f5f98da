import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import { define } from '../base/define.js';
import { Localize, Strings } from './localize.js';

const en = { run: 'Run', count: (count: number) => `${count} tests` };
let asked = 0;
const strings = new Strings(en, {
  es: async () => ({ run: 'Ejecutar', count: (count: number) => `${count} pruebas` }),
  de: async () => ({ run: 'Ausführen', count: (count: number) => `${count} Tests` }),
  ar: async () => ({ run: 'تشغيل', count: (count: number) => `${count} اختبارات` }),
  fr: async () => {
    asked++;
    if (asked === 1) throw new Error('offline');
    return { run: 'Lancer', count: (count: number) => `${count} essais` };
  },
});
const others = new Strings({ run: 'Walk' }, { de: async () => ({ run: 'Gehen' }) });

class Speaker extends LitElement {
  readonly words = new Localize(this, strings);
  readonly other = new Localize(this, others);
  protected override render() {
    return html`${this.words.term('run')}, ${this.words.term('count', 3)}, ${this.other.term('run')}, ${this.words.dir()}`;
  }
}
define('ui-speaker', Speaker);

const says = (speaker: Speaker, text: string) => until(() => speaker.renderRoot.textContent === text, text);

describe('Localize', () => {
  afterEach(() => {
    document.documentElement.lang = 'en';
    document.documentElement.dir = '';
  });

  it('speaks the language around it, each package its own words', async () => {
    for (const [lang, text] of [
      ['en', 'Run, 3 tests, Walk, ltr'],
      ['es', 'Ejecutar, 3 pruebas, Walk, ltr'],
      ['de-AT', 'Ausführen, 3 Tests, Gehen, ltr'],
      ['ar', 'تشغيل, 3 اختبارات, Walk, ltr'],
      ['tlh', 'Run, 3 tests, Walk, ltr'],
      ['not a language', 'Run, 3 tests, Walk, ltr'],
    ] as const) {
      await says(await fixture<Speaker>(html`<ui-speaker lang=${lang}></ui-speaker>`), text);
    }
  });

  it('follows the page when it changes', async () => {
    document.documentElement.lang = 'en';
    const speaker = await fixture<Speaker>(html`<ui-speaker></ui-speaker>`);
    await says(speaker, 'Run, 3 tests, Walk, ltr');
    document.documentElement.lang = 'de';
    await says(speaker, 'Ausführen, 3 Tests, Gehen, ltr');
    document.documentElement.dir = 'rtl';
    await says(speaker, 'Ausführen, 3 Tests, Gehen, rtl');
  });

  it('finds the nearest language and direction across shadow roots', async () => {
    const host = await fixture<HTMLElement>(html`<div lang="es" dir="rtl"><section></section></div>`);
    const root = host.querySelector('section')!.attachShadow({ mode: 'open' });
    const speaker = root.appendChild(new Speaker());
    await says(speaker, 'Ejecutar, 3 pruebas, Walk, rtl');
  });

  it('asks again by itself for words that could not be had', async () => {
    const speaker = await fixture<Speaker>(html`<ui-speaker lang="fr"></ui-speaker>`);
    await until(() => asked === 1, 'the first try');
    expect(speaker.renderRoot.textContent).to.contain('Run');
    await says(speaker, 'Lancer, 3 essais, Walk, ltr');
  });

  it('writes numbers as the language does', async () => {
    const speaker = await fixture<Speaker>(html`<ui-speaker lang="de"></ui-speaker>`);
    expect(speaker.words.number(1234.5)).to.equal('1.234,5');
  });
});
