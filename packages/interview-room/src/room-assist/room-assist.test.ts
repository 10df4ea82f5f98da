import type { Advice, Assist, AssistStep, AssistTurn } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../assist/furniture.js';
import { ar } from '../locales/assist/ar.js';
import { es } from '../locales/assist/es.js';
import type {
  AdviceRequestEvent,
  AssistLevelRequestEvent,
  AssistModelRequestEvent,
  AssistReplyRequestEvent,
  AssistSessionRequestEvent,
  AssistWritesRequestEvent,
  WhisperRequestEvent,
} from './assist-requests.js';
import { LEVEL_WORDS } from './level-words.js';
import type { RoomAssist } from './room-assist.js';

const STEP: AssistStep = { by: 'assistant', at: 2, text: 'Since it is empty.', calls: [], finish: 'stop' };
const turn = (name: string, steps: readonly AssistStep[] = []): AssistTurn => ({
  turn: name,
  by: 'ada',
  at: 1,
  text: `Question ${name}`,
  steps,
});
const ADVICE: Advice[] = [
  { advice: 'a1', at: 1, level: 'full-copilot', rule: 'r', reason: 'Answered already', taken: false },
  { advice: 'a2', at: 2, level: 'consultant', rule: 'r', reason: 'It wrote most of it.' },
];

interface Given {
  assist?: Partial<Assist> | undefined;
  more?: Partial<Pick<RoomAssist, 'advice' | 'whispers' | 'models' | 'maySteer'>>;
  theme?: 'light' | 'dark';
  parent?: ParentNode;
}

