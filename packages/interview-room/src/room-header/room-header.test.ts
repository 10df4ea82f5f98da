import { expect } from 'chai';
import { define } from '@interview-room/ui';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture } from '../../../../.config/testing/fixture.js';
import { RoomMenu } from '../room-menu/room-menu.js';
import { RoomHeader } from './room-header.js';

define('room-menu', RoomMenu);
define('room-header', RoomHeader);

const languages = [{ id: 'typescript', label: 'TypeScript' }];

describe('<room-header>', () => {
  for (const width of [288, 400, 700]) {
    for (const heading of ['Two sum', 'Balanced brackets', 'Donaudampfschifffahrtsgesellschaft']) {
      it(`cuts nothing at ${width} px: ${heading}`, async () => {
        const box = await fixture(
          html`<div style="container-type: inline-size; inline-size: ${width}px">
            <room-header heading=${heading} solved kept="kept" language="typescript" .languages=${languages}></room-header>
          </div>`,
        );
        const header = box.querySelector('room-header');
        const title = header?.shadowRoot?.querySelector('h2');
        const solved = header?.shadowRoot?.querySelector('.solved');
        const icon = solved?.querySelector('svg');
        if (!header || !title || !solved || !icon) throw new Error('not drawn');
        await header.updateComplete;
        expect(title.scrollWidth, 'across').to.be.at.most(title.clientWidth);
        expect(title.scrollHeight, 'down').to.be.at.most(title.clientHeight + 1);
        expect(header.scrollWidth).to.be.at.most(width);
        expect(icon.getBoundingClientRect().width, 'the icon').to.be.greaterThan(12);
        expect(solved.textContent?.trim()).to.equal('Solved');
        expect(await violations(header)).to.deep.equal([]);
      });
    }
  }
});
