import '@interview-room/code-editor/define.js';
import type { CodeEditor } from '@interview-room/code-editor';
import type { Room } from '@interview-room/core';
import { expect } from 'chai';
import { html } from 'lit';
import type { Text } from 'yjs';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import { Hall } from '../../test/hall.js';
import { bindText } from '../live/text-binding.js';
import { authorsOf } from './authors.js';
import { cursorsIn } from './cursors.js';
import type { FollowEnd } from './follow.js';
import { toRelative } from './positions.js';
import { Together } from './together.js';

const MAIN = 'python/main.py';
const UTIL = 'python/util.py';

/** Someone in a room, with an editor. */
class Someone {
  readonly together: Together;
  readonly opened: string[] = [];
  readonly ends: (FollowEnd | undefined)[] = [];
  readonly copied: [number, string][] = [];
  private readonly bindings = new Map<Text, readonly unknown[]>();

  constructor(
    readonly room: Room,
    readonly editor: CodeEditor,
  ) {
    this.together = new Together(room, {
      open: (path) => {
        this.opened.push(path);
        void this.show(path);
      },
      changed: (end) => this.ends.push(end),
      pasted: (name) => `${name}, pasted`,
      copied: (length, path) => this.copied.push([length, path]),
    });
  }

  static async enter(hall: Hall, name: string): Promise<Someone> {
    const editor = await fixture<CodeEditor>(html`<code-editor style="block-size: 240px"></code-editor>`);
    const someone = new Someone(await hall.join(name), editor);
    here.push(someone);
    return someone;
  }

  get view() {
    if (!this.editor.view) throw new Error('There is no view.');
    return this.editor.view;
  }
  /** Names on flags that are to be seen, of the carets that are drawn. */
  get flags(): string[] {
    return this.carets.flatMap((caret) =>
      [...caret.querySelectorAll('.ir-flag:not([hidden])')].map((flag) => flag.textContent ?? ''),
    );
  }
  get carets(): HTMLElement[] {
    return [...this.view.dom.querySelectorAll<HTMLElement>('.ir-caret')];
  }
  /** Where the others' cursors are. */
  get heads(): number[] {
    return cursorsIn(this.view.state).map(({ head }) => head);
  }

  async show(path: string): Promise<void> {
    const text = this.room.workspace.text(path);
    const own = this.bindings.get(text) ?? [bindText(text), ...this.together.extensions(text, path)];
    this.bindings.set(text, own);
    this.editor.path = path;
    this.editor.value = text.toString();
    this.editor.extensions = own as CodeEditor['extensions'];
    await this.editor.updateComplete;
  }

  select(anchor: number, head = anchor): void {
    this.view.dispatch({ selection: { anchor, head } });
  }
  type(from: number, insert: string, to = from): void {
    this.view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.type',
    });
    // It leaves after the task of the key; here at once, so that the others have it before the next step.
    this.room.workspace.flush();
  }
}

const here: Someone[] = [];
afterEach(() => {
  for (const { together } of here.splice(0)) together.leave();
});

async function meet(text = 'one\ntwo\nthree\n') {
  const hall = new Hall();
  const ada = await Someone.enter(hall, 'ada');
  ada.room.workspace.create(MAIN, text);
  ada.room.workspace.create(UTIL, 'util\n');
  const bob = await Someone.enter(hall, 'bob');
  await until(() => bob.room.workspace.has(UTIL), 'the files');
  await Promise.all([ada.show(MAIN), bob.show(MAIN)]);
  return { hall, ada, bob };
}
const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const seen = (someone: Someone, head: number) =>
  until(() => someone.heads[0] === head, `a cursor at ${head}`);

