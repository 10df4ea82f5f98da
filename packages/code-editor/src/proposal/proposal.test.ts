import { Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { until } from '../../../../.config/testing/fixture.js';
import { appears, chord, count, inside, make, scrollTo, shown } from '../../test/help.js';
import type { CodeEditor } from '../code-editor.js';
import type { ProposalHunkEvent, ProposalSettledEvent } from '../events.js';
import { highlightCode } from '../highlight-code.js';
import type { EditorProposal } from './proposal.js';

const before = 'import os\n\ndef f(x):\n    return x\n\ndef g(y):\n    return y\n';
const after = 'import os\n\ndef f(x):\n    return x + 1\n\ndef g(y):\n    return y * 2\n';
const proposal: EditorProposal = { id: 'p1', path: 'a.py', before, after, author: 'Assistant', hue: 2 };

async function open(extra: Partial<CodeEditor> = {}, template = html`<code-editor></code-editor>`) {
  const editor = await make(template);
  Object.assign(editor, { path: 'a.py', value: before, lineNumbers: true, ...extra });
  await editor.updateComplete;
  return editor;
}

/** An editor with the proposal over its text. */
async function propose(extra: Partial<CodeEditor> = {}, template?: ReturnType<typeof html>) {
  const editor = await open({ proposal, ...extra }, template);
  await appears(editor, '.cm-proposal-bar');
  return editor;
}

const all = (editor: CodeEditor, selector: string) => [
  ...editor.renderRoot.querySelectorAll<HTMLElement>(selector),
];
const bar = (editor: CodeEditor) => inside(editor, '.cm-proposal-sum')?.textContent ?? '';
const said = (editor: CodeEditor) => inside(editor, '.cm-announced')?.textContent ?? '';
const fresh = (editor: CodeEditor) =>
  all(editor, '.cm-proposal-line').map((line) => line.textContent?.trim() ?? '');

/** What the editor told of a proposal, in order. */
function listen(editor: CodeEditor): string[] {
  const told: string[] = [];
  editor.addEventListener('proposal-hunk', ({ id, path, accepted, from, to }: ProposalHunkEvent) =>
    told.push(`${id} ${path} ${accepted ? '+' : '-'} ${editor.value.slice(from, to)}`),
  );
  editor.addEventListener('proposal-settled', ({ outcome, accepted, rejected }: ProposalSettledEvent) =>
    told.push(`${outcome} ${accepted} ${rejected}`),
  );
  return told;
}

describe('a proposal in <code-editor>', () => {
  it('is a diff over the text, which stays as it is, and is said once', async () => {
    const editor = await open();
    const counts = count(editor, 'input', 'change');
    editor.proposal = proposal;
    await until(() => said(editor), 'the announcement');
    expect(said(editor)).to.equal('Assistant proposes 2 changes');
    expect(bar(editor)).to.equal('Assistant proposes 2 changes');
    expect(shown(editor)).to.equal(before);
    expect(editor.value).to.equal(before);
    expect(all(editor, '.cm-proposal-old').map((line) => line.textContent?.trim())).to.deep.equal([
      'return x',
      'return y',
    ]);
    expect(fresh(editor)).to.deep.equal(['return x + 1', 'return y * 2']);
    expect(all(editor, '.cm-proposal').map((each) => each.getAttribute('aria-label'))).to.deep.equal([
      'Change 1 of 2 by Assistant, line 4',
      'Change 2 of 2 by Assistant, line 7',
    ]);
    expect(counts).to.deep.equal({ input: 0, change: 0 });
    editor.proposal = undefined;
    await until(() => !inside(editor, '.cm-proposal, .cm-proposal-bar, .cm-proposal-old'), 'nothing');
  });

  it('is accepted change by change, each a step to undo and known as the author’s', async () => {
    const kinds: (string | undefined)[] = [];
    const watch = EditorView.updateListener.of(({ transactions }) =>
      kinds.push(
        ...transactions
          .filter((made) => made.docChanged)
          .map((made) => made.annotation(Transaction.userEvent)),
      ),
    );
    const editor = await propose({ extensions: watch });
    const told = listen(editor);
    const counts = count(editor, 'input');
    (await appears(editor, '[aria-label="Accept the change at line 4"]')).click();
    expect(shown(editor)).to.equal(before.replace('return x', 'return x + 1'));
    expect(told).to.deep.equal(['p1 a.py +     return x + 1']);
    expect(bar(editor)).to.equal('Assistant proposes 1 change');
    (await appears(editor, '[aria-label="Accept the change at line 7"]')).click();
    expect(shown(editor)).to.equal(after);
    expect(told.slice(1)).to.deep.equal(['p1 a.py +     return y * 2', 'accepted 2 0']);
    expect(inside(editor, '.cm-proposal-bar')).to.equal(null);
    expect(kinds).to.deep.equal(['input.proposal', 'input.proposal']);
    expect(counts).to.deep.equal({ input: 2 });
    editor.undo();
    expect(shown(editor)).to.equal(before.replace('return x', 'return x + 1'));
    editor.undo();
    expect(shown(editor)).to.equal(before);
    expect(inside(editor, '.cm-proposal')).to.equal(null);
  });

  it('is accepted in part', async () => {
    const editor = await propose();
    const told = listen(editor);
    (await appears(editor, '[aria-label="Reject the change at line 4"]')).click();
    (await appears(editor, '[aria-label="Accept the change at line 7"]')).click();
    expect(shown(editor)).to.equal(before.replace('return y', 'return y * 2'));
    expect(told).to.deep.equal(['p1 a.py -     return x', 'p1 a.py +     return y * 2', 'partly 1 1']);
  });

  it('is accepted or rejected as a whole, also by the host', async () => {
    const editor = await propose();
    const told = listen(editor);
    inside(editor, '.cm-proposal-none')?.click();
    expect(told.at(-1)).to.equal('rejected 0 2');
    expect(shown(editor)).to.equal(before);
    editor.proposal = { ...proposal, id: 'p2' };
    await appears(editor, '.cm-proposal-all');
    expect(editor.acceptProposal()).to.equal(true);
    expect(told.at(-1)).to.equal('accepted 2 0');
    expect(shown(editor)).to.equal(after);
    expect(editor.acceptProposal()).to.equal(false);
    editor.undo();
    expect(shown(editor)).to.equal(before);
  });

  it('is walked through and decided by keys', async () => {
    const editor = await propose();
    const told = listen(editor);
    editor.focus();
    await sendKeys({ press: 'F7' });
    await sendKeys({ press: 'F7' });
    expect(editor.selection.head).to.equal(before.indexOf('    return y'));
    await chord('Shift', 'F7');
    expect(editor.selection.head).to.equal(before.indexOf('    return x'));
    await chord('Control', 'Alt', 'Enter');
    expect(shown(editor)).to.equal(before.replace('return x', 'return x + 1'));
    await sendKeys({ press: 'F7' });
    await chord('Control', 'Alt', 'Backspace');
    expect(told.at(-1)).to.equal('partly 1 1');
  });

  it('has buttons that Tab gets to after Escape, and the focus goes with them', async () => {
    const editor = await propose();
    const active = () => (editor.renderRoot as ShadowRoot).activeElement;
    editor.focus();
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: 'Tab' });
    expect(active()?.getAttribute('aria-label')).to.equal('Accept the change at line 4');
    await sendKeys({ press: 'Tab' });
    expect(active()?.getAttribute('aria-label')).to.equal('Reject the change at line 4');
    await sendKeys({ press: 'Enter' });
    expect(active()?.getAttribute('aria-label')).to.equal('Accept the change at line 7');
    await sendKeys({ press: 'Enter' });
    expect(active()).to.equal(editor.view?.contentDOM);
    expect(shown(editor)).to.equal(before.replace('return y', 'return y * 2'));
  });

  it('is carried along while one types, and cannot take lines that were changed', async () => {
    const editor = await propose();
    const told = listen(editor);
    editor.view?.dispatch({ changes: { from: 0, insert: '# mine\n' }, userEvent: 'input.type' });
    expect(inside(editor, '.cm-proposal')?.getAttribute('aria-label')).to.contain('line 5');
    const at = editor.value.indexOf('return x');
    editor.view?.dispatch({ changes: { from: at, insert: 'await ' }, userEvent: 'input.type' });
    expect(bar(editor)).to.equal('Assistant proposes 1 change · 1 change cannot be accepted');
    const stuck = await appears(editor, '.cm-proposal-conflict');
    expect(stuck.querySelector('.cm-proposal-accept')).to.equal(null);
    expect(stuck.textContent).to.contain('These lines were changed');
    inside(editor, '.cm-proposal-all')?.click();
    expect(shown(editor)).to.contain('await return x\n').and.to.contain('return y * 2');
    expect(bar(editor)).to.equal('1 change cannot be accepted');
    stuck.querySelector('button')?.click();
    expect(told.at(-1)).to.equal('partly 1 1');
  });

  it('leaves nothing to decide where another made the same change', async () => {
    const editor = await propose();
    const told = listen(editor);
    const at = before.indexOf('return x') + 'return x'.length;
    editor.view?.dispatch({
      changes: { from: at, insert: ' + 1' },
      annotations: Transaction.remote.of(true),
    });
    expect(bar(editor)).to.equal('Assistant proposes 1 change');
    editor.value = after;
    await until(() => !inside(editor, '.cm-proposal-bar'), 'an end');
    expect(told).to.deep.equal([]);
  });

  it('is shown without buttons where nothing can be changed', async () => {
    const editor = await propose({ readonly: true });
    expect(fresh(editor)).to.deep.equal(['return x + 1', 'return y * 2']);
    expect(all(editor, '.cm-proposal button, .cm-proposal-all')).to.deep.equal([]);
    expect(editor.acceptProposal()).to.equal(false);
    editor.readonly = false;
    await appears(editor, '.cm-proposal-accept');
  });

  it('belongs to one file, and waits for it', async () => {
    const editor = await propose();
    inside(editor, '.cm-proposal-accept')?.click();
    Object.assign(editor, { path: 'b.py', value: 'b' });
    await editor.updateComplete;
    expect(inside(editor, '.cm-proposal-bar')).to.equal(null);
    editor.path = 'a.py';
    await editor.updateComplete;
    expect(bar(editor)).to.equal('Assistant proposes 1 change');
    expect(fresh(editor)).to.deep.equal(['return y * 2']);
  });

  it('takes the colours of the language, and its words and their direction from the page', async () => {
    const editor = await propose({}, html`<code-editor lang="ar" dir="rtl"></code-editor>`);
    await appears(editor, '.cm-proposal-line .tok-keyword');
    await until(() => bar(editor) === 'Assistant يقترح تغييرين', 'the words');
    expect(inside(editor, '.cm-proposal-foot')?.dir).to.equal('rtl');
    expect(getComputedStyle(inside(editor, '.cm-proposal-line')!).direction).to.equal('ltr');
  });
});

