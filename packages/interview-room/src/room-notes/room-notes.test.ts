import type { Note, Person, Score } from '@interview-room/core';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../../.config/testing/fixture.js';
import '../together/furniture.js';
import type { HiddenTests } from './hidden-tests.js';
import type { Judged } from './judged-view.js';
import type {
  MomentRequestEvent,
  NoteAddRequestEvent,
  NoteChangeRequestEvent,
  NoteRemoveRequestEvent,
} from './notes-requests.js';
import type { RoomNotes } from './room-notes.js';

const PEOPLE: Person[] = [
  { id: 'bob', name: 'Bob', role: 'interviewer', color: 1, joinedAt: 1 },
  { id: 'eve', name: 'Eve', role: 'interviewer', color: 2, joinedAt: 2 },
];
const START = 1_000_000;
const NOTES: Note[] = [
  { note: 'n1', by: 'bob', at: START + 65_000, text: 'Asked about edge cases', moment: 12 },
  { note: 'n2', by: 'eve', at: START + 3_700_000, text: 'Slow', changedAt: START + 3_800_000 },
];
const JUDGED: Record<string, Judged> = {
  python: {
    at: 1,
    language: 'python',
    summary: { total: 2, passed: 1, failed: 1, errored: 0, skipped: 0, durationMs: 3 },
    tests: [
      { name: 'empty list', status: 'passed', durationMs: 1 },
      {
        name: 'large list',
        status: 'failed',
        hidden: true,
        durationMs: 2,
        expected: [0, 1],
        actual: '[]',
        message: 'not equal',
      },
    ],
  },
};
const NO_TESTS: HiddenTests = { cases: [], files: [] };
const HIDDEN: HiddenTests = {
  cases: [{ name: 'large list', input: 'find([0, 1])', expected: '[0,1]' }, { input: 'find(null)' }],
  files: [{ path: 'test_hidden.py', text: 'assert find([])' }],
};
const RUBRIC = [
  { id: 'code', title: 'Code', text: 'Clear and correct' },
  { id: 'talk', title: 'Communication' },
];
const OTHERS: Score[] = [{ criterion: 'code', by: 'eve', at: 1, score: 4, comment: 'Neat' }];

interface Given {
  notes?: readonly Note[];
  scores?: readonly Score[];
  theme?: 'light' | 'dark';
  empty?: boolean;
}
const notes = ({ empty, ...given }: Given = {}, parent?: ParentNode) =>
  fixture<RoomNotes>(
    html`<room-notes
      theme=${given.theme ?? 'light'}
      you="bob"
      now="40"
      started-at=${START}
      .notes=${given.notes ?? (empty ? [] : NOTES)}
      .scores=${given.scores ?? (empty ? [] : OTHERS)}
      .rubric=${empty ? [] : RUBRIC}
      .guide=${empty ? undefined : '# Ask\n\nWhat of an **empty** list?'}
      .people=${PEOPLE}
      .judged=${empty ? {} : JUDGED}
      .hiddenTests=${empty ? NO_TESTS : HIDDEN}
    ></room-notes>`,
    parent,
  );
