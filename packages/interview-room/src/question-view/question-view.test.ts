import { expect } from 'chai';
import { define } from '@interview-room/ui';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture } from '../../../../.config/testing/fixture.js';
import { QuestionView, type QuestionText } from './question-view.js';

define('question-view', QuestionView);

const QUESTION: QuestionText = {
  title: 'Two sum',
  statement: 'Return the **positions**.\n\n## Constraints\n\n- one\n- two\n\n<script>alert(1)</script>',
  difficulty: 'medium',
  tags: ['arrays'],
  timeMinutes: 25,
  hints: ['Look *back*.', 'Use a `dict`.'],
  cases: [
    { call: 'two_sum', args: [[2, 7], 9], expected: [0, 1] },
    { stdin: '1 2\n', stdout: '3\n' },
    { call: 'two_sum', args: [[], 9], error: true },
  ],
};
const root = (element: QuestionView): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('no shadow root');
  return element.shadowRoot;
};
const text = (element: QuestionView, selector: string) =>
  [...root(element).querySelectorAll(selector)].map((found) =>
    found.textContent?.trim().replace(/\s+/g, ' '),
  );

for (const theme of ['light', 'dark'] as const) {
  describe(`<question-view> (${theme})`, () => {
    const view = () =>
      fixture<QuestionView>(html`<question-view theme=${theme} .question=${QUESTION}></question-view>`);

    it('shows what the question says, and its Markdown as elements', async () => {
      const element = await view();
      expect(text(element, 'h2')).to.deep.equal(['Two sum']);
      expect(text(element, '.meta li')).to.deep.equal(['Medium', '25 minutes', 'arrays']);
      expect(text(element, '.markdown strong')).to.deep.equal(['positions']);
      expect(text(element, '.markdown h3')).to.deep.equal(['Constraints']);
      expect(root(element).querySelector('script')).to.equal(null);
      expect(text(element, 'dl.examples dt')).to.deep.equal(['two_sum([2,7], 9)', '1 2']);
      expect(await violations(element)).to.deep.equal([]);
    });

    it('shows no examples where the statement has its own', async () => {
      const statement = 'Return it.\n\n## Examples\n\n`1` is `2`.';
      const element = await fixture<QuestionView>(
        html`<question-view theme=${theme} .question=${{ ...QUESTION, statement }}></question-view>`,
      );
      expect(text(element, '.markdown h3')).to.deep.equal(['Examples']);
      expect(root(element).querySelectorAll('details')).to.have.length(0);
    });

    it('shows hints one by one, and no more than there are', async () => {
      const element = await view();
      const button = () => root(element).querySelector<HTMLButtonElement>('button.hint');
      expect(text(element, 'button.hint')).to.deep.equal(['Show hint 1 of 2']);
      button()?.click();
      await element.updateComplete;
      expect(text(element, '.hints li')).to.deep.equal(['Hint 1 Look back.']);
      button()?.click();
      await element.updateComplete;
      expect(text(element, '.hints li')).to.deep.equal(['Hint 1 Look back.', 'Hint 2 Use a dict.']);
      expect(button()).to.equal(null);
      expect(await violations(element)).to.deep.equal([]);
    });
  });
}

describe('<question-view>', () => {
  it('offers no hint to who may not ask for one', async () => {
    const element = await fixture<QuestionView>(
      html`<question-view fixed revealed="1" .question=${QUESTION}></question-view>`,
    );
    expect(text(element, '.hints li')).to.deep.equal(['Hint 1 Look back.']);
    expect(root(element).querySelector('button.hint')).to.equal(null);
  });

  it('leaves the hint to whoever prevents the request', async () => {
    const element = await fixture<QuestionView>(html`<question-view .question=${QUESTION}></question-view>`);
    element.addEventListener('reveal-hint-request', (event) => event.preventDefault());
    root(element).querySelector<HTMLButtonElement>('button.hint')?.click();
    expect(element.revealed).to.equal(0);
  });

  it('gives way to a statement that the page wrote', async () => {
    const element = await fixture<QuestionView>(
      html`<question-view .question=${QUESTION}><p>Mine.</p></question-view>`,
    );
    const slot = root(element).querySelector('slot');
    expect(slot?.assignedElements().map((each) => each.textContent)).to.deep.equal(['Mine.']);
  });
});

describe('a statement that the page wrote', () => {
  it('reads from the side that its own letters ask for, whatever the page’s', async () => {
    const hints = ['Look back.', 'انظر'];
    const directions = async (statement: string, more?: unknown): Promise<string[]> => {
      const box = await fixture(
        html`<div dir="rtl"><question-view revealed="2" .question=${{ ...QUESTION, statement, hints }}>${more}</question-view></div>`,
      );
      const view = box.querySelector('question-view');
      await view?.updateComplete;
      const shown = [
        ...(view?.querySelectorAll('p') ?? []),
        ...(view?.shadowRoot?.querySelectorAll('.markdown p') ?? []),
      ];
      return shown.map((each) => getComputedStyle(each).direction);
    };
    expect(await directions('Return it.')).to.deep.equal(['ltr', 'ltr', 'rtl']);
    expect(await directions('أعدها')).to.deep.equal(['rtl', 'ltr', 'rtl']);
    expect((await directions('Return it.', html`<p>Return it.</p>`))[0]).to.equal('ltr');
    expect((await directions('Return it.', html`<p>أعدها</p>`))[0]).to.equal('rtl');
  });

  it('has its code from left to right in a page that reads from right to left', async () => {
    const box = await fixture<HTMLElement>(
      html`<div dir="rtl"><question-view><pre>x = 1   → y</pre></question-view></div>`,
    );
    const pre = box.querySelector('pre') ?? expect.fail('no code');
    expect(getComputedStyle(pre).direction).to.equal('ltr');
  });
});
