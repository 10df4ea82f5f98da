// What a page gives the element: words, headers, a highlighter, what links and images may be, and its own parts.
import { expect } from 'chai';
import { html } from 'lit';
import { fixture, until } from '../../../.config/testing/fixture.js';
import type { AiChat } from './ai-chat.js';
import { all, answer, asked, box, button, chatWith, heard, one, question, said, untilSaid, words } from './testing/chat.js'; // prettier-ignore

/** A picture that is no request. */
const picture = 'https://pictures.test/p.png';

describe('<ai-chat>: with what a page gives', () => {
  it('says in the empty box what the page would have there', async () => {
    const { chat } = await chatWith();
    expect(box(chat).placeholder).to.equal('Ask the assistant');
    chat.setAttribute('placeholder', 'Ask me about graphs');
    await chat.updateComplete;
    expect([box(chat).placeholder, box(chat).getAttribute('aria-label')]).to.deep.equal([
      'Ask me about graphs',
      'Ask me about graphs',
    ]);
  });

  it('shows links of the schemes that are allowed, and images only if they are', async () => {
    const text = `[ftp](ftp://a.test/x) [web](https://a.test/) [run](javascript:alert(1)) ![seen](${picture})`;
    const links = (chat: AiChat) =>
      all(chat, '.text a').map((link) => link.getAttribute('href')?.split(':')[0]);
    const { chat } = await chatWith({ messages: [answer('a', text)] });
    expect(links(chat)).to.deep.equal(['https', 'https']);
    expect(all(chat, '.text img')).to.be.empty;
    const open = await fixture<AiChat>(
      html`<ai-chat link-schemes="ftp, javascript" allow-images .messages=${[answer('a', text)]}></ai-chat>`,
    );
    await until(() => all(open, '.text img').length === 1, 'the image');
    expect(links(open)).to.deep.equal(['ftp']);
    expect(one(open, '.text img').getAttribute('src')).to.equal(picture);
  });

  it('colours code by the page’s highlighter', async () => {
    const highlight = (code: string, language: string) =>
      Promise.resolve([{ text: code, class: `tok-${language}` }]);
    const { chat } = await chatWith({ highlight, messages: [answer('a', '```py\nx = 1\n```\n')] });
    await until(() => all(chat, '.code .tok-py').length > 0, 'the colours');
    expect(words(one(chat, '.code .tok-py'))).to.equal('x = 1');
  });

  it('has its own header, empty state, and buttons at the newest answer', async () => {
    const { chat, model } = await chatWith({ suggestions: ['Why?'] });
    const given = (slot: string) =>
      Object.assign(document.createElement('b'), { slot, textContent: `my ${slot}` });
    const parts = { header: given('header'), empty: given('empty'), buttons: given('message-actions') };
    chat.append(...Object.values(parts));
    await chat.updateComplete;
    expect([parts.header.assignedSlot?.name, parts.empty.assignedSlot?.name]).to.deep.equal([
      'header',
      'empty',
    ]);
    expect(parts.header.checkVisibility() && parts.empty.checkVisibility()).to.equal(true);
    expect(one(chat, '.bar').checkVisibility()).to.equal(false);
    expect(all(chat, '.chip').map(words)).to.deep.equal(['Why?']);
    for (const count of [1, 2]) {
      chat.send('One');
      await asked(model, count);
      model.last.say('Two').end();
      await until(
        () => parts.buttons.assignedSlot?.closest('article') === all(chat, 'article').at(-1),
        'them',
      );
    }
    expect(all(chat, 'slot[name=message-actions]')).to.have.length(1);
  });

  it('is asked again, and forgotten, by the page', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    model.last.say('First').end();
    await untilSaid(chat, 'First');
    chat.retry();
    await asked(model, 2);
    expect(model.last.request.trigger).to.equal('regenerate');
    model.last.say('Second');
    await until(() => said(chat).join() === 'One,Second', 'the other answer in its place');
    chat.clear();
    await until(() => all(chat, 'article').length === 0, 'nothing');
    expect(model.last.signal.aborted).to.equal(true);
  });
});

describe('<ai-chat>: what is said', () => {
  const copied: string[] = [];
  before(() => {
    const writeText = (text: string) => Promise.resolve(void copied.push(text));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  });
  after(() => Reflect.deleteProperty(navigator, 'clipboard'));

  it('is copied as it was written: a message whole, a block of code alone', async () => {
    const text = 'Look, **this**:\n\n```py\nx = 1\n```\n';
    const { chat } = await chatWith({ messages: [question('q', 'Show me'), answer('a', text)] });
    button(chat, 'Copy message').click();
    await until(() => copied.length === 1);
    button(chat, 'Copy code').click();
    await until(() => copied.length === 2);
    expect(copied).to.deep.equal([text, 'x = 1']);
    await until(() => heard(chat).includes('Copied'), 'that it was');
    expect(all(chat, '[aria-label=Copied]')).not.to.be.empty;
  });

  it('is edited and sent again by its button, in the place of what followed', async () => {
    const { chat, model } = await chatWith();
    for (const [at, text] of ['One', 'Two'].entries()) {
      chat.send(text);
      await asked(model, at + 1);
      model.last.say(`${text}?`).end();
      await untilSaid(chat, `${text}?`);
    }
    const [first] = all(chat, 'article');
    first?.focus();
    await until(() => first?.querySelector('[aria-label="Edit and send again"]'), 'the button');
    first?.querySelector<HTMLElement>('[aria-label="Edit and send again"]')?.click();
    await chat.updateComplete;
    expect(box(chat).value).to.equal('One');
    box(chat).value = 'Other';
    box(chat).dispatchEvent(new Event('input'));
    button(chat, 'Send').click();
    await asked(model, 3);
    expect(model.last.request.messages.map(({ text }) => text)).to.deep.equal(['Other']);
    await until(() => said(chat).length === 2, 'what followed to go');
  });
});

describe('<ai-chat>: with headers that a function gives', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it('asks for them, and for a token, anew before each question', async () => {
    const sent: (string | null)[][] = [];
    globalThis.fetch = (input, init) => {
      const { headers } = new Request(input, init);
      sent.push([headers.get('x-count'), headers.get('authorization')]);
      return Promise.resolve(new Response('So.', { headers: { 'content-type': 'text/plain' } }));
    };
    let count = 0;
    const { chat } = await chatWith({
      transport: undefined as never,
      endpoint: 'https://models.test/answer',
      dialect: 'text',
      headers: () => Promise.resolve({ 'x-count': `h${count}` }),
      token: async () => `t${++count}`,
    });
    for (const at of [1, 2]) {
      chat.send('x');
      await until(() => sent.length === at && said(chat).length === at * 2 && said(chat).at(-1) === 'So.');
    }
    expect(sent).to.deep.equal([['h1', 'Bearer t1'], ['h2', 'Bearer t2']]); // prettier-ignore
    const marked = await fixture<AiChat>(
      html`<ai-chat endpoint="https://models.test/answer" dialect="text" token="mine"></ai-chat>`,
    );
    marked.send('x');
    await until(() => sent.length === 3);
    expect(sent[2]?.[1]).to.equal('Bearer mine');
  });
});
