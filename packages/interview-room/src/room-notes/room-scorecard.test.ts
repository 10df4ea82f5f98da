import type { Score } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import type { ScoreRequestEvent } from './notes-requests.js';
import type { RoomScorecard } from './room-scorecard.js';

const RUBRIC = [{ id: 'code', title: 'Code', text: 'Clear and correct' }];
const EVE: Score = { criterion: 'code', by: 'eve', at: 1, score: 4, comment: 'Neat' };
const own = (score: number, comment?: string): Score => ({
  criterion: 'code',
  by: 'bob',
  at: 2,
  score,
  ...(comment !== undefined && { comment }),
});

type Asked = Pick<ScoreRequestEvent, 'criterion' | 'score' | 'comment'>;
async function card(scores: readonly Score[] = [EVE], theme = 'light'): Promise<[RoomScorecard, Asked[]]> {
  const element = await fixture<RoomScorecard>(
    html`<room-scorecard
      theme=${theme}
      style="background: ${theme === 'dark' ? '#14161b' : '#fff'}"
      you="bob"
      .rubric=${RUBRIC}
      .scores=${scores}
      .people=${[{ id: 'eve', name: 'Eve', role: 'interviewer', color: 0, joinedAt: 0 }]}
    ></room-scorecard>`,
  );
  const asked: Asked[] = [];
  element.addEventListener('score-request', ({ criterion, score, comment }: ScoreRequestEvent) =>
    asked.push({ criterion, score, comment }),
  );
  return [element, asked];
}
const radios = (element: RoomScorecard) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLInputElement>('[type=radio]') ?? []),
];
const box = (element: RoomScorecard) => {
  const found = element.shadowRoot?.querySelector('textarea');
  if (!found) throw new Error('no box');
  return found;
};
const text = (element: RoomScorecard, selector: string) =>
  element.shadowRoot?.querySelector(selector)?.textContent?.trim().replace(/\s+/g, ' ');

describe('<room-scorecard>', () => {
  for (const theme of ['light', 'dark']) {
    it(`is accessible (${theme})`, async () => {
      const [element] = await card([EVE, own(2, 'Hm')], theme);
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('takes marks by the keyboard', async () => {
    const [element, asked] = await card();
    radios(element)[2]?.focus();
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowRight' });
    expect(asked.map(({ score }) => score)).to.deep.equal([3, 4]);
    await element.updateComplete;
    expect(radios(element).findIndex(({ checked }) => checked)).to.equal(3);
    expect(text(element, '[role=status]')).to.equal('Saving');
    element.scores = [EVE, own(4)];
    await element.updateComplete;
    expect(text(element, '[role=status]')).to.equal('Saved');
  });

  it('shows what others gave after one’s own alone', async () => {
    const [element] = await card();
    expect(element.shadowRoot?.textContent).to.contain('1 other interviewer has given a mark');
    expect(element.shadowRoot?.textContent).not.to.contain('Neat');
    element.scores = [EVE, own(3)];
    await element.updateComplete;
    expect(text(element, '.others')).to.equal('Eve: 4, Good. Neat');
  });

  it('saves a comment after a pause, and at once where its person goes on', async () => {
    const [element, asked] = await card([own(3)]);
    box(element).focus();
    await sendKeys({ type: 'One' });
    await until(() => asked.length > 0, 'the pause');
    expect(asked).to.deep.equal([{ criterion: 'code', score: 3, comment: 'One' }]);
    element.scores = [own(3, 'One')];
    await sendKeys({ type: ' two' });
    await sendKeys({ press: 'Tab' });
    expect(asked.at(-1)).to.deep.equal({ criterion: 'code', score: 3, comment: 'One two' });
    expect(box(element).value).to.equal('One two');
  });

  it('saves what waits when it is taken away', async () => {
    const [element, asked] = await card([own(3)]);
    box(element).focus();
    await sendKeys({ type: 'A' });
    element.remove();
    expect(asked.at(-1)).to.deep.equal({ criterion: 'code', score: 3, comment: 'A' });
  });

  it('keeps a comment that has no mark yet, says so, and sends it with the mark', async () => {
    const [element, asked] = await card();
    box(element).focus();
    await sendKeys({ type: 'Nice' });
    await sendKeys({ press: 'Tab' });
    await element.updateComplete;
    expect(asked).to.deep.equal([]);
    expect(text(element, '[role=status]')).to.match(/^Give a mark/);
    element.scores = [{ ...EVE }];
    await element.updateComplete;
    expect(box(element).value).to.equal('Nice');
    radios(element)[4]?.click();
    expect(asked).to.deep.equal([{ criterion: 'code', score: 5, comment: 'Nice' }]);
  });

  it('takes a mark back', async () => {
    const [element, asked] = await card([own(3, 'x')]);
    element.shadowRoot?.querySelector('button')?.click();
    expect(asked).to.deep.equal([{ criterion: 'code', score: null, comment: 'x' }]);
    await element.updateComplete;
    expect(radios(element).some(({ checked }) => checked)).to.equal(false);
    element.scores = [];
    await element.updateComplete;
    expect(text(element, '[role=status]')).to.match(/^Give a mark/);
  });
});
