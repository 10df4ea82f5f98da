import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../.config/testing/fixture.js';
import type { AiChat } from './ai-chat.js';
import {
  all,
  answer,
  asked,
  button,
  chatWith,
  events,
  heard,
  many,
  one,
  question,
  said,
  untilSaid,
  words,
} from './testing/chat.js';
import { Scripted } from './testing/scripted.js';

const press = (key: string) => sendKeys({ press: key });
const active = (chat: AiChat) => chat.shadowRoot?.activeElement;
const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

describe('<ai-chat>: with a history', () => {
  it('draws 2,000 messages, and of a new one nothing but itself', async () => {
    const { chat, model } = await chatWith({ messages: many(2000) });
    await until(() => all(chat, 'article').length === 2000, 'all of them');
    const [before, inner] = [all(chat, 'article'), all(chat, 'article .parts > .text')];
    chat.send('One more');
    await asked(model, 1);
    const changes: MutationRecord[] = [];
    const watcher = new MutationObserver((records) => changes.push(...records));
    for (const message of before.slice(0, -1))
      watcher.observe(message, { subtree: true, childList: true, characterData: true });
    for (const piece of ['It ', 'grows ', 'bit ', 'by bit.']) {
      model.last.say(piece);
      await frame();
    }
    await untilSaid(chat, 'It grows bit by bit.');
    changes.push(...watcher.takeRecords());
    watcher.disconnect();
    expect(changes).to.be.empty;
    const after = all(chat, 'article');
    expect(after).to.have.length(2002);
    expect(before.every((message, at) => message === after[at])).to.equal(true);
    expect(inner.every((text) => text.isConnected)).to.equal(true);
    chat.messages = [...many(1999), answer('m1999', 'Changed')];
    await chat.updateComplete;
    expect(
      all(chat, 'article')
        .slice(0, 2000)
        .every((message, at) => message === before[at]),
    ).to.equal(true);
    expect(said(chat)[1999]).to.equal('Changed');
    expect(said(chat).slice(2000)).to.deep.equal(['One more', 'It grows bit by bit.']);
  });

  it('has buttons where its reader rests, or where the focus is, and not all along the way', async function () {
    if (!('oncontentvisibilityautostatechange' in HTMLElement.prototype)) this.skip();
    const { chat } = await chatWith({ messages: many(400) });
    await until(() => all(chat, 'article').length === 400, 'all of them');
    const messages = all(chat, 'article');
    const has = (at: number) => (messages[at]?.querySelectorAll('.act').length ?? 0) > 0;
    await until(() => has(399), 'the buttons of the newest');
    const list = one(chat, '.list');
    const isShown = (message: HTMLElement) => {
      const [seen, whole] = [message.getBoundingClientRect(), list.getBoundingClientRect()];
      return seen.bottom > whole.top && seen.top < whole.bottom;
    };
    const isDrawn = (message: HTMLElement) =>
      message.querySelector('.text')?.checkVisibility({ contentVisibilityAuto: true });
    for (const part of [0.75, 0.5, 0.25, 0]) {
      list.scrollTop = list.scrollHeight * part;
      await until(() => messages.filter(isShown).every(isDrawn), 'all that is in sight');
      expect(messages.filter((message) => isDrawn(message)).length).to.be.below(200);
    }
    await until(() => has(0), 'the buttons where it came to rest');
    expect(messages.filter((_, at) => has(at)).length).to.be.below(200);
    messages[200]?.focus({ preventScroll: true });
    expect(has(200)).to.equal(true);
  });

  it('shows an answer that someone else’s page asked for', async () => {
    const { chat } = await chatWith({ messages: [{ ...question('q', 'Hers?'), by: 'Ada' }] });
    const theirs = new Scripted();
    const stream = theirs.transport({ id: '', messages: [] }, { signal: new AbortController().signal });
    const over = chat.follow(stream, { id: 'a' });
    theirs.last.say('Yes.');
    await untilSaid(chat, 'Yes.');
    const [, drawn] = all(chat, 'article');
    expect(words(one(chat, '.by'))).to.equal('Ada');
    expect(all(chat, '[part=stop-button]')).to.be.empty;
    theirs.last.end();
    await over;
    chat.messages = [question('q', 'Hers?'), answer('a', 'Yes. Truly.')];
    await untilSaid(chat, 'Yes. Truly.');
    expect(all(chat, 'article')[1]).to.equal(drawn);
  });

  it('is forgotten when one asks for that, unless the page says no', async () => {
    const { chat } = await chatWith({ messages: many(4) });
    const requests = events(
      chat,
      'clear-request',
      (event) => requests.length === 1 && event.preventDefault(),
    );
    button(chat, 'Clear the conversation').click();
    expect(chat.messages).to.have.length(4);
    button(chat, 'Clear the conversation').click();
    expect(chat.messages).to.be.empty;
    await until(() => all(chat, '.empty').length === 1);
  });

  it('takes messages one by one, and children as ever', async () => {
    const { chat } = await chatWith();
    const heading = document.createElement('b');
    heading.slot = 'heading';
    chat.append(heading, question('a'), answer('b'));
    chat.append(answer('b', 'B'));
    await until(() => said(chat).join() === 'a,B');
    expect(heading.parentElement).to.equal(chat);
  });

  it('may be set before the element is defined, or before it is in the page', async () => {
    const chat = document.createElement('ai-chat');
    chat.messages = many(2);
    chat.level = 'off';
    document.body.append(chat);
    await chat.updateComplete;
    expect(said(chat)).to.have.length(2);
    chat.remove();
    const late = document.createElement('ai-chat-late') as AiChat;
    Object.assign(late, { messages: many(2) });
    document.body.append(late);
    customElements.define('ai-chat-late', class extends (customElements.get('ai-chat') as typeof AiChat) {});
    await until(() => late.shadowRoot && said(late).length === 2);
    late.remove();
  });
});

