import type { Person } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import type { Presence } from '../together/whereabouts.js';
import type { FollowRequestEvent, MuteCursorRequestEvent } from './people-requests.js';
import type { RoomPeople } from './room-people.js';

const person = (id: string, name: string, color: number, role: Person['role'] = 'interviewer'): Person => ({
  id,
  name,
  role,
  color,
  joinedAt: color,
});
const PEOPLE = [
  person('ada', 'Ada Lovelace', 0, 'candidate'),
  person('bob', 'Bob', 1),
  person('eve', 'Eve Long', 2, 'observer'),
];
const PRESENCE: Presence[] = [
  { id: 'ada', client: '1', here: true, path: 'old.py', focus: false },
  { id: 'ada', client: '2', here: true, path: 'main.py', typing: true, focus: true },
  { id: 'bob', client: '3', here: true },
];

const people = (more: Partial<RoomPeople> = {}) =>
  fixture<RoomPeople>(
    html`<room-people
      theme=${more.theme ?? 'light'}
      ?compact=${more.compact ?? false}
      .people=${more.people ?? PEOPLE}
      .presence=${more.presence ?? PRESENCE}
      you="bob"
      folder=${more.folder ?? ''}
      .following=${more.following}
      .muted=${more.muted ?? []}
    ></room-people>`,
  );
const lines = (element: RoomPeople) =>
  [...(element.shadowRoot?.querySelectorAll('li > div') ?? [])].map((row) =>
    row.textContent?.trim().replace(/\s+/g, ' '),
  );
const within = (element: Element | null | undefined, selector: string): HTMLElement => {
  const found = element?.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

describe('<room-people>', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`says who is here, what they are, and where, of the tab that is in use (${theme})`, async () => {
      const element = await people({ theme });
      expect(lines(element)).to.deep.equal([
        'Bob (you) Interviewer',
        'Ada Lovelace Candidate · In main.py · Typing',
        'Eve Long Observer · Not here',
      ]);
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('calls a file as its tab does', async () => {
    const presence = [
      { id: 'ada', client: '1', here: true, path: 'python/deep/main.py' },
      { id: 'eve', client: '2', here: true, path: 'java/Main.java' },
    ];
    const element = await people({ folder: 'python/', presence });
    expect(lines(element).slice(1)).to.deep.equal([
      'Ada Lovelace Candidate · In deep/main.py',
      'Eve Long Observer · In java/Main.java',
    ]);
  });

  it('says who is followed, whose cursor is hidden, and who looks elsewhere', async () => {
    const element = await people({
      following: 'ada',
      muted: ['ada'],
      presence: [{ id: 'ada', client: '1', here: true, focus: false }],
    });
    expect(lines(element)[1]).to.equal(
      'Ada Lovelace Candidate · In another window · Following · Cursor hidden',
    );
  });

  const asks: [Partial<RoomPeople>, string, string, object][] = [
    [{}, 'Follow', 'follow-request', { person: 'ada' }],
    [{ following: 'ada' }, 'Stop following', 'follow-request', { person: undefined }],
    [{}, 'Hide cursor', 'mute-cursor-request', { person: 'ada', muted: true }],
    [{ muted: ['ada'] }, 'Show cursor', 'mute-cursor-request', { person: 'ada', muted: false }],
  ];
  for (const [given, label, type, expected] of asks) {
    it(`asks by the keyboard: ${label}`, async () => {
      const element = await people(given);
      const menu = within(element, 'room-menu[label="Actions for Ada Lovelace"]');
      within(menu, 'button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => menu.shadowRoot?.activeElement?.role === 'menuitem', 'the menu');
      const asked = once<FollowRequestEvent | MuteCursorRequestEvent>(document.body, type);
      await sendKeys({ press: label[0] ?? '' });
      await sendKeys({ press: 'Enter' });
      const event = await asked;
      for (const [key, value] of Object.entries(expected)) expect(event).to.have.property(key, value);
    });
  }

  it('offers nothing on oneself and on who never was here', async () => {
    const element = await people();
    expect(element.shadowRoot?.querySelectorAll('room-menu')).to.have.length(1);
  });

  it('is a row of those who are here in a header, and opens the list by its key', async () => {
    const many = Array.from({ length: 7 }, (_, at) => person(`p${at}`, `P${at} Q`, at));
    const presence = many.map(({ id }) => ({ id, client: id, here: id !== 'p6' }));
    const element = await people({ compact: true, people: [...many, ...PEOPLE], presence });
    const row = within(element, 'button.row');
    expect(row.textContent?.replace(/\s+/g, '')).to.equal('BPQPQ+4People:7here');
    row.focus();
    await sendKeys({ press: 'Enter' });
    const list = within(element, '.list');
    await until(() => list.matches(':popover-open'), 'the list');
    expect(await violations(element)).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    expect(list.matches(':popover-open')).to.equal(false);
    expect(element.shadowRoot?.activeElement).to.equal(row);
  });

  it('fits 320 px, from right to left too', async () => {
    const long = person('x', 'Wolfeschlegelsteinhausenbergerdorff the Elder of Nowhere', 3);
    const box = document.body.appendChild(document.createElement('div'));
    box.dir = 'rtl';
    box.lang = 'ar';
    box.style.inlineSize = '320px';
    const element = await fixture<RoomPeople>(
      html`<room-people
        .people=${[...PEOPLE, long]}
        .presence=${[{ id: 'x', client: 'x', here: true, path: `${'deep/'.repeat(20)}file.py` }]}
        you="bob"
      ></room-people>`,
      box,
    );
    await until(() => element.shadowRoot?.textContent?.includes('مراقب'), 'the words');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(await violations(element)).to.deep.equal([]);
    box.remove();
  });
});