/** The dial, opened; as an interviewer sees it, unless it says else. */
async function dial({ assist, more = {}, theme = 'light', parent }: Given = {}): Promise<RoomAssist> {
  const state: Assist = { level: 'pair-programming', session: 'active', direct: false, turns: [], ...assist };
  const element = await fixture<RoomAssist>(
    html`<room-assist
      theme=${theme}
      ?may-steer=${more.maySteer ?? true}
      .assist=${state}
      .advice=${more.advice ?? []}
      .whispers=${more.whispers ?? 0}
      .models=${more.models ?? ['small', 'large']}
    ></room-assist>`,
    parent,
  );
  for (const details of element.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
  return element;
}
const all = <T extends HTMLElement>(element: RoomAssist, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<T>(selector) ?? []),
];
const find = <T extends HTMLElement = HTMLElement>(element: RoomAssist, selector: string): T => {
  const [found] = all<T>(element, selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const trimmed = (text: string | null | undefined) => text?.trim().replace(/\s+/g, ' ') ?? '';
const texts = (element: RoomAssist, selector: string) =>
  all(element, selector).map((each) => trimmed(each.textContent));
const press = (element: RoomAssist, name: string) => {
  const button = all(element, 'button').find(({ textContent }) => trimmed(textContent) === name);
  if (!button) throw new Error(`no button "${name}"`);
  button.click();
};
const choose = (element: RoomAssist, selector: string, value: string) => {
  const select = find<HTMLSelectElement>(element, selector);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

describe('<room-assist>', () => {
  it('shows nothing before the room is known', async () => {
    const element = await fixture<RoomAssist>(html`<room-assist may-steer></room-assist>`);
    expect(element.shadowRoot?.querySelectorAll('*:not(style)')).to.have.length(0);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`lets an interviewer turn the dial, with all that belongs to it (${theme})`, async () => {
      const element = await dial({
        theme,
        assist: { level: 'full-copilot', session: 'paused', turns: [turn('one', [STEP]), turn('two')] },
        more: { advice: ADVICE, whispers: 2 },
      });
      expect(texts(element, '[part=level] option')).to.deep.equal([
        'Off',
        'Consultant',
        'Pair programming',
        'Full copilot',
      ]);
      expect(find<HTMLSelectElement>(element, '[part=level]').value).to.equal('full-copilot');
      expect(texts(element, 'textarea')).to.have.length(2);
      expect(await violations(element)).to.deep.equal([]);
    });

    it(`tells the others how much it may do, and offers them nothing (${theme})`, async () => {
      const element = await dial({
        theme,
        assist: { session: 'paused', turns: [turn('two')] },
        more: { maySteer: false, advice: ADVICE, whispers: 2 },
      });
      expect(texts(element, '[part=level]')).to.deep.equal(['Pair programming']);
      expect(texts(element, '.about')[0]).to.match(/^It proposes edits.* is recorded, and seen by everyone/);
      expect(texts(element, '[role=status]')).to.deep.equal([
        'An interviewer has taken over from the assistant.',
      ]);
      expect(all(element, 'button, select, textarea, input, summary, .advice')).to.deep.equal([]);
      expect(element.shadowRoot?.textContent).not.to.match(/privately|Told|wrote most/);
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  const said: [string, Partial<Assist>, string][] = [
    ['works', {}, ''],
    ['is paused', { session: 'paused' }, 'An interviewer has taken over from the assistant.'],
    ['has ended', { session: 'ended' }, 'The assistant’s help is over.'],
    ['is off, whatever else', { level: 'off', session: 'ended' }, ''],
  ];
  for (const [name, assist, words] of said) {
    it(`says so where the assistant ${name}`, async () => {
      const element = await dial({ assist });
      expect(trimmed(find(element, '[role=status]').textContent)).to.equal(words);
      expect(all(element, 'details')).to.have.length(assist.level === 'off' ? 0 : 1);
      const about = texts(element, '.about')[0] ?? '';
      expect(about.endsWith('seen by everyone here.')).to.equal(assist.level !== 'off');
    });
  }

  it('asks for another level, and shows the one that holds', async () => {
    const element = await dial();
    const asked = once<AssistLevelRequestEvent>(document.body, 'assist-level-request');
    choose(element, '[part=level]', 'consultant');
    expect((await asked).level).to.equal('consultant');
    element.assist = { level: 'full-copilot', session: 'active', direct: false, turns: [] };
    await element.updateComplete;
    expect(find<HTMLSelectElement>(element, '[part=level]').value).to.equal('full-copilot');
  });

  it('shows what holds where what was asked for was not done, once one has left it', async () => {
    const element = await dial({ assist: { level: 'full-copilot' } });
    choose(element, '[part=level]', 'off');
    choose(element, 'label select', 'large');
    find<HTMLInputElement>(element, '[type=checkbox]').click();
    for (const control of all(element, 'select, [type=checkbox]')) control.dispatchEvent(new Event('blur'));
    await element.updateComplete;
    const values = all<HTMLSelectElement>(element, 'select').map(({ value }) => value);
    expect(values).to.deep.equal(['full-copilot', 'small']);
    expect(find<HTMLInputElement>(element, '[type=checkbox]').checked).to.equal(false);
  });

  it('asks for another model, where there is a choice', async () => {
    const element = await dial({ assist: { model: 'large' } });
    expect(find<HTMLSelectElement>(element, 'label select').value).to.equal('large');
    const asked = once<AssistModelRequestEvent>(document.body, 'assist-model-request');
    choose(element, 'label select', 'small');
    expect((await asked).model).to.equal('small');
    expect(all(await dial({ more: { models: ['small'] } }), 'label select')).to.have.length(0);
  });

  it('lets it write without asking at the highest level alone', async () => {
    for (const level of ['consultant', 'pair-programming'] as const)
      expect(all(await dial({ assist: { level } }), '[type=checkbox]')).to.have.length(0);
    const element = await dial({ assist: { level: 'full-copilot' } });
    const asked = once<AssistWritesRequestEvent>(document.body, 'assist-writes-request');
    find(element, '[type=checkbox]').click();
    expect((await asked).direct).to.equal(true);
  });

  const sessions: [Assist['session'], string, Assist['session']][] = [
    ['active', 'Take over', 'paused'],
    ['active', 'End its help', 'ended'],
    ['paused', 'Give back to the assistant', 'active'],
    ['paused', 'End its help', 'ended'],
    ['ended', 'Begin its help again', 'active'],
  ];
  for (const [session, name, state] of sessions) {
    it(`“${name}” while it is ${session}`, async () => {
      const element = await dial({ assist: { session } });
      const asked = once<AssistSessionRequestEvent>(document.body, 'assist-session-request');
      press(element, name);
      expect((await asked).state).to.equal(state);
    });
  }

  it('whispers what is written, once, and nothing that is empty', async () => {
    const element = await dial({ more: { whispers: 1 } });
    expect(texts(element, 'details .muted').at(-1)).to.equal(
      'Candidates do not see this. It is in the record. Told once.',
    );
    const heard: string[] = [];
    element.addEventListener('whisper-request', ({ text }: WhisperRequestEvent) => heard.push(text));
    const box = find<HTMLTextAreaElement>(element, '#whisper');
    press(element, 'Tell it');
    box.focus();
    await sendKeys({ type: '   ' });
    press(element, 'Tell it');
    await sendKeys({ type: 'Ask about ties ' });
    press(element, 'Tell it');
    press(element, 'Tell it');
    expect(heard).to.deep.equal(['Ask about ties']);
    expect(box.value).to.equal('');
  });

  it('answers in its place each question that nobody answered, while it is paused', async () => {
    const turns = [turn('one', [STEP]), turn('two'), turn('three')];
    expect(all(await dial({ assist: { turns } }), '.reply')).to.have.length(0);
    const element = await dial({ assist: { turns, session: 'paused' } });
    expect(texts(element, '.reply p')).to.deep.equal(['Answer: Question two', 'Answer: Question three']);
    const [, second] = all<HTMLTextAreaElement>(element, '.reply textarea');
    second?.focus();
    await sendKeys({ type: 'Look at line 3' });
    element.assist = { ...(element.assist as Assist), turns: [turn('two', [STEP]), turn('three')] };
    await element.updateComplete;
    const [left] = all<HTMLTextAreaElement>(element, '.reply textarea');
    expect(left, 'what is being written stays where it is').to.equal(second);
    const asked = once<AssistReplyRequestEvent>(document.body, 'assist-reply-request');
    press(element, 'Answer');
    expect(await asked).to.include({ turn: 'three', text: 'Look at line 3' });
    expect(left?.value).to.equal('');
  });

  for (const [name, taken] of [
    ['Do it', true],
    ['Leave it', false],
  ] as const) {
    it(`shows the advice that is open, and answers it: “${name}”`, async () => {
      const element = await dial({ more: { advice: ADVICE } });
      expect(texts(element, '.advice p')).to.deep.equal([
        'It wrote most of it.',
        'Turn it down to “Consultant”?',
      ]);
      const asked = once<AdviceRequestEvent>(document.body, 'advice-request');
      press(element, name);
      expect(await asked).to.include({ advice: 'a2', taken });
    });
  }

  it('advises upwards too', async () => {
    const element = await dial({ assist: { level: 'off' }, more: { advice: ADVICE.slice(1) } });
    expect(texts(element, '#advice')).to.deep.equal(['Turn it up to “Consultant”?']);
  });

  it('shows what people wrote as text', async () => {
    const text = '<img src=x onerror=alert(1)>';
    const element = await dial({
      assist: { session: 'paused', turns: [{ ...turn('x'), text }] },
      more: { advice: [{ advice: 'a', at: 1, level: 'off', rule: 'r', reason: text }] },
    });
    expect(all(element, 'img')).to.have.length(0);
    expect(texts(element, '.advice p, .reply p, .about')).to.include.members([text, `Answer: ${text}`]);
  });

  for (const [lang, words, dir] of [
    ['es', es, 'ltr'],
    ['ar', ar, 'rtl'],
  ] as const) {
    it(`fits 320 px, in ${lang}, without a word of English`, async () => {
      const box = document.body.appendChild(document.createElement('div'));
      Object.assign(box, { dir, lang });
      box.style.inlineSize = '320px';
      const element = await dial({
        parent: box,
        assist: {
          level: 'full-copilot',
          session: 'paused',
          turns: [{ ...turn('long'), text: 'ـ'.repeat(400) }],
        },
        more: { advice: ADVICE, whispers: 3, models: ['1'.repeat(60), '2'] },
      });
      await until(() => texts(element, '#level')[0] === words.assistLevel, 'the words');
      expect(texts(element, '[part=level] option')).to.deep.equal(
        Object.values(LEVEL_WORDS).map(([name]) => words[name]),
      );
      const visible = texts(element, 'p:not([dir]), label, button, summary, option, .name').join(' ');
      const english = 'Off Consultant Turn Told Tell Take Settings Write Model Give End Answer the'.split(
        ' ',
      );
      for (const word of english) expect(visible.split(/[\s.,:“”]+/)).not.to.include(word);
      expect(element.scrollWidth).to.be.at.most(320);
      expect(await violations(element)).to.deep.equal([]);
      box.remove();
    });
  }
});
