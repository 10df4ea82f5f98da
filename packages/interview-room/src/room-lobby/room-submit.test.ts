import type { Role, Stage } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import type { RoomSubmit } from './room-submit.js';

const FILES = [
  { path: 'two_sum.py', lines: 12 },
  { path: 'helper.py', lines: 1 },
];
const submit = (
  stage: Stage,
  role: Role = 'candidate',
  more: { theme?: 'light' | 'dark'; told?: boolean } = {},
) =>
  fixture<RoomSubmit>(
    html`<room-submit
      theme=${more.theme ?? 'light'}
      role-here=${role}
      stage=${stage}
      unsent="2"
      .files=${FILES}
      .graded=${more.told ? { passed: 3, total: 5 } : undefined}
    ></room-submit>`,
  );
const buttons = (element: RoomSubmit) =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])]
    .filter((each) => !each.closest('dialog'))
    .map((each) => each.textContent?.trim());
const press = (element: RoomSubmit, label: string) =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])]
    .find((each) => each.textContent?.trim() === label && each.checkVisibility())
    ?.click();
const dialog = (element: RoomSubmit) => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]');

describe('<room-submit>', () => {
  const offers: [Role, Stage, string[]][] = [
    ['candidate', 'waiting', []],
    ['candidate', 'started', ['Submit']],
    ['candidate', 'submitted', []],
    ['interviewer', 'started', ['Submit']],
    ['interviewer', 'submitted', ['Reopen', 'End the interview']],
    ['interviewer', 'ended', []],
    ['observer', 'started', []],
    ['observer', 'submitted', []],
  ];
  for (const [role, stage, expected] of offers) {
    it(`offers ${role}s in ${stage}: ${expected.join(', ') || 'nothing'}`, async () => {
      expect(buttons(await submit(stage, role))).to.deep.equal(expected);
    });
  }

  it('asks once, says what goes and that it is final; Enter alone submits nothing', async () => {
    const element = await submit('started');
    let asked = 0;
    element.addEventListener('submit-request', () => asked++);
    element.shadowRoot?.querySelector('button')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => dialog(element), 'the question');
    const words = dialog(element)?.textContent?.replace(/\s+/g, ' ');
    for (const part of [
      'This is final. You can no longer edit.',
      'two_sum.py12 lines',
      'helper.py1 line',
      '2 items are not sent',
    ])
      expect(words).to.contain(part);
    expect(await violations(element)).to.deep.equal([]);
    await sendKeys({ press: 'Enter' });
    expect(dialog(element)).to.equal(null);
    expect(asked).to.equal(0);
    press(element, 'Submit');
    await until(() => dialog(element), 'the question');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(asked).to.equal(1);
    expect(dialog(element)).to.equal(null);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`says what became of it (${theme})`, async () => {
      const element = await submit('submitted', 'interviewer', { theme, told: true });
      expect(element.shadowRoot?.textContent).to.contain('3 of 5 tests pass');
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('tells no counts that it was not given', async () => {
    expect((await submit('submitted')).shadowRoot?.textContent).not.to.contain('tests pass');
  });

  it('reopens, and ends after asking', async () => {
    const element = await submit('submitted', 'interviewer');
    const reopened = once(document.body, 'reopen-request');
    press(element, 'Reopen');
    await reopened;
    press(element, 'End the interview');
    await until(() => dialog(element), 'the question');
    const ended = once(document.body, 'end-request');
    press(element, 'End now');
    await ended;
  });

  it('opens nothing for those who may not', async () => {
    const element = await submit('submitted');
    await element.show();
    await element.showEnd();
    expect(dialog(element)).to.equal(null);
  });
});
