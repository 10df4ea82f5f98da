import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../.config/testing/fixture.js';
import type { ChatMessage } from '@interview-room/assistant/streams';
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
  one,
  question,
  said,
  untilSaid,
  words,
} from './testing/chat.js';

async function write(chat: AiChat, text: string): Promise<void> {
  box(chat).focus();
  await sendKeys({ type: text });
}
const press = (key: string) => sendKeys({ press: key });
const active = (chat: AiChat) => chat.shadowRoot?.activeElement;

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

  it('takes back what a model says anew, as drawn and as heard', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    model.last.say('First. ', { type: 'tool-ready', call: 'a', name: 'f', input: {} }, { type: 'step' });
    model.last.say('A draft that');
    const texts = () => all(chat, '.parts > .text').map(words);
    await until(() => texts().join('|') === 'First.|A draft that');
    const kept = one(chat, '.tool');
    model.last.say({ type: 'data', name: 'reset-step', data: {} }, 'The whole. ');
    await until(() => texts().join('|') === 'First.|The whole.');
    expect(one(chat, '.tool')).to.equal(kept);
    model.last.say({ type: 'data', name: 'reset-step', data: {} });
    await until(() => texts().join('|') === 'First.');
    model.last.say('So.');
    model.last.end();
    await until(() => heard(chat).includes('So.'));
    expect(heard(chat)).not.to.include('draft');
    expect(chat.messages.at(-1)?.text).to.equal('First. \n\nSo.');
  });

  it('asks to be rated and copied only where something was said, and asks again by one button', async () => {
    const error = { code: 'network' as const, message: 'Gone.', retryable: true };
    const cases: [Partial<ChatMessage>, string[]][] = [
      [{ status: 'failed', error }, ['Time and use']],
      [{ status: 'failed', error: { ...error, retryable: false } }, ['Answer again', 'Time and use']],
      [{ status: 'stopped' }, ['Time and use']],
      [{ text: 'Half', status: 'stopped' }, ['Copy message', 'Good answer', 'Bad answer', 'Time and use']],
      [{ text: 'All' }, ['Copy message', 'Good answer', 'Bad answer', 'Answer again', 'Time and use']],
    ];
    for (const [more, labels] of cases) {
      const { chat } = await chatWith({ messages: [question('q'), answer('a', '', more)] });
      await until(() => all(chat, '.last .act').length > 0);
      expect(
        all(chat, '.last .act').map(({ title }) => title),
        JSON.stringify(more),
      ).to.deep.equal(labels);
      expect(all(chat, '.retry')).to.have.length(labels.includes('Answer again') ? 0 : 1);
    }
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

  it('shows in the card of a call what it was given and what came of it, once it is opened', async () => {
    const { chat, model } = await chatWith();
    chat.send('One');
    await asked(model, 1);
    model.last.say({ type: 'tool-ready', call: 'a', name: 'grep', input: { pattern: 'merge' } });
    await until(() => all(chat, '.tool.running').length === 1);
    const card = one(chat, '.tool') as HTMLDetailsElement;
    const blocks = () => [...card.querySelectorAll('pre')].map((pre) => [pre.ariaLabel, pre.textContent]);
    const input = ['Input', '{\n  "pattern": "merge"\n}'];
    card.querySelector('summary')?.click();
    await until(() => blocks().length === 1, 'what it was given, while it is under way');
    expect(blocks()).to.deep.equal([input]);
    const output = 'main.py:1: def merge(meetings):\nmain.py:9: merge([])\n';
    model.last.say({ type: 'tool-result', call: 'a', output, durationMs: 2 }).end();
    await until(() => blocks().length === 2, 'what came of it');
    expect(blocks()).to.deep.equal([input, ['Result', output]]);
    expect([...card.querySelectorAll('.label')].map(words)).to.deep.equal(['Input', 'Result']);
    expect(card.querySelector('pre')?.tabIndex).to.equal(0);
    card.querySelector('summary')?.click();
    await until(() => blocks().length === 0, 'that what is folded is not drawn');
  });

  it('shows of a call that came with the talk its result too, as JSON where it is none of text', async () => {
    const call = { call: 'a', name: 'count', input: 'x', output: { lines: 2 }, durationMs: 5 };
    const { chat } = await chatWith({ messages: [question('q'), answer('a', 'So.', { calls: [call] })] });
    await until(() => all(chat, '.tool.done').length === 1);
    expect(all(chat, '.tool pre')).to.be.empty;
    one(chat, '.tool summary').click();
    await until(() => all(chat, '.call').map(words).join() === 'Input x Result { "lines": 2 }');
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

describe('<ai-chat>: with an address', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it('asks there, in the wire that is named, with headers and token as they are then', async () => {
    const frames = [
      { choices: [{ delta: { content: 'From ' } }] },
      { choices: [{ delta: { content: 'afar.' }, finish_reason: 'stop' }] },
    ];
    const requests: Request[] = [];
    globalThis.fetch = (input, init) => {
      requests.push(new Request(input, init));
      const body = [...frames.map((frame) => JSON.stringify(frame)), '[DONE]'].map(
        (data) => `data: ${data}\n\n`,
      );
      return Promise.resolve(
        new Response(body.join(''), { headers: { 'content-type': 'text/event-stream' } }),
      );
    };
    const { chat } = await chatWith({
      transport: undefined as never,
      endpoint: 'https://models.test/v1/chat/completions',
      dialect: 'openai-chat',
      model: 'small',
      system: 'Be brief.',
      headers: { 'x-course': 'one' },
      token: () => Promise.resolve('secret'),
    });
    chat.send('One');
    await untilSaid(chat, 'From afar.');
    const [request] = requests;
    expect(request?.url).to.equal('https://models.test/v1/chat/completions');
    expect([request?.headers.get('x-course'), request?.headers.get('authorization')]).to.deep.equal([
      'one',
      'Bearer secret',
    ]);
    const body = await request?.json();
    expect(body.model).to.equal('small');
    expect(body.messages.map(({ role }: { role: string }) => role)).to.deep.equal(['system', 'user']);
  });

  it('says in plain words what went wrong there', async () => {
    globalThis.fetch = () =>
      Promise.resolve(
        new Response('<!doctype html>', { status: 200, headers: { 'content-type': 'text/html' } }),
      );
    const { chat } = await chatWith({ transport: undefined as never, endpoint: '/nowhere' });
    chat.send('One');
    await until(() => all(chat, '.failed').length === 1);
    expect(words(one(chat, '.failed'))).to.match(/^A web page came back instead of an answer/);
  });
});
