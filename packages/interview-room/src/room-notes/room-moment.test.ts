import { expect } from 'chai';
import { html } from 'lit';
import { fixture } from '../../../../.config/testing/fixture.js';
import type { RoomMoment } from './room-moment.js';
import '../together/furniture.js';

const files = { 'javascript/a.js': 'a', 'python/b.py': 'b', 'python/c.py': 'c' };
const shown = (element: RoomMoment) =>
  element.shadowRoot?.querySelector('[aria-selected=true]')?.textContent?.trim();

describe('<room-moment>', () => {
  it('begins with the file that was written in last, at each moment', async () => {
    const element = await fixture<RoomMoment>(
      html`<room-moment .files=${files} .latest=${'python/b.py'}></room-moment>`,
    );
    expect(shown(element)).to.equal('python/b.py');
    element.shadowRoot?.querySelector<HTMLElement>('[role=tab]')?.click();
    await element.updateComplete;
    expect(shown(element)).to.equal('javascript/a.js');
    Object.assign(element, { files: { ...files }, latest: 'python/c.py' });
    await element.updateComplete;
    expect(shown(element)).to.equal('python/c.py');
    Object.assign(element, { files: { ...files }, latest: undefined });
    await element.updateComplete;
    expect(shown(element)).to.equal('javascript/a.js');
  });
});
