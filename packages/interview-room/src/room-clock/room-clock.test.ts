import type { Timer } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import { passedMark } from './announcements.js';
import type { TimerExtendRequestEvent, TimerSetRequestEvent } from './clock-requests.js';
import type { RoomClock } from './room-clock.js';

const MINUTE = 60_000;
const timer = (given: Partial<Timer> = {}): Timer => ({
  totalMs: 45 * MINUTE,
  addedMs: 0,
  extraTime: 0,
  elapsedMs: 0,
  ...given,
});
const clock = (
  given: Partial<Timer> = {},
  at = 0,
  more: { control?: boolean; theme?: 'light' | 'dark' } = {},
) =>
  fixture<RoomClock>(
    html`<room-clock
      theme=${more.theme ?? 'light'}
      style="background: ${more.theme === 'dark' ? '#14161b' : '#fff'}"
      ?may-control=${more.control ?? false}
      .timer=${timer(given)}
      .now=${() => at}
    ></room-clock>`,
  );
const part = (element: RoomClock, selector: string): HTMLElement => {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const shown = (element: RoomClock) =>
  [...(element.shadowRoot?.querySelectorAll('.time, .note') ?? [])].map((each) => each.textContent?.trim());
const said = (element: RoomClock) => part(element, '[role=status].visually-hidden').textContent?.trim();

async function choose(element: RoomClock, letter = ''): Promise<void> {
  const menu = part(element, 'room-menu');
  menu.shadowRoot?.querySelector('button')?.focus();
  await sendKeys({ press: 'Enter' });
  await until(() => menu.shadowRoot?.activeElement?.role === 'menuitem', 'the menu');
  if (letter) await sendKeys({ press: letter });
  await sendKeys({ press: 'Enter' });
}

describe('<room-clock>', () => {
  const times: [Partial<Timer>, number, string[]][] = [
    [{ since: 0 }, 1, ['45:00']],
    [{ since: 0 }, 1000, ['44:59']],
    [{ since: 0, totalMs: 75 * MINUTE }, 0, ['1:15:00']],
    [{ since: 0, extraTime: 25, totalMs: 60 * MINUTE }, 0, ['1:15:00', '25% extra time']],
    [{ since: 0, addedMs: 5 * MINUTE }, 50 * MINUTE, ['0:00']],
    [{ since: 0 }, 46 * MINUTE + 1000, ['+1:01']],
    [{ elapsedMs: MINUTE }, 99 * MINUTE, ['44:00', 'Paused']],
    [{}, 5, ['45:00', 'Not started']],
    [{ totalMs: 0 }, 5, ['No time set']],
  ];
  for (const [given, at, expected] of times) {
    it(`shows ${expected.join(', ')}`, async () =>
      expect(shown(await clock(given, at))).to.deep.equal(expected));
  }

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible (${theme})`, async () => {
      const element = await clock({ since: 0, extraTime: 10 }, 50 * MINUTE, { control: true, theme });
      expect(await violations(element)).to.deep.equal([]);
      await choose(element, 's');
      expect(part(element, 'dialog')).to.have.property('open', true);
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('counts by the clock that it is given, and says when little is left and when it is over', async () => {
    const element = await clock({ since: 0 }, 34 * MINUTE);
    expect(said(element)).to.equal('');
    element.now = () => 35 * MINUTE;
    await until(() => said(element) === '10 minutes left.', 'ten minutes');
    element.now = () => 45 * MINUTE;
    await until(() => said(element) === 'The time is over. You can go on.', 'the end');
    expect(shown(element)).to.deep.equal(['0:00']);
  });

  it('says what is left when someone changes it, also where that is nothing', async () => {
    const element = await clock({ since: 0 }, 34 * MINUTE);
    element.timer = timer({ since: 0, addedMs: 5 * MINUTE });
    await until(() => said(element) === '16 minutes left.', 'what is left');
    element.timer = timer({ since: 0, totalMs: 20 * MINUTE });
    await until(() => said(element) === 'The time is over. You can go on.', 'the end');
  });

  it('goes on by itself', async () => {
    const start = Date.now();
    const element = await fixture<RoomClock>(
      html`<room-clock .timer=${timer({ since: start })}></room-clock>`,
    );
    await until(() => shown(element)[0] === '44:58', 'two seconds to pass');
  });

  const marks: [number | undefined, number, number | undefined][] = [
    [undefined, 4, undefined],
    [11, 10, 10],
    [10, 9, undefined],
    [12, 0.5, 1],
    [0.1, -0.1, 0],
    [-1, -2, undefined],
    [3, 7, undefined],
  ];
  for (const [before, left, mark] of marks) {
    it(`tells ${mark ?? 'nothing'} between ${before ?? 'nothing'} and ${left} minutes`, () => {
      expect(passedMark(before && before * MINUTE, left * MINUTE)).to.equal(mark);
    });
  }

  const asks: [string, Partial<Timer>, string][] = [
    ['', {}, 'timer-start-request'],
    ['', { since: 0 }, 'timer-pause-request'],
    ['', { elapsedMs: 1 }, 'timer-start-request'],
  ];
  for (const [letter, given, type] of asks) {
    it(`asks: ${type} (${JSON.stringify(given)})`, async () => {
      const element = await clock(given, 0, { control: true });
      const asked = once(document.body, type);
      await choose(element, letter);
      await asked;
    });
  }

  it('asks for more time', async () => {
    const element = await clock({ since: 0 }, 0, { control: true });
    const asked = once<TimerExtendRequestEvent>(document.body, 'timer-extend-request');
    await choose(element, 'a');
    expect((await asked).byMs).to.equal(5 * MINUTE);
  });

  it('asks for another whole time, and says what is wrong with one', async () => {
    const element = await clock({ since: 0 }, 0, { control: true });
    await choose(element, 's');
    const input = part(element, 'input') as HTMLInputElement;
    expect(input.value).to.equal('45');
    await sendKeys({ type: 'long' });
    await sendKeys({ press: 'Enter' });
    await until(() => input.ariaInvalid === 'true', 'the remark');
    expect(part(element, '#hint').textContent?.trim()).to.equal('Type whole minutes, from 1 to 600.');
    const asked = once<TimerSetRequestEvent>(document.body, 'timer-set-request');
    await sendKeys({ type: '60' });
    await sendKeys({ press: 'Enter' });
    expect((await asked).totalMs).to.equal(60 * MINUTE);
    expect(part(element, 'dialog')).to.have.property('open', false);
  });

  it('offers nothing to those who may not', async () => {
    const element = await clock();
    expect(element.shadowRoot?.querySelector('room-menu')).to.equal(null);
  });
});