describe('cursors of others', () => {
  it('are drawn where they are, with the name for a while', async () => {
    const { ada, bob } = await meet();
    bob.select(5);
    await seen(ada, 5);
    await until(() => ada.flags.includes('BOB'), 'the flag');
    const away = () =>
      (ada.carets[0]?.getBoundingClientRect().top ?? 0) - (ada.view.coordsAtPos(5)?.top ?? 0);
    await until(() => Math.abs(away()) < 2, 'the caret in its line');
    await until(() => ada.flags.length === 0 && ada.carets.length === 1, 'the flag to go');
  });

  it('are not drawn of those who have put theirs nowhere', async () => {
    const { ada, bob } = await meet();
    await until(() => ada.together.places[0]?.path === MAIN, 'where bob is');
    expect(ada.together.places[0]).not.to.have.property('head');
    // What others write, and what the page itself puts there, is no step of bob's.
    ada.type(0, 'zero\n');
    bob.view.dispatch({ changes: { from: 0, insert: '# ' } });
    await until(() => ada.view.state.doc.toString().startsWith('# zero'), 'the text');
    await frame();
    expect(ada.carets).to.have.length(0);
    bob.view.focus();
    // A page that is not in front has no focus, as happens to the last of many in Firefox: there bob puts it there himself.
    if (!document.hasFocus()) bob.select(0);
    await until(() => ada.carets.length === 1, 'the caret');
    // It is still bob's when another file was shown meanwhile.
    await bob.show(UTIL);
    bob.view.contentDOM.blur();
    await bob.show(MAIN);
    await until(() => ada.together.places[0]?.path === MAIN, 'bob to come back');
    expect(ada.together.places[0]).to.have.property('head');
  });

  it('bear the name again where the pointer is', async () => {
    const { ada, bob } = await meet();
    bob.select(5);
    await until(() => ada.flags.length > 0, 'the flag');
    await until(() => ada.flags.length === 0, 'the flag to go');
    const { left, top } = ada.carets[0]?.getBoundingClientRect() ?? new DOMRect();
    const at = { clientX: left + 2, clientY: top + 4, bubbles: true };
    ada.view.contentDOM.dispatchEvent(new MouseEvent('mousemove', at));
    await until(() => ada.flags[0] === 'BOB', 'the flag under the pointer');
  });

  it('go along with what others write, and stay at the same characters for everyone', async () => {
    const { ada, bob } = await meet();
    bob.select(4, 7);
    await seen(ada, 7);
    ada.type(0, 'zero\n');
    expect(ada.heads).to.deep.equal([12]);
    expect(bob.editor.selection).to.include({ anchor: 9, head: 12 });
    expect(cursorsIn(ada.view.state)[0]).to.include({ anchor: 9 });
    await until(() => ada.view.dom.querySelectorAll('.ir-selection').length === 1, 'the selection');
    bob.type(12, '!');
    await seen(ada, 13);
  });

  it('are told apart without colour, and are not read out', async () => {
    const { ada, bob, hall } = await meet();
    const carl = await Someone.enter(hall, 'carl');
    await carl.show(MAIN);
    bob.select(1);
    carl.select(2);
    await until(() => ada.carets.length === 2, 'two carets');
    const strokes = ada.carets.map((caret) => getComputedStyle(caret).borderInlineStartStyle);
    expect(new Set(strokes).size).to.equal(2);
    expect(new Set(ada.carets.map((caret) => getComputedStyle(caret).borderInlineStartColor)).size).to.equal(
      2,
    );
    for (const caret of ada.carets) expect(caret.closest('[aria-hidden=true]')).to.exist;
    expect(ada.view.contentDOM.querySelector('.ir-caret')).to.be.null;
    expect(ada.view.contentDOM.textContent).not.to.contain('BOB');
  });

  it('are not drawn where they are muted, in another file, or gone', async () => {
    const { ada, bob } = await meet();
    bob.select(3);
    await until(() => ada.carets.length === 1, 'a caret');
    ada.together.mute('bob', true);
    await until(() => ada.carets.length === 0, 'no caret');
    expect(ada.together.muted).to.deep.equal(['bob']);
    ada.together.mute('bob', false);
    await until(() => ada.carets.length === 1, 'a caret again');
    await bob.show(UTIL);
    await until(() => ada.carets.length === 0, 'no caret: another file');
    await bob.show(MAIN);
    await until(() => ada.carets.length === 1, 'a caret again');
    bob.together.leave();
    await until(() => ada.carets.length === 0, 'no caret: gone');
  });

  it('wait for characters that are on their way', async () => {
    const { ada, bob } = await meet('');
    const late: (() => void)[] = [];
    const { workspace } = ada.room;
    const receive = workspace.receive.bind(workspace);
    workspace.receive = (updates) => void late.push(() => receive(updates));
    bob.type(0, 'hello');
    bob.type(5, '!');
    await until(() => ada.together.places[0]?.typing, 'what bob told');
    await frame();
    expect(ada.heads.every((head) => head === 0)).to.be.true;
    late.forEach((arrive) => arrive());
    await seen(ada, 6);
  });

  it('are found again in another document of the same room', async () => {
    const { ada, bob } = await meet();
    ada.select(4, 7);
    const { workspace } = ada.room;
    workspace.reset([workspace.snapshot()]);
    await ada.show(MAIN);
    expect(ada.editor.selection).to.include({ anchor: 4, head: 7 });
    bob.select(6);
    await seen(ada, 6);
    ada.type(0, 'after ');
    await until(() => bob.editor.value.startsWith('after one'), 'what is typed after it');
    await until(() => bob.heads[0] === 6, 'the cursor of who typed it');
  });

  it('are in their place in text that runs from right to left', async () => {
    const { ada, bob } = await meet('שלום עולם\n');
    bob.select(4);
    await seen(ada, 4);
    const place = ada.view.coordsAtPos(4, -1);
    const left = () => ada.carets[0]?.getBoundingClientRect().left ?? -100;
    await until(() => Math.abs(left() - (place?.left ?? 0)) < 4, 'the caret at the end of the word');
    expect(left()).to.be.above(ada.view.coordsAtPos(9, -1)?.left ?? Infinity);
  });

  it('cost an editor of a long file little', async () => {
    const long = Array.from({ length: 5000 }, (_, line) => `print(${line})\n`).join('');
    const { ada, bob, hall } = await meet(long);
    const strokes = () => {
      const start = performance.now();
      for (let step = 0; step < 300; step++) {
        ada.type(40_000 + step, step % 40 === 39 ? '\n' : 'x');
        // Has the layers measured and drawn, as a frame would.
        ada.view.coordsAtPos(40_000 + step);
      }
      return (performance.now() - start) / 300;
    };
    ada.view.dispatch({ selection: { anchor: 40_000 }, scrollIntoView: true });
    bob.together.leave();
    bob.editor.remove();
    await until(() => !bob.editor.view, 'the other editor to go');
    const alone = strokes();
    for (let tab = 0; tab < 20; tab++) {
      hall.cast('bob', `tab${tab}`, 'presence', {
        path: MAIN,
        ...toRelative(ada.room.workspace.text(MAIN), { anchor: 40_000, head: 40_000 + tab * 9 }),
      });
    }
    await until(() => ada.carets.length >= 10, 'the cursors');
    const together = strokes();
    console.log(
      `a keystroke in 5,000 lines: ${alone.toFixed(2)} ms alone, ${together.toFixed(2)} ms with 20 cursors`,
    );
    expect(ada.editor.value.length).to.equal(long.length + 600);
  }).timeout(60_000);
});

