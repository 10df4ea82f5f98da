import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import { opened, question, roomWith, said, within } from '../../test/room.js';
import '../define.js';
import type { ProblemCode } from './problem.js';
import type { RoomErrorEvent } from './room-error-event.js';

type Answer = () => Response | Promise<Response>;
const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });

describe('a room whose backend did not take what was typed', () => {
  it('gives it back, until that was dismissed', async () => {
    const room = await opened(await roomWith(question(), { lang: 'en' }));
    const refuse = (typed: string) =>
      room.report({ code: 'entry-refused', message: 'Not now.', detail: 'doc.update', typed });
    refuse('one');
    refuse('two');
    room.showFile('data.txt', 'python');
    await room.updateComplete;
    expect(within(room, '.notice-text')?.textContent?.trim()).to.equal(
      'What you typed last was not taken, and is not in the file. Not now.',
    );
    expect(await violations(room)).to.deep.equal([]);
    const copied: string[] = [];
    const { clipboard } = navigator;
    const writeText = (text: string) => Promise.resolve(void copied.push(text));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const button = within(room, '.copy-typed');
    button?.click();
    await until(() => button?.innerText.trim() === 'Copied', 'that it was copied');
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    expect(copied).to.deep.equal(['one\ntwo']);
    within(room, '.notice [aria-label=Dismiss]')?.click();
    await until(() => !within(room, '.copy-typed'), 'it to be gone');
  });

  it('says a refusal of something else in its own words', async () => {
    const room = await opened(await roomWith(question(), { lang: 'en' }));
    room.report({ code: 'entry-refused', message: 'Not now.', detail: 'chat.message' });
    await room.updateComplete;
    expect(within(room, '.notice-text')?.textContent?.trim()).to.equal('Not now.');
    expect(within(room, '.copy-typed')).to.equal(null);
  });
});

/** What the network does → the code, and words that the person reads. */
const failures: [ProblemCode, string, Answer][] = [
  ['question-not-found', 'not here', () => new Response('', { status: 404 })],
  ['question-server-error', '(503)', () => new Response('', { status: 503 })],
  [
    'question-is-html',
    'web page',
    () => new Response('<!doctype html><p>Hello', { headers: { 'content-type': 'text/html' } }),
  ],
  [
    'question-not-json',
    'not valid JSON',
    () => new Response('{ "id": ', { headers: { 'content-type': 'application/json' } }),
  ],
  [
    'question-invalid',
    'languages.python.entry',
    () => json(question({ languages: { python: { entry: 'gone.py', files: { 'a.py': '' } } } })),
  ],
  ['question-unreachable', 'cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
];

const original = globalThis.fetch;
function answerWith(answer: Answer): void {
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    return address.endsWith('/a-question.json') ? answer() : original(input, init);
  };
}

async function roomFrom(theme: string, inner = html``) {
  const box = document.createElement('div');
  const told = once<RoomErrorEvent>(box, 'room-error');
  document.body.append(box);
  await fixture(html`<interview-room theme=${theme} src="/a-question.json">${inner}</interview-room>`, box);
  const room = box.querySelector('interview-room');
  if (!room) throw new Error('no room');
  return { room, told, box };
}

for (const theme of ['light', 'dark']) {
  describe(`a question that cannot be had (${theme})`, () => {
    afterEach(() => {
      globalThis.fetch = original;
    });

    for (const [code, words, answer] of failures) {
      it(`is told as ${code}, in words, and can be tried again`, async () => {
        answerWith(answer);
        const { room, told, box } = await roomFrom(theme);
        expect((await told).detail.code).to.equal(code);
        expect((await told).detail.message).to.be.a('string');
        await until(() => within(room, '.problem'), 'the words');
        expect(within(room, '.problem')?.textContent).to.contain(words);
        expect(await violations(room)).to.deep.equal([]);
        answerWith(() => json(question({ title: 'Here now' })));
        within(room, '.problem button')?.click();
        await until(() => said(room, 'room-header', 'h2').includes('Here now'), 'the question');
        expect(within(room, '.problem')).to.equal(null);
        box.remove();
      });
    }
  });
}

describe('what goes wrong beside the question', () => {
  afterEach(() => {
    globalThis.fetch = original;
  });

  it('draws names in the remarks on a question as code', async () => {
    answerWith(() => json({ ...question(), title: undefined }));
    const { room, told, box } = await roomFrom('light');
    await told;
    const remark = await until(() => within(room, '.problem li'), 'the remark');
    expect(remark.textContent).not.to.contain('`');
    expect([...remark.querySelectorAll('code')].map((each) => each.textContent)).to.include('title');
    box.remove();
  });

  it('leaves the statement that the page wrote readable', async () => {
    answerWith(() => new Response('', { status: 404 }));
    const { room, told, box } = await roomFrom('light', html`<p>Read me.</p>`);
    await told;
    await until(() => within(room, '.problem'), 'the words');
    const paragraph = room.querySelector('p');
    expect(paragraph?.getBoundingClientRect().height).to.be.greaterThan(0);
    box.remove();
  });

  it('is told where the page asks for a language that the question has not', async () => {
    const told = once<RoomErrorEvent>(document.body, 'room-error');
    const room = await opened(await roomWith(question(), { language: 'cobol' }));
    expect((await told).detail.code).to.equal('language-unknown');
    expect(within(room, '.notice')?.textContent).to.contain('cobol');
    expect(room.text).to.contain('def add');
  });
});
