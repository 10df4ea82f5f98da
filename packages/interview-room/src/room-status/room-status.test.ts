import type { Connection, RemoteConnection } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import { REFUSALS } from './refusals.js';
import type { RoomStatus } from './room-status.js';

type Given = Partial<Omit<Connection, 'remote'>> & { remote?: Partial<RemoteConnection> };
const connection = ({ remote, ...given }: Given = {}): Connection => ({
  status: 'open',
  storage: 'kept',
  ...given,
  remote: { transport: 'socket', unsent: 0, clockOffset: 0, ...remote },
});
const LOCAL: Connection = { status: 'open', storage: 'kept' };

const status = (
  given: Connection,
  more: { bar?: boolean; theme?: 'light' | 'dark'; silent?: boolean } = {},
) =>
  fixture<RoomStatus>(
    html`<room-status
      theme=${more.theme ?? 'light'}
      style="background: ${more.theme === 'dark' ? '#14161b' : '#fff'}"
      ?bar=${more.bar ?? false}
      ?silent=${more.silent ?? false}
      .connection=${given}
    ></room-status>`,
  );
const text = (element: RoomStatus, selector: string) =>
  element.shadowRoot?.querySelector(selector)?.textContent?.trim().replace(/\s+/g, ' ');
const said = (element: RoomStatus) => text(element, '[role=status]');