describe('following a person', () => {
  it('opens their file and keeps their cursor in view', async () => {
    const { ada, bob } = await meet('line\n'.repeat(500));
    bob.select(2000);
    ada.together.follow('bob');
    await until(() => ada.flags[0] === 'BOB', 'their flag');
    const top = () => ada.carets[0]?.getBoundingClientRect().top ?? -1;
    const box = ada.view.scrollDOM.getBoundingClientRect();
    await until(() => ada.view.scrollDOM.scrollTop > 0, 'it to be scrolled there');
    await until(() => top() > box.top && top() < box.bottom, 'their caret in view');
    await bob.show(UTIL);
    await until(() => ada.editor.path === UTIL, 'their file');
    await bob.show(MAIN);
    await until(() => ada.editor.path === MAIN, 'their file again');
    expect(ada.together.following).to.equal('bob');
    expect(ada.opened).to.deep.equal([UTIL, MAIN]);
    await until(() => ada.flags[0] === 'BOB', 'their flag again');
  });

  const ends: [FollowEnd, (ada: Someone) => unknown][] = [
    ['typed', (ada) => ada.type(0, 'x')],
    ['moved', (ada) => ada.view.dispatch({ selection: { anchor: 1 }, userEvent: 'select' })],
    ['moved', (ada) => ada.show(UTIL)],
    ['scrolled', (ada) => ada.view.scrollDOM.dispatchEvent(new WheelEvent('wheel', { bubbles: true }))],
    [
      'escape',
      (ada) =>
        ada.view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    ],
    ['scrolled', (ada) => ada.view.scrollDOM.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))],
    ['asked', (ada) => ada.together.follow(undefined)],
  ];
  for (const [index, [end, act]] of ends.entries()) {
    it(`ends, and says why: ${end} (${index + 1})`, async () => {
      const { ada, bob } = await meet();
      bob.select(3);
      ada.together.follow('bob');
      await until(() => ada.flags[0] === 'BOB', 'their flag');
      await act(ada);
      expect(ada.together.following).to.be.undefined;
      expect(ada.ends).to.include(end);
    });
  }

  it('goes on through what others write, and through their reload', async () => {
    const { ada, bob, hall } = await meet();
    bob.select(3);
    ada.together.follow('bob');
    bob.type(3, 'bob');
    bob.together.leave();
    await until(() => ada.together.places.length === 0, 'bob to be gone');
    hall.cast('bob', 'again', 'presence', { path: UTIL });
    await until(() => ada.editor.path === UTIL, 'their file');
    expect(ada.together.following).to.equal('bob');
  });
});