const find = <T extends HTMLElement = HTMLElement>(element: RoomNotes, selector: string): T => {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const texts = (element: RoomNotes, selector: string) =>
  [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map((each) =>
    each.textContent?.trim().replace(/\s+/g, ' '),
  );

describe('<room-notes>', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`says who sees it, and shows notes by their time, the guide and the hidden tests (${theme})`, async () => {
      const element = await notes({ theme });
      for (const details of element.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
      expect(texts(element, '.private')).to.deep.equal(['Only interviewers see this.']);
      expect(texts(element, '.note .line')).to.deep.equal(['1:05 Bob (you)', '1:01:40Eve · edited']);
      expect(texts(element, '.markdown strong')).to.deep.equal(['empty']);
      expect(texts(element, 'details.judged summary')).to.deep.equal(['1 of 2 tests pass · python']);
      expect(texts(element, '.tests dd')).to.deep.equal(['[0,1]', '[]']);
      expect(texts(element, '.tests .mark')).to.deep.equal(['Hidden from the candidate']);
      // Code reads from left to right, whatever the words around it do.
      for (const code of element.shadowRoot?.querySelectorAll('.hidden-tests pre, dd code') ?? [])
        expect((code as HTMLElement).dir).to.equal('ltr');
      expect(texts(element, '.hidden-tests summary')).to.deep.equal(['3 hidden tests']);
      expect(texts(element, '.hidden-tests li')).to.deep.equal([
        'large list find([0, 1]) Expected [0,1]',
        'find(null) Expected Error',
        'test_hidden.pyassert find([])',
      ]);
      expect(await violations(element)).to.deep.equal([]);
    });

    it(`says what is to come while it is empty (${theme})`, async () => {
      const element = await notes({ empty: true, theme });
      expect(texts(element, '.muted')[0]).to.match(/^No notes yet/);
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('goes to the moment of a note', async () => {
    const element = await notes();
    const asked = once<MomentRequestEvent>(document.body, 'moment-request');
    find(element, '.moment').click();
    expect((await asked).seq).to.equal(12);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`shows notes that are on their way, and sends those again that were not taken (${theme})`, async () => {
      const element = await notes({ notes: [], theme });
      element.pending = [
        { id: 'p1', text: 'Written offline' },
        { id: 'p2', text: 'Not taken', moment: 12, failed: true },
      ];
      await element.updateComplete;
      expect(texts(element, '.note')).to.deep.equal([
        'Sending Written offline',
        'Not sent Try again Not taken',
      ]);
      expect(await violations(element)).to.deep.equal([]);
      const asked = once<NoteAddRequestEvent>(document.body, 'note-add-request');
      find(element, '.note .line button').click();
      expect(await asked).to.include({ text: 'Not taken', moment: 12, replaces: 'p2' });
    });

  it('adds a note with the moment at which its writing began', async () => {
    const element = await notes();
    find(element, '#new').focus();
    await sendKeys({ type: 'Good' });
    element.now = 55;
    await element.updateComplete;
    await sendKeys({ type: ' idea' });
    const asked = once<NoteAddRequestEvent>(document.body, 'note-add-request');
    await sendKeys({ press: 'Enter' });
    expect(await asked).to.include({ text: 'Good idea', moment: 40 });
    expect(find<HTMLTextAreaElement>(element, '#new').value).to.equal('');
  });

  it('changes one’s own notes alone, and lets a change be left by Escape', async () => {
    const element = await notes();
    expect(element.shadowRoot?.querySelectorAll('[aria-label="Edit note"]')).to.have.length(1);
    find(element, '[aria-label="Edit note"]').click();
    await until(() => element.shadowRoot?.activeElement?.id === 'edit', 'the box');
    await sendKeys({ type: '!' });
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    find(element, '[aria-label="Edit note"]').click();
    await until(() => element.shadowRoot?.activeElement?.id === 'edit', 'the box');
    await sendKeys({ press: 'End' });
    await sendKeys({ type: '?' });
    const asked = once<NoteChangeRequestEvent>(document.body, 'note-change-request');
    await sendKeys({ press: 'Enter' });
    expect(await asked).to.include({ note: 'n1', text: 'Asked about edge cases?' });
  });

  it('deletes after a while, and not if that is taken back', async function () {
    this.timeout(30_000);
    const element = await notes();
    const removed: string[] = [];
    element.addEventListener('note-remove-request', ({ note }: NoteRemoveRequestEvent) => removed.push(note));
    find(element, '[aria-label="Delete note"]').click();
    await until(() => texts(element, '.notice')[0]?.startsWith('The note is deleted.'), 'the notice');
    expect(texts(element, '.note')).to.have.length(1);
    expect(await violations(element)).to.deep.equal([]);
    find(element, '.notice button').click();
    await element.updateComplete;
    expect(texts(element, '.note')).to.have.length(2);
    find(element, '[aria-label="Delete note"]').click();
    expect(removed).to.deep.equal([]);
    await until(() => removed.length > 0, 'the time to pass', 20_000);
    expect(removed).to.deep.equal(['n1']);
    await element.updateComplete;
    expect(texts(element, '.notice')).to.deep.equal(['']);
  });

  it('deletes at once when its person goes', async () => {
    const element = await notes();
    const removed: string[] = [];
    const above = element.parentElement;
    above?.addEventListener('note-remove-request', ({ note }) => removed.push(note));
    find(element, '[aria-label="Delete note"]').click();
    element.remove();
    expect(removed).to.deep.equal(['n1']);
  });

  it('sends what waits in the scorecard when the whole panel is taken away', async () => {
    const own: Score = { criterion: 'code', by: 'bob', at: 1, score: 2 };
    const element = await notes({ scores: [own] });
    const given: (string | undefined)[] = [];
    element.parentElement?.addEventListener('score-request', ({ comment }) => given.push(comment));
    find(element, 'room-scorecard').shadowRoot?.querySelector('textarea')?.focus();
    await sendKeys({ type: 'Late' });
    element.remove();
    expect(given).to.deep.equal(['Late']);
  });

  it('fits 320 px, from right to left too', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.dir = 'rtl';
    box.lang = 'ar';
    box.style.inlineSize = '320px';
    const long: Note = { note: 'x', by: 'bob', at: START, text: 'x'.repeat(400), moment: 1 };
    const element = await notes({ notes: [...NOTES, long] }, box);
    await until(() => texts(element, '.private')[0] === 'لا يرى هذا إلا المحاورون.', 'the words');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(await violations(element)).to.deep.equal([]);
    box.remove();
  });
});