describe('<ai-chat>: reading', () => {
  const atEnd = (chat: AiChat) => {
    const list = one(chat, '.list');
    return list.scrollHeight - list.scrollTop - list.clientHeight <= 24;
  };
  const long = 'A paragraph.\n\n'.repeat(40);

  it('keeps to the end while its reader is there, and no longer', async () => {
    const { chat, model } = await chatWith({ messages: many(20) });
    await until(() => atEnd(chat));
    chat.send('One');
    await asked(model, 1);
    model.last.say(long);
    await until(() => one(chat, '.last').offsetHeight > 600);
    await until(() => atEnd(chat), 'to be at the end');
    const list = one(chat, '.list');
    list.scrollTop -= 300;
    await until(() => all(chat, '.jump').length === 1, 'the way back');
    const where = list.scrollTop;
    model.last.say(long).end();
    await until(() => one(chat, '.last').offsetHeight > 1200);
    expect(list.scrollTop).to.be.closeTo(where, 2);
    chat.append(question('x'), answer('y'));
    await until(() => words(one(chat, '.jump')) === 'Jump to latest · 2 new', 'the count');
    button(chat, 'Jump to latest · 2 new').click();
    await until(() => atEnd(chat) && all(chat, '.jump').length === 0);
  });

  it('walks the messages by arrow keys; only one has its buttons among the stops of Tab', async () => {
    const { chat } = await chatWith({ messages: many(6) });
    const stops = () =>
      all(chat, '.act')
        .filter((act) => act.tabIndex === 0)
        .map((act) => act.closest('article'));
    const messages = all(chat, 'article');
    await until(() => stops().length > 0 && stops().every((at) => at === messages[5]), 'the newest');
    one(chat, '.list').focus();
    await press('ArrowUp');
    expect(active(chat)).to.equal(messages[5]);
    await press('ArrowUp');
    expect(active(chat)).to.equal(messages[4]);
    expect(stops().every((at) => at === messages[4])).to.equal(true);
    await press('Tab');
    expect(active(chat)?.getAttribute('aria-label')).to.equal('Copy message');
    await press('ArrowDown');
    expect(active(chat)).to.equal(messages[5]);
  });

  it('shows time, model and tokens on demand', async () => {
    const { chat } = await chatWith({
      messages: [
        question('q'),
        answer('a', 'A', { model: 'small', usage: { inputTokens: 1200, outputTokens: 7 } }),
      ],
    });
    const details = button(chat, 'Time and use');
    expect(details.getAttribute('aria-expanded')).to.equal('false');
    details.click();
    expect(details.getAttribute('aria-expanded')).to.equal('true');
    expect(words(one(chat, '.details'))).to.match(/^\d.* · small · 1,200 tokens in, 7 out$/);
  });

  it('takes ratings, and takes them back', async () => {
    const { chat } = await chatWith({ messages: [question('q'), answer('a')] });
    const rated = events(chat, 'feedback');
    button(chat, 'Good answer').click();
    await chat.updateComplete;
    expect(button(chat, 'Good answer').getAttribute('aria-pressed')).to.equal('true');
    button(chat, 'Bad answer').click();
    await chat.updateComplete;
    button(chat, 'Bad answer').click();
    expect(rated.map(({ id, value }) => `${id} ${value}`)).to.deep.equal(['a up', 'a down', 'a null']);
  });

  it('offers no thumbs where answers cannot be rated', async () => {
    const { chat } = await chatWith({ messages: [question('q'), answer('a')] });
    expect(button(chat, 'Good answer')).to.exist;
    chat.ratings = null;
    await chat.updateComplete;
    expect(all(chat, '[aria-label="Good answer"], [aria-label="Bad answer"]')).to.be.empty;
    expect(button(chat, 'Copy message')).to.exist;
  });

  it('offers what can be done with code; what no one takes is copied', async () => {
    const { chat } = await chatWith({ messages: [answer('a', 'Look:\n\n```py\nx = 1\n```\n')] });
    await until(() => all(chat, '.code-actions button').length === 3);
    const inserted = events(chat, 'insert-request', (event) => event.preventDefault());
    const proposed = events(chat, 'propose-request');
    button(chat, 'Insert at cursor').click();
    expect(inserted.map(({ text, language }) => [text, language])).to.deep.equal([['x = 1', 'py']]);
    button(chat, 'Propose as edit').click();
    expect(proposed).to.have.length(1);
    await until(() => /Nothing here takes code|did not allow/.test(heard(chat)), 'that it was copied');
    const { chat: other } = await chatWith({ codeActions: ['copy'], messages: [answer('a', '```\nx\n```')] });
    await until(() => all(other, '.code-actions button').length === 1);
  });
});
