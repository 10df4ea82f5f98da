import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../.config/testing/fixture.js';
import type { AiChat } from './ai-chat.js';
import {
  all,
  answer,
  asked,
  box,
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

async function write(chat: AiChat, text: string): Promise<void> {
  box(chat).focus();
  await sendKeys({ type: text });
}
const press = (key: string) => sendKeys({ press: key });
const active = (chat: AiChat) => chat.shadowRoot?.activeElement;
const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

afterEach(() => sessionStorage.clear());

describe('<ai-chat>: writing', () => {
  it('sends by Enter, streams, and can be asked again', async () => {
    const { chat, model } = await chatWith();
    const [started, finished] = [events(chat, 'turn-started'), events(chat, 'turn-finished')];
    await write(chat, 'Why?');
    await press('Enter');
    expect(box(chat).value).to.equal('');
    await asked(model, 1);
    expect(model.last.request.messages.map(({ text }) => text)).to.deep.equal(['Why?']);
    expect(words(one(chat, '.thinking'))).to.equal('Thinking');
    model.last.say('Because **it', ' is**.');
    await untilSaid(chat, 'Because it is.');
    expect(all(chat, '.thinking')).to.be.empty;
    expect(one(chat, '.parts strong').textContent).to.equal('it is');
    model.last.end();
    await until(() => finished.length === 1);
    expect(started.map(({ text }) => text)).to.deep.equal(['Why?']);
    expect(finished[0]?.message).to.include({ id: `${started[0]?.id}/answer`, text: 'Because **it is**.' });
    expect(finished[0]?.message.status).to.equal(undefined);
    expect(active(chat)).to.equal(box(chat));
  });

  it('breaks the line by Shift and Enter, and grows', async () => {
    const { chat, model } = await chatWith();
    const height = box(chat).offsetHeight;
    await write(chat, 'one');
    await sendKeys({ down: 'Shift' });
    await press('Enter');
    await press('Enter');
    await sendKeys({ up: 'Shift' });
    expect(box(chat).value).to.equal('one\n\n');
    expect(box(chat).offsetHeight).to.be.above(height);
    expect(model.answers).to.be.empty;
  });

  it('leaves an Enter to the input method that is composing', async () => {
    const { chat, model } = await chatWith();
    box(chat).value = 'か';
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      box(chat).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
      );
    }
    expect([box(chat).value, model.answers.length]).to.deep.equal(['か', 0]);
  });

  it('sends nothing that is empty, and nothing whose sending is called off', async () => {
    const { chat, model } = await chatWith();
    const requests = events(chat, 'send-request', (event) => event.preventDefault());
    await write(chat, '   ');
    await press('Enter');
    expect(requests).to.be.empty;
    await write(chat, 'secret');
    await press('Enter');
    expect(requests.map(({ text }) => text)).to.deep.equal(['secret']);
    expect([box(chat).value, model.answers.length]).to.deep.equal(['   secret', 0]);
  });

  it('tells how much too long a message is, and keeps it', async () => {
    const { chat, model } = await chatWith();
    box(chat).value = 'x'.repeat(20_003);
    box(chat).dispatchEvent(new Event('input'));
    await chat.updateComplete;
    expect(words(one(chat, '[role=alert]'))).to.equal('Too long by 3 characters.');
    box(chat).focus();
    await press('Enter');
    expect([model.answers.length, box(chat).value.length]).to.deep.equal([0, 20_003]);
  });

  it('keeps the draft, each chat its own, until it is sent', async () => {
    const first = await chatWith({ id: 'a' });
    await write(first.chat, 'half a');
    const again = await chatWith({ id: 'a', draftKey: 'a' });
    await until(() => box(again.chat).value === 'half a', 'the draft');
    const other = await chatWith({ draftKey: 'b' });
    expect(box(other.chat).value).to.equal('');
    again.chat.focus();
    await press('Enter');
    const last = await chatWith({ draftKey: 'a' });
    await frame();
    expect(box(last.chat).value).to.equal('');
  });

  it('edits the last of one’s own by the up arrow in an empty box; Escape brings the draft back', async () => {
    const { chat, model } = await chatWith();
    await write(chat, 'One');
    await press('Enter');
    await asked(model, 1);
    model.last.say('1').end();
    await untilSaid(chat, '1');
    await press('ArrowUp');
    expect(box(chat).value).to.equal('One');
    await press('Escape');
    expect(box(chat).value).to.equal('');
    await press('ArrowUp');
    await sendKeys({ type: '!' });
    await press('Enter');
    await asked(model, 2);
    expect(model.last.request.messages.map(({ text }) => text)).to.deep.equal(['One!']);
    await until(() => said(chat).length === 2, 'the earlier ones to go');
  });

  it('offers suggestions where nothing was said yet', async () => {
    const { chat, model } = await chatWith();
    chat.setAttribute('suggestions', 'Explain it | ["x"] ');
    await chat.updateComplete;
    expect(all(chat, '.chip').map(words)).to.deep.equal(['Explain it', '["x"]']);
    chat.setAttribute('suggestions', '["One", "a | b"]');
    await chat.updateComplete;
    button(chat, 'a | b').click();
    await asked(model, 1);
    expect(model.last.request.messages[0]?.text).to.equal('a | b');
    await until(() => all(chat, '.chip').length === 0);
  });
});

