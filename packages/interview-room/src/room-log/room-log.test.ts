import type { BackendNotice } from '@interview-room/core';
import { define } from '@interview-room/ui';
import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import { RoomLog } from './room-log.js';

define('room-log', RoomLog);

const notice = (id: number, level: BackendNotice['level'], name: string, text: string): BackendNotice => ({
  id,
  at: 1_700_000_000_000 + id * 1000,
  level,
  name,
  text,
});
const NOTICES = [
  notice(1, 'event', 'question_selecting', ''),
  notice(2, 'event', 'stderr', '<img src=x onerror=alert(1)> Traceback'),
  notice(3, 'error', 'error_occurred', 'The agent stopped.'),
];

const log = (notices: readonly BackendNotice[]) =>
  fixture<RoomLog>(html`<room-log style="block-size: 200px" .notices=${notices}></room-log>`);
const lines = (element: RoomLog) =>
  [...element.renderRoot.querySelectorAll('li')].map((line) => line.textContent?.replace(/\s+/g, ' ').trim());

describe('<room-log>', () => {
  it('shows what a backend said, in order, as text', async () => {
    const element = await log(NOTICES);
    expect(lines(element)).to.have.length(3);
    expect(lines(element)[1]).to.include('<img src=x onerror=alert(1)> Traceback');
    expect(element.renderRoot.querySelector('img')).to.equal(null);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('says that there is nothing yet', async () => {
    const element = await log([]);
    expect(element.renderRoot.querySelector('.empty')?.textContent).to.include('Nothing yet');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('finds among them', async () => {
    const element = await log(NOTICES);
    const input = element.renderRoot.querySelector('input');
    if (!input) throw new Error('no filter');
    input.value = 'TRACE';
    input.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(lines(element)).to.have.length(1);
    input.value = 'nowhere';
    input.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.empty')?.textContent).to.include('Nothing in the log');
  });

  it('stays with the end, unless its reader is elsewhere', async () => {
    const many = Array.from({ length: 100 }, (_, id) => notice(id, 'event', 'stdout', `line ${id}`));
    const element = await log(many);
    const list = element.renderRoot.querySelector('.log');
    if (!list) throw new Error('no log');
    expect(list.scrollTop + list.clientHeight).to.be.closeTo(list.scrollHeight, 30);
    // Until it is told, an update may take it back to the end.
    let told = -1;
    list.addEventListener('scroll', () => (told = list.scrollTop));
    await until(() => ((list.scrollTop = 0), told === 0), 'the reader to be elsewhere');
    element.notices = [...many, notice(100, 'event', 'stdout', 'line 100')];
    await element.updateComplete;
    expect(list.scrollTop).to.equal(0);
  });
});