describe('a proposal that is being written', () => {
  const writing = (content: string): EditorProposal => {
    const below = before.split('\n').slice(content.split('\n').length);
    return { ...proposal, after: [content, ...below].join('\n'), streaming: true };
  };

  async function write(editor: CodeEditor, content: string) {
    editor.proposal = writing(content);
    await until(
      () =>
        fresh(editor)
          .at(-1)
          ?.startsWith(content.split('\n').at(-1)?.trim() ?? ''),
      content,
    );
  }

  it('grows where it is written, with its author there, and only what is new is drawn', async () => {
    const editor = await open();
    await write(editor, 'import os\n\ndef f(x):\n    if x:');
    const first = inside(editor, '.cm-proposal-line');
    const box = inside(editor, '.cm-proposal');
    await write(editor, 'import os\n\ndef f(x):\n    if x:\n        retu');
    expect(inside(editor, '.cm-proposal-line')).to.equal(first);
    expect(inside(editor, '.cm-proposal')).to.equal(box);
    expect(all(editor, '.cm-proposal-flag').map((flag) => flag.textContent)).to.deep.equal(['Assistant']);
    expect(all(editor, '.cm-proposal-old, .cm-proposal button, .cm-proposal-all')).to.deep.equal([]);
    expect(bar(editor)).to.equal('Assistant is writing a change');
    expect(shown(editor)).to.equal(before);
    expect(editor.acceptProposal()).to.equal(false);
    expect(said(editor)).to.equal('');
    editor.proposal = proposal;
    await appears(editor, '.cm-proposal-accept');
    expect(inside(editor, '.cm-proposal-flag')).to.equal(null);
    expect(said(editor)).to.equal('Assistant proposes 2 changes');
  });

  it('is carried along by what one types meanwhile, also where it then has another id', async () => {
    const editor = await open();
    await write(editor, 'import os\n\ndef f(x):\n    return x +');
    editor.view?.dispatch({ changes: { from: 0, insert: '# mine\n' }, userEvent: 'input.type' });
    await write(editor, 'import os\n\ndef f(x):\n    return x + 1\n\ndef g');
    editor.proposal = { ...proposal, id: 'p9' };
    await appears(editor, '.cm-proposal-all');
    editor.acceptProposal();
    expect(shown(editor)).to.equal(`# mine\n${after}`);
  });

  for (const at of [10, 180])
    it(`moves nothing that is read, from line ${at} on`, async () => {
      const many = Array.from({ length: 400 }, (_, line) => `line_${line} = ${line}`);
      const text = many.join('\n');
      const editor = await open({ value: text }, html`<code-editor style="block-size: 200px"></code-editor>`);
      scrollTo(editor, 4000);
      const view = editor.view;
      const line = view?.lineBlockAtHeight(4060);
      const place = () => view?.coordsAtPos(line?.from ?? 0)?.top ?? Number.NaN;
      const start = place();
      const scrolled = view?.scrollDOM.scrollTop ?? 0;
      for (let length = 1; length < 12; length++) {
        const added = Array.from({ length }, (_, index) => `new_${index}`);
        const after = [...many.slice(0, at), ...added, ...many.slice(at)].join('\n');
        editor.proposal = { ...proposal, before: text, after, streaming: true };
        for (let frames = 0; frames < 2; frames++)
          await new Promise((resolve) => requestAnimationFrame(resolve));
        expect(Math.abs(place() - start)).to.be.lessThan(2);
      }
      expect(view?.scrollDOM.scrollTop).to.be.greaterThan(scrolled + 200);
    });
});