describe('<room-status>', () => {
  const badges: [Connection, string][] = [
    [connection(), 'Live'],
    [connection({ status: 'connecting' }), 'Connecting'],
    [connection({ status: 'offline' }), 'Offline'],
    [connection({ status: 'refused' }), 'Not connected'],
    [connection({ status: 'closed' }), 'Closed'],
    [LOCAL, 'Saved in this browser'],
    [{ ...LOCAL, storage: 'memory', reason: 'refused' }, 'Not kept'],
  ];
  for (const [given, word] of badges) {
    it(`says “${word}”`, async () => expect(text(await status(given), '.badge')).to.equal(word));
  }

  const bars: [Given, RegExp][] = [
    [
      { status: 'offline', remote: { unsent: 14 } },
      /^You are offline\. 14 items are kept and will be sent\. Reconn/,
    ],
    [{ status: 'offline', remote: { unsent: 1 } }, /^You are offline\. 1 item is kept/],
    [{ status: 'offline', storage: 'memory' }, /Keep this page open/],
    [{ remote: { crowded: true, unsent: 900 } }, /^900 items wait to be sent, and soon no more can be kept/],
    [{ storage: 'memory', reason: 'full' }, /storage is full\.$/],
    [
      { remote: { resumed: { at: 1, sent: 14, missed: 3 } } },
      /^You are back\. 14 items were sent; 3 items came in meanwhile\.$/,
    ],
    [{ remote: { resumed: { at: 1, sent: 0, missed: 0 } } }, /^You are back\.$/],
  ];
  for (const [given, expected] of bars) {
    it(`says in a bar: ${expected.source.slice(0, 50)}`, async () => {
      expect(text(await status(connection(given), { bar: true }), '.bar')).to.match(expected);
    });
  }

  for (const reason of Object.keys(REFUSALS) as (keyof typeof REFUSALS)[]) {
    it(`has words of its own for a refusal: ${reason}`, async () => {
      const element = await status(
        connection({ status: 'refused', remote: { refusal: { reason, message: 'raw' } } }),
        {
          bar: true,
        },
      );
      expect(text(element, '.sentences')).to.match(/\.$/).and.not.to.contain('raw');
      expect(Boolean(element.shadowRoot?.querySelector('button'))).to.equal(reason !== 'room-ended');
    });
  }

  for (const state of ['offline', 'refused'] as const) {
    it(`says where the log of the room is damaged: ${state}`, async () => {
      const message = 'The log of room "ours" is damaged at entry 12: its hash does not fit its text.';
      const refusal = { reason: 'unavailable', message } as const;
      const element = await status(connection({ status: state, remote: { refusal, unsent: 2 } }), {
        bar: true,
      });
      expect(text(element, '.sentences')).to.match(
        /^The log of this room is damaged at entry 12, so .*kept\.$/,
      );
      expect(text(element, '.sentences')).not.to.contain('offline');
    });
  }

  it('tells a reason that it does not know in the backend’s words', async () => {
    const refusal = {
      reason: 'moon',
      message: 'The moon is full.',
    } as unknown as RemoteConnection['refusal'];
    const element = await status(connection({ status: 'refused', remote: { refusal } }), { bar: true });
    expect(text(element, '.sentences')).to.equal('The moon is full.');
  });

  it('says nothing in a bar while all is well', async () => {
    expect((await status(connection(), { bar: true })).getBoundingClientRect().height).to.equal(0);
  });

  it('has what else there is to know behind the badge, and tells nobody of it unasked', async () => {
    const element = await status(connection());
    expect(element.shadowRoot?.querySelector('button')).to.equal(null);
    element.note = 'The backend speaks relay (impl).';
    await element.updateComplete;
    element.shadowRoot?.querySelector<HTMLElement>('button.badge')?.click();
    await until(() => element.shadowRoot?.querySelector(':popover-open'), 'the words');
    expect(text(element, ':popover-open')).to.equal('The backend speaks relay (impl).');
    expect(await violations(element)).to.deep.equal([]);
    const bar = await status(connection(), { bar: true });
    bar.note = element.note;
    await bar.updateComplete;
    expect(text(bar, '.bar')).to.equal(undefined);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const bar of [false, true]) {
      it(`is accessible, and asks for a try by the keyboard (${theme}, ${bar ? 'bar' : 'badge'})`, async () => {
        const given = connection({ status: 'offline', remote: { unsent: 2, retryAt: Date.now() + 60_000 } });
        const element = await status(given, { theme, bar });
        const button = element.shadowRoot?.querySelector<HTMLElement>('button');
        button?.focus();
        if (!bar) {
          await sendKeys({ press: 'Enter' });
          await until(() => element.shadowRoot?.querySelector(':popover-open'), 'the words');
          await sendKeys({ press: 'Tab' });
        }
        expect(await violations(element)).to.deep.equal([]);
        const asked = once(document.body, 'retry-request');
        await sendKeys({ press: 'Enter' });
        await asked;
      });
    }
  }

  it('counts down to the next try', async () => {
    const given = connection({ status: 'offline', remote: { retryAt: Date.now() + 2500 } });
    const element = await status(given, { bar: true });
    expect(text(element, '.again span')).to.match(/^Reconnecting in [23] s$/);
    await until(() => text(element, '.again span') === 'Reconnecting', 'the time to pass');
  });

  it('reads out what changed once it lasts, and nothing at the start', async () => {
    const element = await status(connection());
    element.connection = connection({ status: 'offline', remote: { unsent: 1 } });
    await element.updateComplete;
    expect(said(element)).to.equal('');
    element.connection = connection({ status: 'offline', remote: { unsent: 3 } });
    await until(() => said(element), 'a sentence');
    expect(said(element)).to.equal('You are offline. 3 items are kept and will be sent.');
    element.connection = connection({ remote: { resumed: { at: 5, sent: 3, missed: 0 } } });
    await until(() => said(element) === 'You are back. 3 items were sent.', 'the return');
  });

  it('forgets by itself that one is back', async function () {
    this.timeout(30_000);
    const element = await status(connection({ remote: { resumed: { at: 1, sent: 1, missed: 0 } } }), {
      bar: true,
    });
    expect(text(element, '.bar')).to.contain('back');
    await until(() => !element.shadowRoot?.querySelector('.bar'), 'the notice to go', 20_000);
  });

  it('fits 320 px from right to left', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.dir = 'rtl';
    box.lang = 'ar';
    box.style.inlineSize = '320px';
    const given = connection({ status: 'offline', remote: { unsent: 3, retryAt: Date.now() + 90_000 } });
    const element = await fixture<RoomStatus>(
      html`<room-status bar .connection=${given}></room-status>`,
      box,
    );
    await until(() => text(element, '.sentences')?.includes('غير متصل'), 'the words');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(await violations(element)).to.deep.equal([]);
    box.remove();
  });
});
