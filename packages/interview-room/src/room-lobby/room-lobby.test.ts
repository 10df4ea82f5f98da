import type { Person, Role } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import type { EnterRequestEvent } from './lobby-requests.js';
import type { RoomLobby } from './room-lobby.js';

const PEOPLE: Person[] = [
  { id: 'ada', name: 'Ada', role: 'candidate', color: 0, joinedAt: 0 },
  { id: 'bob', name: 'Bob', role: 'interviewer', color: 3, joinedAt: 1 },
];
const BOB_HERE = { id: 'bob', client: '1', here: true };
const TIMER = { totalMs: 60 * 60_000, addedMs: 0, extraTime: 25, elapsedMs: 0 };

interface Given {
  role?: Role;
  name?: string;
  entered?: boolean;
  people?: readonly Person[];
  theme?: 'light' | 'dark';
  mayStart?: boolean;
  /** The interviewer is not here. */
  alone?: boolean;
  totalMs?: number;
}
async function lobby(given: Given = {}, parent?: ParentNode): Promise<RoomLobby> {
  const element = await fixture<RoomLobby>(
    html`<room-lobby
      theme=${given.theme ?? 'light'}
      role-here=${given.role ?? 'candidate'}
      you=${given.role === 'interviewer' ? 'bob' : 'ada'}
      name=${given.name ?? ''}
      heading="Two sum"
      link="https://example.com/join#token"
      ?entered=${given.entered ?? false}
      .people=${given.people ?? []}
      ?may-start=${given.mayStart ?? false}
      .presence=${given.alone ? [] : [BOB_HERE]}
      .timer=${{ ...TIMER, totalMs: given.totalMs ?? TIMER.totalMs }}
      ><div slot="try">editor</div></room-lobby
    >`,
    parent,
  );
  await until(() => element.shadowRoot?.querySelectorAll('.good').length, 'the browser to be looked at');
  return element;
}
const find = <T extends HTMLElement = HTMLElement>(element: RoomLobby, selector: string): T => {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const text = (element: RoomLobby) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';
const focused = (element: RoomLobby) => element.shadowRoot?.activeElement?.id;

describe('<room-lobby>', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const given of [
      {},
      { entered: true, name: 'Ada', people: PEOPLE },
      { role: 'interviewer', name: 'Bob', people: PEOPLE },
      { role: 'observer' },
    ] as const) {
      it(`is accessible (${theme}, ${JSON.stringify({ ...given, people: undefined })})`, async () => {
        expect(await violations(await lobby({ ...given, theme }))).to.deep.equal([]);
      });
    }
  }

  it('tells a candidate what is recorded, what is not, the time and what the browser can do; but not the question', async () => {
    const element = await lobby();
    for (const part of [
      'Everything typed',
      'The chat',
      'Your screen',
      '75 minutes, with 25% extra time',
      'Can run code',
      'Keeps your work',
    ])
      expect(text(element)).to.contain(part);
    for (const part of ['Two sum', 'Link for']) expect(text(element)).not.to.contain(part);
    expect(element.shadowRoot?.querySelector('#link')).to.equal(null);
  });

  it('says that a backend of another’s making may record more than ours does', async () => {
    const element = await lobby();
    expect(text(element)).to.contain('this window is in front. That is shown and not recorded.');
    element.elsewhere = true;
    await element.updateComplete;
    expect(text(element)).to.contain('may record that too, and when you copy, paste, rest');
    expect(text(element)).not.to.contain('not recorded.');
  });

  it('lets a candidate in by name and consent alone, by the keyboard', async () => {
    const element = await lobby();
    const asked: string[] = [];
    element.addEventListener('enter-request', ({ name }: EnterRequestEvent) => asked.push(name));
    expect(find<HTMLInputElement>(element, '#consent').checked).to.equal(false);
    find(element, '#name').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => find(element, '#lack').textContent?.includes('Type the name'), 'the remark');
    await sendKeys({ type: ' Ada ' });
    await sendKeys({ press: 'Enter' });
    await until(() => find(element, '#lack').textContent?.includes('Tick this'), 'the remark');
    expect(focused(element)).to.equal('consent');
    expect(await violations(element)).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'Enter' });
    expect(asked).to.deep.equal(['Ada']);
  });

  it('asks for no name that the token has', async () => {
    const element = await lobby({ name: 'Ada' });
    expect(element.shadowRoot?.querySelector('#name')).to.equal(null);
    find<HTMLInputElement>(element, '#consent').click();
    const asked = once<EnterRequestEvent>(document.body, 'enter-request');
    find(element, 'button.primary').click();
    expect((await asked).name).to.equal('Ada');
  });

  it('asks who is in to wait', async () => {
    const element = await lobby({ name: 'Ada', entered: true, people: PEOPLE });
    expect(text(element)).to.contain('Ada (you)').and.to.contain('You are in. Waiting for Bob to start');
    expect(find(element, 'form').querySelector('.primary')).to.equal(null);
  });

  const waits: [string, Given, string, boolean][] = [
    ['an interviewer is here', { mayStart: true }, 'Waiting for Bob to start', false],
    ['none is here', { mayStart: true, alone: true }, 'No interviewer is here', true],
    ['it is not known who is here', { alone: true }, 'when an interviewer starts it', false],
    ['an observer looks on', { mayStart: true, alone: true, role: 'observer' }, 'not started yet', false],
  ];
  for (const [when, given, says, offers] of waits) {
    it(`${offers ? 'offers' : 'does not offer'} to start where ${when}`, async () => {
      const element = await lobby({ name: 'Ada', entered: true, people: PEOPLE, ...given });
      expect(text(element)).to.contain(says);
      expect(find(element, 'form').querySelector('.primary') !== null).to.equal(offers);
    });
  }

  for (const totalMs of [0, 60_000]) {
    it(`asks once whether to start alone, ${totalMs ? 'with' : 'without'} a clock`, async () => {
      const given = { name: 'Ada', entered: true, people: PEOPLE, mayStart: true, alone: true, totalMs };
      const element = await lobby(given);
      let asked = 0;
      element.addEventListener('start-request', () => asked++);
      find(element, 'form .primary').click();
      const dialog = find<HTMLDialogElement>(element, 'dialog');
      expect(dialog.textContent).to.contain(
        totalMs ? 'The time begins at once' : 'The interview begins at once',
      );
      expect(dialog.textContent).to.contain('it cannot be undone');
      expect(await violations(element)).to.deep.equal([]);
      await sendKeys({ press: 'Enter' });
      expect(dialog.open).to.equal(false);
      expect(asked).to.equal(0);
      find(element, 'form .primary').click();
      dialog.querySelector<HTMLElement>('.primary')?.click();
      expect(asked).to.equal(1);
      expect(dialog.open).to.equal(false);
    });
  }

  it('does not ask on when an interviewer comes', async () => {
    const element = await lobby({ name: 'Ada', entered: true, people: PEOPLE, mayStart: true, alone: true });
    find(element, 'form .primary').click();
    element.presence = [BOB_HERE];
    await element.updateComplete;
    expect(find<HTMLDialogElement>(element, 'dialog').open).to.equal(false);
    expect(text(element)).to.contain('Waiting for Bob');
  });

  it('lets an interviewer begin, with the link at hand', async () => {
    const element = await lobby({ role: 'interviewer', name: 'Bob', people: PEOPLE });
    expect(text(element)).to.contain('Question: Two sum');
    expect(find<HTMLInputElement>(element, '#link').value).to.equal('https://example.com/join#token');
    find(element, '.link button').click();
    await until(() => text(element).includes('The link is copied.'), 'the word');
    const asked = once(document.body, 'start-request');
    find(element, 'button.primary').click();
    await asked;
  });

  it('asks an interviewer without a name for one first', async () => {
    const element = await lobby({ role: 'interviewer' });
    find<HTMLInputElement>(element, '#name').value = 'Bob';
    const asked = once<EnterRequestEvent>(document.body, 'enter-request');
    find(element, 'button.primary').click();
    expect((await asked).name).to.equal('Bob');
  });

  it('has the editor tried', async () => {
    const element = await lobby();
    expect(element.querySelector('[slot=try]')?.getBoundingClientRect().height).to.equal(0);
    const asked = once(document.body, 'try-request');
    find(element, '[aria-expanded]').click();
    await asked;
    await element.updateComplete;
    expect(element.querySelector('[slot=try]')?.getBoundingClientRect().height).to.be.above(0);
    expect(text(element)).to.contain('Close the trial');
  });

  it('fits 320 px, from right to left too', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.dir = 'rtl';
    box.lang = 'ar';
    box.style.inlineSize = '320px';
    const element = await lobby({ role: 'interviewer', people: PEOPLE }, box);
    await until(() => text(element).includes('ما الذي يُسجَّل'), 'the words');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(await violations(element)).to.deep.equal([]);
    box.remove();
  });
});
