import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { define } from '@interview-room/ui';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import type { MenuSelectEvent } from './menu-select-event.js';
import { RoomMenu, type MenuItem } from './room-menu.js';

define('room-menu', RoomMenu);

const ITEMS: MenuItem[] = [
  { id: 'reset', label: 'Reset' },
  { id: 'vim', label: 'Vim keys', checked: true, apart: true },
  { id: 'emacs', label: 'Emacs keys', checked: false },
];

async function open(): Promise<RoomMenu> {
  const menu = await fixture<RoomMenu>(html`<room-menu label="More" .items=${ITEMS}></room-menu>`);
  menu.shadowRoot?.querySelector('button')?.focus();
  await sendKeys({ press: 'Enter' });
  await until(() => focused(menu) === 'Reset', 'the first item to have the focus');
  return menu;
}
const focused = (menu: RoomMenu) => menu.shadowRoot?.activeElement?.textContent?.trim();

describe('<room-menu>', () => {
  it('is not seen before it has its place', async () => {
    const menu = await fixture<RoomMenu>(html`<room-menu label="More" .items=${ITEMS}></room-menu>`);
    const list = menu.shadowRoot?.querySelector<HTMLElement>('[popover]');
    menu.shadowRoot?.querySelector('button')?.click();
    expect(list?.matches(':popover-open')).to.equal(true);
    expect(list?.getBoundingClientRect().bottom).to.be.below(0);
    await until(() => (list?.getBoundingClientRect().top ?? -1) > 0, 'its place');
  });

  it('opens on its first item, with roles and names', async () => {
    const menu = await open();
    const roles = [...(menu.shadowRoot?.querySelectorAll('[role^=menuitem]') ?? [])].map((item) => item.role);
    expect(roles).to.deep.equal(['menuitem', 'menuitemradio', 'menuitemradio']);
    expect(menu.shadowRoot?.querySelector('[aria-expanded]')?.getAttribute('aria-expanded')).to.equal('true');
    expect(await violations(menu)).to.deep.equal([]);
  });

  const moves: [string[], string][] = [
    [['ArrowDown'], 'Vim keys'],
    [['ArrowUp'], 'Emacs keys'],
    [['End'], 'Emacs keys'],
    [['End', 'Home'], 'Reset'],
    [['e'], 'Emacs keys'],
  ];
  for (const [keys, label] of moves) {
    it(`moves to ${label} on ${keys.join(', ')}`, async () => {
      const menu = await open();
      for (const press of keys) await sendKeys({ press });
      expect(focused(menu)).to.equal(label);
    });
  }

  it('tells what was chosen, closes, and gives the focus back', async () => {
    const menu = await open();
    await sendKeys({ press: 'ArrowDown' });
    const chosen = once<MenuSelectEvent>(menu, 'menu-select');
    await sendKeys({ press: 'Enter' });
    expect((await chosen).item).to.equal('vim');
    expect(menu.shadowRoot?.querySelector('[popover]')?.matches(':popover-open')).to.equal(false);
    expect(menu.shadowRoot?.activeElement?.getAttribute('aria-haspopup')).to.equal('menu');
  });

  it('closes on Escape and gives the focus back', async () => {
    const menu = await open();
    await sendKeys({ press: 'Escape' });
    await until(() => menu.shadowRoot?.activeElement?.getAttribute('aria-haspopup') === 'menu', 'the button');
  });
});
