import { expect } from 'chai';
import { LitElement } from 'lit';
import { until } from '../../../../.config/testing/fixture.js';
import { define } from '../base/define.js';
import { Announcer } from './announcer.js';

class Speaking extends LitElement {
  readonly announcer = new Announcer(this);
  protected override render() {
    return this.announcer.region();
  }
}
define('ui-speaking', Speaking);

async function heard(): Promise<{ element: Speaking; sentences: string[]; region: Element }> {
  const element = document.body.appendChild(new Speaking());
  await element.updateComplete;
  const region = element.renderRoot.querySelector('[role=status]')!;
  const sentences: string[] = [];
  new MutationObserver(() => sentences.push(region.textContent ?? '')).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  return { element, sentences, region };
}

describe('Announcer', () => {
  it('has its region there, empty, before there is anything to say', async () => {
    const { element, region } = await heard();
    expect([region.getAttribute('aria-live'), region.textContent]).to.deep.equal(['polite', '']);
    element.remove();
  });

  it('says the first sentence and the last of a flood', async () => {
    const { element, sentences } = await heard();
    for (let i = 1; i <= 100; i++) element.announcer.say(`${i} of 100`);
    await until(() => sentences.length === 2, 'two sentences');
    expect(sentences).to.deep.equal(['1 of 100', '100 of 100']);
    element.remove();
  });

  it('says the same sentence again when it is meant again', async () => {
    const { element, sentences } = await heard();
    element.announcer.say('Stopped');
    await until(() => sentences.length === 1, 'the first');
    element.announcer.say('Stopped');
    await until(() => sentences.length === 2, 'the second');
    expect(sentences.map((sentence) => sentence.trim())).to.deep.equal(['Stopped', 'Stopped']);
    element.remove();
  });
});
