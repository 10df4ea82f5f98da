import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../.config/testing/fixture.js';
import type { AiChat } from './ai-chat.js';
import { all, asked, box, button, chatWith, events, one, said, untilSaid, words } from './testing/chat.js';

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