describe('<ai-chat>: an answer under way', () => {
  it('is stopped by Escape, from anywhere in it; what came is kept, and Retry asks again', async () => {
    const { chat, model } = await chatWith();
    await write(chat, 'One');
    await press('Enter');
    await asked(model, 1);
    model.last.say('Half an');
    await untilSaid(chat, 'Half an');
    expect(all(chat, '[part=send-button]')).to.be.empty;
    one(chat, '.list').focus();
    await press('Escape');
    await until(() => all(chat, '.ending').length === 1, 'that it was stopped');
    expect(words(one(chat, '.ending'))).to.equal('Stopped. What came is kept. Retry');
    expect(model.last.signal.aborted).to.equal(true);
    expect(said(chat)).to.deep.equal(['One', 'Half an']);
    button(chat, 'Retry').focus();
    await press('Enter');
    await asked(model, 2);
    expect(model.last.request.trigger).to.equal('regenerate');
    await until(() => active(chat) === one(chat, '.list'), 'the focus, whose button is gone');
    model.last.say('Whole').end();
    await untilSaid(chat, 'Whole');
  });

  it('turns Send into Stop, in place; a text that is written meanwhile can be queued', async () => {
    const { chat, model } = await chatWith();
    await write(chat, 'One');
    const send = one(chat, '[part=send-button]');
    send.focus();
    await press('Enter');
    await until(() => send.getAttribute('aria-label') === 'Stop');
    expect(active(chat)).to.equal(send);
    await write(chat, 'Two');
    await until(() => all(chat, '[part=send-button]').length === 1, 'a button to queue it');
    button(chat, 'Send').click();
    await until(() => all(chat, '.queued').length === 1);
    expect(words(one(chat, '.queued'))).to.equal('Two Sent when the answer is there. Remove');
    send.click();
    await asked(model, 2);
    await until(() => all(chat, '.queued').length === 0);
    expect(said(chat).filter(Boolean)).to.deep.equal(['One', 'Two']);
  });

  it('lets go of what waits', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    chat.send('Two');
    chat.send('Three');
    await until(() => all(chat, '.queued').length === 2);
    button(chat, 'Remove').click();
    await until(() => all(chat, '.queued').length === 1);
    await asked(model, 1);
    model.last.end();
    await asked(model, 2);
    model.last.end();
    await until(() => said(chat).length === 4);
    expect(model.answers).to.have.length(2);
  });

  it('goes on when the element is moved, and ends when it is taken away', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    model.last.say('Half');
    await untilSaid(chat, 'Half');
    const [, drawn] = all(chat, 'article');
    const place = document.createElement('section');
    document.body.append(place);
    place.append(chat);
    model.last.say(' whole');
    await untilSaid(chat, 'Half whole');
    expect(all(chat, 'article')[1]).to.equal(drawn);
    chat.remove();
    await until(() => model.last.signal.aborted, 'the stream to be left');
    place.append(chat);
    await until(() => words(one(chat, '.ending')).startsWith('Stopped'));
    expect(said(chat)).to.deep.equal(['One', 'Half whole']);
    place.remove();
  });

  it('may fail: it says why, keeps its text, and counts down to when it may be asked again', async () => {
    const { chat, model } = await chatWith();
    const errors = events(chat, 'chat-error');
    chat.send('One');
    await asked(model, 1);
    model.last.say('Some.', {
      type: 'error',
      code: 'rate-limited',
      message: 'Wait a little.',
      retryable: true,
      retryAfterMs: 1800,
    });
    await until(() => all(chat, '.failed').length === 1);
    expect(words(one(chat, '.failed'))).to.equal('Too many requestsWait a little. Retry in 2 s');
    button(chat, 'Retry in 2 s').click();
    await until(() => words(one(chat, '.retry')) === 'Retry', 'the end of the wait');
    expect([model.answers.length, said(chat).at(-1)]).to.deep.equal([1, 'Some.']);
    expect(errors.map(({ failure }) => failure.code)).to.deep.equal(['rate-limited']);
    button(chat, 'Retry').click();
    await asked(model, 2);
  });

  it('offers no retry where that cannot help, and says what came to nothing', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    model.last.say({ type: 'error', code: 'unauthorized', message: '', retryable: false });
    await until(() => all(chat, '.failed').length === 1);
    expect(words(one(chat, '.failed'))).to.equal('The key is not accepted');
    chat.send('Two');
    await asked(model, 2);
    model.last.end();
    await until(() => all(chat, '.last .ending').map(words).join() === 'The model answered nothing. Retry');
    chat.send('Three');
    await asked(model, 3);
    model.last.say('So long', { type: 'finish', reason: 'length' });
    await until(() => words(one(chat, '.last')).includes('reached its longest'));
  });

  it('shows tools as cards, and thoughts folded, each in its place', async () => {
    const { chat, model } = await chatWith();
    const calls = events(chat, 'tool-call');
    chat.send('One');
    await asked(model, 1);
    model.last.say({ type: 'reasoning', text: 'Let me' }, { type: 'reasoning', text: ' see.' });
    await until(() => all(chat, '.reasoning').map(words).join() === 'ThinkingLet me see.', 'its thoughts');
    expect((one(chat, '.reasoning') as HTMLDetailsElement).open).to.equal(false);
    model.last.say(
      'I look.',
      { type: 'tool-start', call: 'a', name: 'read_file' },
      { type: 'tool-delta', call: 'a', text: '{"pa' },
    );
    await until(() => all(chat, '.tool.running').length === 1);
    expect(words(one(chat, '.reasoning summary'))).to.equal('Thoughts');
    expect(words(one(chat, '.tool'))).to.equal('read_file under way');
    model.last.say({ type: 'tool-ready', call: 'a', name: 'read_file', input: { path: 'main.py' } });
    await until(() => words(one(chat, '.tool')) === 'read_file main.py under way');
    model.last.say({ type: 'tool-result', call: 'a', output: 'print(1)', durationMs: 1840 });
    await until(() => all(chat, '.tool.done').length === 1);
    expect(words(one(chat, '.tool.done'))).to.equal('read_file main.py done 1.8 s');
    expect(words(one(chat, '.thinking'))).to.equal('Thinking');
    model.last.say(
      { type: 'step' },
      { type: 'tool-ready', call: 'b', name: 'bash', input: 'ls' },
      { type: 'tool-result', call: 'b', error: 'No such file.', durationMs: 2 },
    );
    await until(() => all(chat, '.tool.failed').length === 1);
    const card = one(chat, '.tool.failed') as HTMLDetailsElement;
    card.querySelector('summary')?.click();
    await until(() => words(card).endsWith('Input ls Error No such file.'));
    model.last.say('Done.', { type: 'tool-start', call: 'c', name: 'grep' });
    await until(() => all(chat, '.tool').length === 3);
    chat.stop();
    await until(() => all(chat, '.tool.unfinished').length === 1);
    expect(all(chat, '.parts > *').map((part) => part.className.split(' ')[0])).to.deep.equal([
      'reasoning',
      'text',
      'tool',
      'tool',
      'text',
      'tool',
    ]);
    expect(calls.map(({ call }) => [call.name, call.input])).to.deep.equal([
      ['read_file', { path: 'main.py' }],
      ['bash', 'ls'],
    ]);
  });

  it('is heard in whole sentences, once', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    model.last.say('It is **so', '**. And', ' then:\n```\nx. y.\n', '```\n', 'The e');
    await until(() => heard(chat) === 'It is so. And then: Code.', 'the first sentences');
    model.last.say('nd', { type: 'tool-ready', call: 'a', name: 'grep', input: {} }).end();
    await until(() => heard(chat) === 'It is so. And then: Code.The end Uses grep.', `all: ${heard(chat)}`);
    expect(one(chat, '.list').getAttribute('aria-live')).to.equal('off');
  });
});

describe('<ai-chat>: without a connection', () => {
  const offline = (value: boolean) => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !value });
    dispatchEvent(new Event(value ? 'offline' : 'online'));
  };
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine');
  });

  it('keeps what is sent in sight, and sends it when there is one', async () => {
    const { chat, model } = await chatWith();
    offline(true);
    await write(chat, 'One');
    await press('Enter');
    await until(() => all(chat, '.queued').length === 1);
    expect(words(one(chat, '.queued'))).to.equal(
      'One You are offline. Sent when you are connected. Send now Remove',
    );
    expect(model.answers).to.be.empty;
    offline(false);
    await asked(model, 1);
    await until(() => all(chat, '.queued').length === 0);
  });

  it('asks a model on this very machine all the same', async () => {
    const { chat } = await chatWith({ transport: undefined as never, endpoint: 'http://localhost:1/v1' });
    offline(true);
    chat.send('One');
    await until(() => all(chat, 'article').length === 2);
    chat.stop();
  });
});

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
