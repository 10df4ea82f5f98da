import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../.config/testing/axe.js';
import { fixture, until } from '../../../.config/testing/fixture.js';
import { opened, question, within } from '../test/room.js';
import './define.js';

const COUNT = 10;
/** What only a room in use needs. */
const HEAVY = /code-editor\/|run-panel\/|core\/dist\/(?!question)|codemirror|yjs|xterm|pyodide|\/assets\//;

const fetched = () =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => HEAVY.test(new URL(name).pathname));

async function ten() {
  const questions = Array.from({ length: COUNT }, (_, index) => question({ title: `Number ${index}` }));
  const box = await fixture<HTMLElement>(
    html`<div>${questions.map((each) => html`<interview-room .question=${each}></interview-room>`)}</div>`,
  );
  const rooms = [...box.querySelectorAll('interview-room')];
  await until(() => rooms.every((room) => within(room, '.start')), 'the previews');
  return rooms;
}

describe('ten rooms on one page', () => {
  it('load nothing until one is used, and then only that one has an editor', async () => {
    const rooms = await ten();
    expect(rooms.length).to.equal(COUNT);
    // The rest of this page may have loaded such things before; it is what is new that counts.
    performance.clearResourceTimings();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fetched()).to.deep.equal([]);
    expect(rooms.filter((room) => room.editor).length).to.equal(0);
    expect(await violations(rooms[0] ?? document.body)).to.deep.equal([]);
    await opened(rooms[3] ?? expect.fail('no fourth room'));
    expect(rooms.filter((room) => room.editor).length).to.equal(1);
  });

  it('reserve their height, so that nothing shifts when one opens', async () => {
    const rooms = await ten();
    const tops = () => rooms.map((room) => Math.round(room.getBoundingClientRect().top + scrollY));
    const before = tops();
    await opened(rooms[0] ?? expect.fail('no room'));
    expect(tops()).to.deep.equal(before);
  });
});

describe('a room before it is used', () => {
  it('takes a question that was set before it was upgraded, and attributes in any order', async () => {
    const tag = document.createElement('interview-room');
    tag.question = question({ title: 'Set first' });
    tag.setAttribute('language', 'javascript');
    document.body.append(tag);
    await until(() => within(tag, '.preview, code-editor'), 'the code');
    await opened(tag);
    expect(tag.text).to.contain('export function');
    tag.remove();
  });

  it('shows the statement of the page in place of its own', async () => {
    const room = await fixture<HTMLElementTagNameMap['interview-room']>(
      html`<interview-room .question=${question()}><p id="theirs">Theirs.</p></interview-room>`,
    );
    await until(() => within(room, 'question-view slot'), 'the slot');
    const slot = within<HTMLSlotElement>(room, 'question-view slot');
    expect(slot?.assignedElements().map(({ id }) => id)).to.deep.equal(['theirs']);
  });
});
