import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { violations } from '../../../.config/testing/axe.js';
import { until } from '../../../.config/testing/fixture.js';
import { inside, opened, question, roomWith, said, shows, type, within } from '../test/room.js';
import './define.js';
import { LanguageRequestEvent, ResetRequestEvent } from './room-header/header-requests.js';
import { NewFileRequestEvent, DeleteFileRequestEvent } from './file-tabs/file-requests.js';
import type { InterviewRoom } from './interview-room.js';

const tabs = (room: InterviewRoom) =>
  [...(within(room, 'file-tabs')?.shadowRoot?.querySelectorAll('[role=tab]') ?? [])].map((tab) =>
    (tab.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1200, 800, 400, 320]) {
    it(`has nothing for axe at ${width} px, ${theme}`, async () => {
      const room = await opened(await roomWith(question(), { width, theme }));
      expect(await violations(room)).to.deep.equal([]);
      expect(room.scrollWidth).to.be.at.most(room.clientWidth);
    });
  }
}

describe('the panes of a room', () => {
  it('stand side by side where there is room', async () => {
    const room = await opened(await roomWith(question(), { width: 1000 }));
    const [problem, code] = [within(room, '#problem'), within(room, '#code')].map((pane) =>
      pane?.getBoundingClientRect(),
    );
    expect(problem?.right).to.be.at.most(code?.left ?? 0);
    expect(within(room, '.pane-tabs')?.getBoundingClientRect().height).to.equal(0);
  });

  it('are mirrored in a page that reads from right to left, in its language', async () => {
    const room = await opened(await roomWith(question(), { dir: 'rtl', lang: 'ar' }));
    const [problem, code] = [within(room, '#problem'), within(room, '#code')].map((pane) =>
      pane?.getBoundingClientRect(),
    );
    expect(problem?.left).to.be.at.least(code?.right ?? 0);
    await until(() => within(room, '#problem')?.getAttribute('aria-label') === 'المسألة', 'the Arabic words');
    expect(await violations(room)).to.deep.equal([]);
  });

  it('are tabs where there is not, by click and by arrow keys', async () => {
    const room = await opened(await roomWith(question(), { width: 400 }));
    const shown = () =>
      ['problem', 'code', 'run'].filter((id) => (within(room, `#${id}`)?.offsetHeight ?? 0) > 0);
    expect(shown()).to.deep.equal(['problem']);
    within(room, '#tab-code')?.click();
    await room.updateComplete;
    expect(shown()).to.deep.equal(['code']);
    within(room, '#tab-code')?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await room.updateComplete;
    expect(shown()).to.deep.equal(['run']);
    await until(() => within(room, '#run')?.role === 'tabpanel', 'the roles of tabs');
  });

  for (const width of [719, 720])
    it(`are ${width < 720 ? 'tabs' : 'panes'} at ${width} px of its own width`, async () => {
      const room = await opened(await roomWith(question(), { width }));
      expect(room.offsetWidth).to.equal(width);
      const tabs = within(room, '.pane-tabs')?.getBoundingClientRect().height ?? 0;
      expect(tabs > 0).to.equal(width < 720);
      await until(() => (within(room, '#run')?.role === 'tabpanel') === width < 720, 'the roles');
    });

  it('are walked by F6 and Shift+F6', async () => {
    const room = await opened(await roomWith(question()));
    within(room, '#problem')?.focus();
    const pane = () => room.shadowRoot?.activeElement?.closest('.pane')?.id;
    await sendKeys({ press: 'F6' });
    await until(() => pane() === 'code', 'the code');
    await sendKeys({ press: 'F6' });
    await until(() => pane() === 'run', 'the run panel');
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'F6' });
    await sendKeys({ up: 'Shift' });
    await until(() => pane() === 'code', 'the code again');
  });
});