describe('who typed what', () => {
  it('is known for each run of characters, for everyone', async () => {
    const { ada, bob } = await meet('');
    ada.type(0, 'ada wrote\n');
    bob.type(4, 'and bob ');
    await until(() => Object.keys(ada.room.state.authors).length >= 2, 'both authors');
    for (const { room } of [ada, bob]) {
      const runs = authorsOf(room.workspace.text(MAIN), room.state.authors);
      expect(runs).to.deep.equal([
        { from: 0, to: 4, by: 'ada' },
        { from: 4, to: 12, by: 'bob' },
        { from: 12, to: 18, by: 'ada' },
      ]);
    }
  });

  it('tells what was pasted, and what came of a proposal, from what was typed', async () => {
    const { ada, bob } = await meet('');
    const put = (insert: string, userEvent: string) => {
      const from = ada.view.state.doc.length;
      ada.view.dispatch({ changes: { from, insert }, userEvent });
    };
    put('typed ', 'input.type');
    put('pasted ', 'input.paste');
    put('proposed', 'input.proposal');
    await until(() => Object.keys(bob.room.state.authors).length >= 3, 'the authors');
    const runs = authorsOf(bob.room.workspace.text(MAIN), bob.room.state.authors);
    expect(runs).to.deep.equal([
      { from: 0, to: 6, by: 'ada' },
      { from: 6, to: 13, by: 'ada', pasted: true },
      { from: 13, to: 21, by: 'assistant' },
    ]);
  });

  it('says how much went to the clipboard, and not what', async () => {
    const { ada } = await meet('first line\nsecond\n');
    const press = (type: string) =>
      ada.view.contentDOM.dispatchEvent(new ClipboardEvent(type, { bubbles: true, cancelable: true, clipboardData: new DataTransfer() })); // prettier-ignore
    ada.select(2, 7);
    press('copy');
    ada.select(13);
    press('copy');
    ada.select(0, 10);
    press('cut');
    expect(ada.copied).to.deep.equal([
      [5, MAIN],
      [6, MAIN],
      [10, MAIN],
    ]);
  });

  it('is shown when it is asked for, named, and follows the text', async () => {
    const { ada, bob } = await meet('start\n');
    bob.type(0, 'bob ');
    const tints = () =>
      [...ada.view.contentDOM.querySelectorAll<HTMLElement>('.ir-author')].map(
        ({ title, textContent }) => `${title}: ${textContent}`,
      );
    await until(() => Object.values(ada.room.state.authors).includes('bob'), 'the author');
    expect(tints()).to.be.empty;
    ada.together.showAuthors(true);
    await until(() => tints().includes('BOB: bob '), 'a tint');
    expect(tints()).to.include('ADA: start');
    bob.type(4, 'again ');
    await until(() => tints().includes('BOB: bob again '), 'more of it');
    ada.together.showAuthors(false);
    await until(() => tints().length === 0, 'no tint');
  });
});
