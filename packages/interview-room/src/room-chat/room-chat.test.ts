import type { ChatMessage, Person } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html, render } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import type { SendMessageRequestEvent, TypingChangeEvent } from './chat-events.js';
import { linkify } from './linkify.js';
import { read, type Reading } from './reading.js';
import type { RoomChat } from './room-chat.js';

const PEOPLE: Person[] = [
  { id: 'ada', name: 'Ada', role: 'candidate', color: 0, joinedAt: 0 },
  { id: 'bob', name: 'Bob', role: 'interviewer', color: 3, joinedAt: 1 },
];
const noon = new Date();
noon.setHours(12, 0, 0, 0);
const NOON = noon.getTime();
const message = (id: string, by: string, text = id, at = NOON): ChatMessage => ({ id, by, at, text });
const many = (count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, at) => message(`m${at}`, at % 7 < 4 ? 'ada' : 'bob', `Message ${at}`));

interface Given {
  messages?: readonly ChatMessage[];
  pending?: RoomChat['pending'];
  typing?: readonly string[];
  readonly?: boolean;
  theme?: 'light' | 'dark';
  lastRead?: string;
  hidden?: boolean;
}
async function chat(given: Given = {}, parent?: ParentNode): Promise<RoomChat> {
  const element = await fixture<RoomChat>(
    html`<room-chat
      style="block-size: 400px; ${given.hidden ? 'display: none' : ''}"
      theme=${given.theme ?? 'light'}
      you="bob"
      ?may-write=${!given.readonly}
      .messages=${given.messages ?? []}
      .pending=${given.pending ?? []}
      .people=${PEOPLE}
      .typing=${given.typing ?? []}
      .lastRead=${given.lastRead}
    ></room-chat>`,
    parent,
  );
  return element;
}
const all = (element: RoomChat, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const texts = (element: RoomChat, selector: string) =>
  all(element, selector).map((found) => found.textContent?.trim().replace(/\s+/g, ' '));
const one = (element: RoomChat, selector: string): HTMLElement => {
  const [found] = all(element, selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const box = (element: RoomChat) => one(element, 'textarea') as HTMLTextAreaElement;
const atEnd = (element: RoomChat) => {
  const list = one(element, '.list');
  return list.scrollHeight - list.scrollTop - list.clientHeight <= 24;
};

describe('<room-chat>', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`groups messages by author, day and time (${theme})`, async () => {
      const day = 86_400_000;
      const element = await chat({
        theme,
        messages: [
          message('1', 'ada', 'Old', NOON - 9 * day),
          message('2', 'ada', 'Hello', NOON - day),
          message('3', 'ada', 'there', NOON - day + 1000),
          message('4', 'bob', 'Hi', NOON - day + 2000),
          message('5', 'bob', 'Later', NOON),
          message('6', 'eve', 'Who am I', NOON + 1),
        ],
        pending: [
          { id: 'p', text: 'Going' },
          { id: 'q', text: 'Lost', failed: true },
        ],
        typing: ['Ada'],
      });
      expect(texts(element, '.rule').slice(1)).to.deep.equal(['yesterday', 'today']);
      expect(texts(element, '.author')).to.deep.equal([
        'Ada',
        'Ada',
        'Bob (you)',
        'Bob (you)',
        'Someone',
        'Bob (you)',
      ]);
      expect(texts(element, '.note')).to.deep.equal(['Sending', 'Not sent Try again']);
      expect(texts(element, '.typing')).to.deep.equal(['Ada is typing']);
      expect(await violations(element)).to.deep.equal([]);
    });

    it(`says what it is for while it is empty, and to whom it is closed (${theme})`, async () => {
      const element = await chat({ theme, readonly: true });
      expect(texts(element, '.empty')).to.have.length(1);
      expect(all(element, 'textarea')).to.have.length(0);
      expect(texts(element, '.readonly')).to.deep.equal(['You can read here, but not write.']);
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('sends by Enter, breaks a line by Shift+Enter, grows, and says when one types', async () => {
    const element = await chat();
    const told: boolean[] = [];
    element.addEventListener('typing-change', ({ typing }: TypingChangeEvent) => told.push(typing));
    box(element).focus();
    const low = box(element).offsetHeight;
    await sendKeys({ type: '  One' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two ' });
    expect(box(element).offsetHeight).to.be.above(low);
    expect(told).to.deep.equal([true]);
    const sent = once<SendMessageRequestEvent>(document.body, 'send-message-request');
    await sendKeys({ press: 'Enter' });
    expect((await sent).text).to.equal('One\ntwo');
    expect(box(element).value).to.equal('');
    expect(told).to.deep.equal([true, false]);
    expect(box(element).offsetHeight).to.equal(low);
    expect(element.shadowRoot?.activeElement).to.equal(box(element));
  });

  it('sends nothing that is empty, too long, or still with an input method', async () => {
    const element = await chat();
    const sent: string[] = [];
    element.addEventListener('send-message-request', ({ text }: SendMessageRequestEvent) => sent.push(text));
    const enter = (isComposing: boolean) =>
      box(element).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing, bubbles: true, cancelable: true }),
      );
    const type = async (value: string) => {
      box(element).value = value;
      box(element).dispatchEvent(new InputEvent('input', { bubbles: true }));
      await element.updateComplete;
    };
    await type('   ');
    enter(false);
    await type('にほ');
    enter(true);
    await type('x'.repeat(20_003));
    expect(texts(element, '.error')).to.deep.equal(['Too long by 3 characters.']);
    enter(false);
    expect(sent).to.deep.equal([]);
    await type('x'.repeat(20_000));
    enter(false);
    expect(sent.map((text) => text.length)).to.deep.equal([20_000]);
  });

  it('tries again what failed', async () => {
    const element = await chat({ pending: [{ id: 'q', text: 'Lost', failed: 'You may not.' }] });
    expect(texts(element, '.note span')).to.deep.equal(['Not sent: You may not.']);
    const sent = once<SendMessageRequestEvent>(document.body, 'send-message-request');
    one(element, '.failed button').click();
    expect(await sent).to.include({ text: 'Lost', replaces: 'q' });
  });

  it('stays at the end while one is there, and where one reads otherwise', async () => {
    const first = many(200);
    const element = await chat({ messages: first });
    await until(() => atEnd(element), 'the end');
    element.messages = [...first, message('n1', 'ada', 'x\n'.repeat(30))];
    await element.updateComplete;
    await until(() => atEnd(element) && element.lastRead === 'n1', 'the end again, read');
    const list = one(element, '.list');
    // What was drawn may still grow, and be kept up with, in the moment before the scrolling is told.
    let told = -1;
    list.addEventListener('scroll', () => (told = list.scrollTop));
    await until(() => {
      list.scrollTop = 100;
      return told === 100;
    }, 'the reader to be elsewhere');
    const { scrollTop } = list;
    element.messages = [...element.messages, message('n2', 'ada')];
    await until(() => all(element, '.jump')[0], 'the way to the end');
    expect(list.scrollTop).to.equal(scrollTop);
    expect(texts(element, '.jump')).to.deep.equal(['1 new message']);
    expect(element.unread).to.equal(1);
    one(element, '.jump').click();
    await until(() => atEnd(element) && element.unread === 0, 'the end, read');
    expect(texts(element, '.rule.fresh')).to.deep.equal(['New messages']);
  });

  it('counts what comes while it cannot be seen, tells it, and forgets it once it is seen', async () => {
    const element = await chat({ messages: many(3), hidden: true });
    const told: [number, string][] = [];
    element.addEventListener('unread-change', ({ unread, lastRead }) => told.push([unread, lastRead]));
    expect(element.unread).to.equal(0);
    element.messages = [
      ...element.messages,
      message('n1', 'ada'),
      message('n2', 'bob'),
      message('n3', 'ada'),
    ];
    await element.updateComplete;
    expect(element.unread).to.equal(1);
    element.style.display = '';
    await until(() => element.unread === 0, 'it to be seen');
    await element.updateComplete;
    expect(told).to.deep.equal([
      [1, 'n2'],
      [0, 'n3'],
    ]);
  });

  it('takes what was read before from its page', async () => {
    const element = await chat({ messages: many(4), lastRead: 'm1', hidden: true });
    expect(element.unread).to.equal(2);
    expect(element.lastRead).to.equal('m1');
  });

  it('reads out one message whole, and many as a number', async () => {
    const element = await chat({ messages: many(2) });
    const said = () => texts(element, '[role=status]')[0];
    expect(said()).to.equal('');
    element.messages = [...element.messages, message('n1', 'ada', 'Look here')];
    await until(() => said() === 'Ada: Look here', 'the message');
    element.messages = [
      ...element.messages,
      message('n2', 'ada'),
      message('own', 'bob'),
      message('n3', 'ada'),
    ];
    await until(() => said() === '2 new messages', 'the number');
  });

  it('copies by the keyboard, with one stop for all messages', async () => {
    const element = await chat({ messages: many(60) });
    const stops = all(element, '.copy').filter(({ tabIndex }) => tabIndex === 0);
    expect(stops).to.deep.equal([all(element, '.copy').at(-1)]);
    stops[0]?.focus();
    await sendKeys({ press: 'ArrowUp' });
    expect(element.shadowRoot?.activeElement).to.equal(all(element, '.copy').at(-2));
    await sendKeys({ press: 'Home' });
    expect(element.shadowRoot?.activeElement).to.equal(all(element, '.copy')[0]);
    await sendKeys({ press: 'Enter' });
    await until(() => all(element, '.copy.done')[0], 'it to be copied');
    expect(one(element, '.copy.done').ariaLabel).to.equal('Copied');
  });

  it('draws only what is new of five thousand', async () => {
    const element = await chat({ messages: many(5000) });
    const before = all(element, '.message');
    expect(before).to.have.length(5000);
    expect(getComputedStyle(one(element, '.chunk.far')).contentVisibility).to.equal('auto');
    const changed = new Set<Node>();
    const watcher = new MutationObserver((records) => {
      for (const { target } of records) changed.add(target);
    });
    watcher.observe(one(element, '.content'), { childList: true, subtree: true, characterData: true });
    element.messages = [...element.messages, message('n', 'ada', 'One more')];
    await element.updateComplete;
    for (const { target } of watcher.takeRecords()) changed.add(target);
    expect(changed.size).to.be.below(10);
    await until(() => atEnd(element), 'the end');
  });

  it('fits 320 px, from right to left too', async () => {
    const frame = document.body.appendChild(document.createElement('div'));
    frame.dir = 'rtl';
    frame.lang = 'ar';
    frame.style.inlineSize = '320px';
    const element = await chat(
      {
        messages: [
          message('1', 'ada', 'x'.repeat(500)),
          message('2', 'bob', `https://example.com/${'y'.repeat(300)}`),
        ],
      },
      frame,
    );
    await until(() => box(element).placeholder === 'اكتب رسالة', 'the words');
    const list = one(element, '.list');
    expect(list.scrollWidth).to.be.at.most(list.clientWidth);
    expect(await violations(element)).to.deep.equal([]);
    frame.remove();
  });
});

describe('addresses in a message', () => {
  const drawn = (text: string) => {
    const place = document.createElement('div');
    render(linkify(text), place);
    expect(place.textContent).to.equal(text);
    return [...place.querySelectorAll('a')].map((link) => link.href);
  };
  const cases: [string, string[]][] = [
    ['See https://example.com/a?b=c#d.', ['https://example.com/a?b=c#d']],
    ['(https://example.com/x_(y)), http://a.example!', ['https://example.com/x_(y)', 'http://a.example/']],
    ['mailto:ada@example.com', ['mailto:ada@example.com']],
    ['javascript:alert(1) data:text/html,x ftp://a.example file:///etc', []],
    ['https://bank.example@evil.example/ xhttps://no.example', []],
    ['<a href="https://a.example">x</a>', ['https://a.example/']],
    ['https://', []],
  ];
  for (const [text, links] of cases) it(`of “${text}”`, () => expect(drawn(text)).to.deep.equal(links));
});

describe('what is unread', () => {
  const NONE: Reading = { lastRead: '', unread: 0 };
  const conversation = [message('1', 'ada'), message('2', 'bob'), message('3', 'ada'), message('4', 'ada')];

  it('begins after one’s own last message', () => {
    expect(read(NONE, conversation, 'bob', false)).to.deep.equal({
      lastRead: '2',
      firstUnread: '3',
      unread: 2,
    });
  });
  it('is nothing once it is seen, and the line above it stays', () => {
    const away = read(NONE, conversation, 'bob', false);
    expect(read(away, conversation, 'bob', true)).to.deep.equal({
      lastRead: '4',
      firstUnread: '3',
      unread: 0,
    });
  });
  it('keeps its line where it began while more comes', () => {
    const away = read(NONE, conversation, 'bob', false);
    const more = read(away, [...conversation, message('5', 'ada')], 'bob', false);
    expect(more).to.deep.equal({ lastRead: '2', firstUnread: '3', unread: 3 });
  });
  it('has no line any more once one has answered', () => {
    const seen = read(read(NONE, conversation, 'bob', false), conversation, 'bob', true);
    expect(read(seen, [...conversation, message('5', 'bob')], 'bob', true)).to.deep.equal({
      lastRead: '5',
      unread: 0,
    });
  });
});