describe('the work in a room', () => {
  it('is there again in the next room of the same question', async () => {
    const mine = question();
    const first = await opened(await roomWith(mine));
    type(first, '# kept\n');
    await until(() => said(first, 'room-header', '[role=status]').includes('Saved'), 'the word');
    first.remove();
    const second = await opened(await roomWith(mine));
    await shows(second, '# kept');
  });

  it('is kept for each language', async () => {
    const room = await opened(await roomWith(question()));
    type(room, '# python\n');
    room.dispatchEvent(new LanguageRequestEvent('javascript'));
    await shows(room, 'export function');
    type(room, '// javascript\n');
    room.dispatchEvent(new LanguageRequestEvent('python'));
    await shows(room, '# python');
    room.dispatchEvent(new LanguageRequestEvent('javascript'));
    await shows(room, '// javascript');
  });

  it('goes back to the starter, and comes back by the notice or by undo', async () => {
    const room = await opened(await roomWith(question()));
    type(room, '# mine\n');
    for (const undo of [() => within(room, '.notice .bordered')?.click(), () => room.editor?.undo()]) {
      room.dispatchEvent(new ResetRequestEvent());
      await until(() => room.text === 'def add(a, b):\n    return 0\n', 'the starter');
      await until(() => within(room, '.notice')?.hidden === false, 'the notice');
      undo();
      await shows(room, '# mine');
    }
  });

  it('shows files that are not hidden, makes and deletes own ones, and takes that back', async () => {
    const room = await opened(await roomWith(question()));
    expect(tabs(room)).to.deep.equal(['main.py', 'data.txt (read only)']);
    room.dispatchEvent(new NewFileRequestEvent('helper.py'));
    await until(() => tabs(room).includes('helper.py'), 'the file');
    await until(() => room.text === '', 'an empty file');
    type(room, 'y = 2\n');
    room.dispatchEvent(new DeleteFileRequestEvent('helper.py'));
    await until(() => !tabs(room).includes('helper.py'), 'the file to go');
    within(room, '.notice .bordered')?.click();
    await until(() => tabs(room).includes('helper.py'), 'the file to be back');
    await shows(room, 'y = 2');
    expect(room.shadowRoot?.activeElement?.id).to.equal('code');
  });

  it('cannot take the name of a hidden file, nor delete what the question brought', async () => {
    const room = await opened(await roomWith(question()));
    room.dispatchEvent(new NewFileRequestEvent('secret.py'));
    room.dispatchEvent(new DeleteFileRequestEvent('main.py'));
    room.dispatchEvent(new NewFileRequestEvent('other.py'));
    await until(() => tabs(room).includes('other.py'), 'the file');
    expect(tabs(room)).to.deep.equal(['main.py', 'data.txt (read only)', 'other.py']);
  });

  it('remembers which hints were shown', async () => {
    const mine = question();
    const first = await opened(await roomWith(mine));
    inside(first, 'question-view', 'button.hint').click();
    await until(
      () => (within(first, 'question-view')?.shadowRoot?.querySelectorAll('.hints li').length ?? 0) === 1,
      'one hint',
    );
    first.remove();
    const second = await opened(await roomWith(mine));
    await until(
      () => (within(second, 'question-view')?.shadowRoot?.querySelectorAll('.hints li').length ?? 0) === 1,
      'it again',
    );
  });

  it('survives being moved, with its undo', async () => {
    const room = await opened(await roomWith(question()));
    type(room, '# moved\n');
    const other = document.createElement('div');
    room.parentElement?.append(other);
    other.append(room);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(room.text).to.contain('# moved');
    room.editor?.undo();
    expect(room.text).not.to.contain('# moved');
  });

  it('gives way to another question, set live', async () => {
    const room = await opened(await roomWith(question()));
    type(room, '# of the first\n');
    room.question = question({ title: 'Another' });
    await until(() => said(room, 'room-header', 'h2').includes('Another'), 'the other title');
    await opened(room);
    expect(room.text).not.to.contain('# of the first');
  });
});

describe('the keys of a room', () => {
  it('open the list of shortcuts with ?, but not while one types', async () => {
    const room = await opened(await roomWith(question()));
    room.editor?.focus();
    await sendKeys({ press: '?' });
    expect(room.text).to.contain('?');
    within(room, '#problem')?.focus();
    await sendKeys({ press: '?' });
    const dialog = await until(
      () => within(room, 'room-shortcuts')?.shadowRoot?.querySelector('dialog[open]'),
      'the dialog',
    );
    expect(dialog.querySelectorAll('dt').length).to.be.greaterThan(5);
    expect(await violations(room)).to.deep.equal([]);
  });
});
