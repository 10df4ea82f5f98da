import { expect } from 'chai';
import { emulateMedia } from '@web/test-runner-commands';
import { html } from 'lit';
import { failure } from '@interview-room/assistant/streams';
import { violations } from '../../../.config/testing/axe.js';
import { fixture, until } from '../../../.config/testing/fixture.js';
import type { AiChat } from './ai-chat.js';
import { ar } from './locales/ar.js';
import { de } from './locales/de.js';
import { en } from './locales/en.js';
import { es } from './locales/es.js';
import { all, answer, asked, button, chatWith, heard, one, question, said, words } from './testing/chat.js';
import { Scripted } from './testing/scripted.js';

const tools = answer('t', '', {
  model: 'small',
  parts: [
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'I look.\n\n```py\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n' },
    { type: 'call', call: 'a' },
    { type: 'call', call: 'b' },
  ],
  calls: [
    { call: 'a', name: 'run_tests', input: { path: 'x' }, output: { passed: 2 }, durationMs: 12 },
    { call: 'b', name: 'edit_file', input: {}, error: 'Not found.', durationMs: 2 },
  ],
});

interface State {
  name: string;
  given?: Partial<AiChat>;
  after?: (chat: AiChat, model: Scripted) => Promise<unknown>;
}
const states: State[] = [
  { name: 'empty', given: { suggestions: ['Explain it', 'Why?'], level: 'consultant' } },
  { name: 'not configured', given: { transport: undefined as never } },
  {
    name: 'off',
    given: { level: 'off', messages: [question('q'), { id: 's', role: 'system', text: 'Off now.' }] },
  },
  { name: 'unavailable', given: { disabledReason: 'The session is over.' } },
  {
    name: 'with tools, thoughts and code',
    given: { messages: [{ ...question('q'), by: 'Ada' }, tools] },
    async after(chat) {
      for (const details of all(chat, 'details')) (details as HTMLDetailsElement).open = true;
      await until(() => all(chat, '.call').length === 2);
      button(chat, 'Good answer').click();
      button(chat, 'Time and use').click();
    },
  },
  {
    name: 'streaming, with a queue',
    async after(chat, model) {
      chat.send('One');
      chat.send('Two');
      await asked(model, 1);
      model.last.say({ type: 'reasoning', text: 'Hm' });
      await until(() => all(chat, '.reasoning').length === 1);
    },
  },
  {
    name: 'failed, being edited, too long',
    given: {
      messages: [
        question('q'),
        answer('a', 'Half', {
          status: 'failed',
          error: { code: 'network', message: 'Gone.', retryable: true },
        }),
      ],
    },
    async after(chat) {
      await until(() => all(chat, '[aria-label="Edit and send again"]').length === 1);
      button(chat, 'Edit and send again').click();
      const text = one(chat, 'textarea') as HTMLTextAreaElement;
      text.value = 'x'.repeat(20_001);
      text.dispatchEvent(new Event('input'));
      await chat.updateComplete;
    },
  },
];