for (const theme of ['light', 'dark'] as const) {
  describe(`a proposal is accessible, ${theme}`, () => {
    const states: Record<string, (editor: CodeEditor) => unknown> = {
      'to decide upon': () => undefined,
      'in conflict': (editor) =>
        editor.view?.dispatch({ changes: { from: before.indexOf('return x'), insert: 'await ' } }),
      'being written': async (editor) => {
        editor.proposal = { ...proposal, after: before.replace('return x', 'retu'), streaming: true };
        await appears(editor, '.cm-proposal-flag');
      },
    };
    for (const [name, reach] of Object.entries(states)) {
      it(name, async () => {
        const editor = await propose({ theme });
        await appears(editor, '.cm-proposal-line .tok-keyword');
        await reach(editor);
        editor.parentElement!.style.background = theme === 'dark' ? '#14161b' : '#fff';
        expect(await violations(editor)).to.deep.equal([]);
      });
    }
  });
}

describe('highlightCode', () => {
  it('gives code with the classes of the editor, all of it', async () => {
    const runs = await highlightCode('def f():\n    return "a"\n', 'py');
    expect(runs.map(({ text }) => text).join('')).to.equal('def f():\n    return "a"\n');
    const named = Object.fromEntries(runs.map(({ text, class: name }) => [text, name]));
    expect(named).to.include({
      'def': 'tok-keyword',
      'f': 'tok-function',
      '"a"': 'tok-string',
      '\n': '',
    });
  });

  it('leaves code of a language that it does not know as it is', async () => {
    expect(await highlightCode('a\nb', 'cobol')).to.deep.equal([
      { text: 'a', class: '' },
      { text: '\n', class: '' },
      { text: 'b', class: '' },
    ]);
  });
});