describe('<ai-chat>: how it is found and seen', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const { name, given, after } of states) {
      it(`${name}: nothing to complain of (${theme})`, async () => {
        const { chat, model } = await chatWith({ theme, ...given });
        await after?.(chat, model);
        await chat.updateComplete;
        const parent = chat.parentElement as HTMLElement;
        parent.style.background = theme === 'dark' ? '#14161b' : '#fff';
        expect(await violations(parent)).to.deep.equal([]);
      });
    }
  }

  it('says what would configure it, and takes it from there', async () => {
    const { chat } = await chatWith({ transport: undefined as never });
    expect(words(one(chat, '[part=problem]'))).to.match(/^No model is configured .* endpoint="https:/);
    expect(all(chat, 'textarea')).to.be.empty;
    chat.send('One');
    chat.transport = new Scripted().transport;
    await until(() => said(chat)[0] === 'One', 'what was sent before');
    expect(all(chat, 'textarea')).to.have.length(1);
  });

  it('says that nothing was said, where it can only be read', async () => {
    const { chat } = await chatWith({ readonly: true });
    expect(words(one(chat, '.empty'))).to.equal('Nothing has been said yet.');
    chat.readonly = false;
    await chat.updateComplete;
    expect(words(one(chat, '.empty'))).to.match(/^Ask about/);
  });

  it('hides the box where nothing may be written, and what would change the talk', async () => {
    const messages = [question('q'), answer('a')];
    for (const [given, why] of [
      [{ level: 'off' }, 'Assistance is off.'],
      [{ readonly: true }, 'You can read along here, but not write.'],
      [{ disabledReason: 'Paused.' }, 'Paused.'],
    ] as const) {
      const { chat, model } = await chatWith({ messages, ...given });
      expect(words(one(chat, '.why'))).to.equal(why);
      expect(all(chat, 'textarea, .clear')).to.be.empty;
      await until(() => all(chat, '.act').length > 0);
      expect(all(chat, '.act').map((act) => act.title)).not.to.include.members(['Answer again']);
      chat.send('x');
      await chat.updateComplete;
      expect(model.answers).to.be.empty;
    }
  });

  it('shows the level as a word, and one that it does not know as it is', async () => {
    const { chat } = await chatWith({ level: 'pair-programming' });
    expect(words(one(chat, '.level'))).to.equal('Pair programming');
    chat.level = 'constructor';
    await chat.updateComplete;
    expect(words(one(chat, '.level'))).to.equal('constructor');
  });

  it('never needs more than 320 pixels, in either direction of writing', async () => {
    const long = answer(
      'a',
      `${'word'.repeat(90)}\n\n\`\`\`\n${'code '.repeat(80)}\n\`\`\`\n\n| ${'wide '.repeat(30)} | b |\n|--|--|\n| 1 | 2 |\n`,
    );
    const messages = [question('q', 'https://example.org/'.repeat(20)), long, tools];
    for (const dir of ['ltr', 'rtl']) {
      const { chat } = await chatWith({ messages, dir, level: 'pair-programming', suggestions: ['x'] });
      chat.style.inlineSize = '320px';
      await until(() => all(chat, '.code-actions').length === 2);
      for (const part of ['.list', '.bar', '.foot'])
        expect(one(chat, part).scrollWidth, `${part} ${dir}`).to.be.at.most(one(chat, part).clientWidth);
    }
  });

  it('stands still under reduced motion', async function () {
    if (navigator.userAgent.includes('Firefox')) this.skip();
    await emulateMedia({ reducedMotion: 'reduce' });
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    await until(() => all(chat, '.pulse').length === 1);
    expect(getComputedStyle(one(chat, '.pulse')).animationName).to.equal('none');
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('makes no element, address or handler of what a model writes', async () => {
    const evil =
      '<img src=x onerror="parent.hacked=1"><script>parent.hacked=1</script>[x](javascript:hacked=1)';
    const { chat } = await chatWith({
      messages: [
        { ...question('q', evil), by: evil },
        answer('a', '', {
          parts: [
            { type: 'reasoning', text: evil },
            { type: 'text', text: evil },
            { type: 'call', call: evil },
          ],
          calls: [{ call: evil, name: evil, input: { path: evil }, output: evil }],
          error: { code: 'constructor' as never, message: evil, retryable: false },
          model: evil,
        }),
      ],
    });
    for (const details of all(chat, 'details')) (details as HTMLDetailsElement).open = true;
    await until(() => all(chat, '.call').length === 1);
    expect(all(chat, 'img, script, iframe, a, [onerror]')).to.be.empty;
    expect(words(one(chat, '.failed .what p'))).to.equal('The answer failed');
  });
});

describe('<ai-chat>: its words', () => {
  const filled = (terms: Record<string, unknown>) =>
    Object.entries(terms).map(([key, term]) => [
      key,
      typeof term === 'function' ? String(term('1', '2')) : term,
    ]);

  for (const [name, terms] of Object.entries({ es, de, ar })) {
    it(`are all there in ${name}, each its own`, () => {
      expect(Object.keys(terms)).to.deep.equal(Object.keys(en));
      const same = filled(terms).filter(
        ([key, term]) => term === Object.fromEntries(filled(en))[String(key)],
      );
      expect(same.length, String(same)).to.be.below(8);
      for (const [key, term] of filled(terms)) expect(term, String(key)).to.be.a('string').and.not.equal('');
    });
  }

  it('say what can be done about a failure, where its words are not someone else’s', async () => {
    const { chat, model } = await chatWith({ lang: 'de' });
    await until(() => words(one(chat, '.title')) === de.assistant);
    const failed = async (count: number, event: ReturnType<typeof failure>) => {
      chat.send('x');
      await asked(model, count);
      model.last.say({ type: 'error', ...event });
      await until(() => all(chat, '.failed').length === count);
      return words(all(chat, '.failed .what').at(-1) as HTMLElement);
    };
    expect(await failed(1, failure('rate-limited', { retryAfterMs: 20_000 }))).to.equal(
      de.errorRateLimited + de.adviceRateLimited,
    );
    await until(
      () => heard(chat).includes(`${de.errorRateLimited}. ${de.adviceRateLimited}`),
      'it to be heard',
    );
    expect(await failed(2, failure('not-found', { detail: 'No model x.' }))).to.equal(
      `${de.errorNotFound}${de.adviceNotFound} ${de.serverSays('No model x.')}`,
    );
    expect(await failed(3, { ...failure('budget'), message: 'Ask Ada.' })).to.equal(
      `${de.errorBudget}Ask Ada.`,
    );
    expect(await failed(4, failure('off'))).to.equal(de.errorOff);
  });

  it('are those of the page', async () => {
    const chat = await fixture<AiChat>(html`<ai-chat lang="ar" dir="rtl"></ai-chat>`);
    await until(
      () =>
        words(one(chat, '.title')) === ar.assistant ||
        chat.shadowRoot?.textContent?.includes(ar.notConfigured),
    );
    expect(getComputedStyle(one(chat, '.list')).direction).to.equal('rtl');
  });
});
