import { WireError } from '@interview-room/backends/tasks';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../.config/testing/axe.js';
import { fixture, once, until } from '../../../.config/testing/fixture.js';
import { Tasks } from '../test/tasks.js';
import './define.js';
import type { TaskFilesEvent, TaskFinishedEvent, TaskStartedEvent } from './events.js';
import type { TaskPanel } from './task-panel.js';

const inside = (panel: TaskPanel): ShadowRoot => panel.shadowRoot as ShadowRoot;
const find = <E extends HTMLElement = HTMLElement>(panel: TaskPanel, selector: string): E =>
  inside(panel).querySelector(selector) ?? expect.fail(`no ${selector}`);
const part = (panel: TaskPanel, name: string): HTMLElement => find(panel, `[part~=${name}]`);
const texts = (panel: TaskPanel, selector: string): string[] =>
  [...inside(panel).querySelectorAll(selector)].map((each) => each.textContent?.replace(/\s+/g, ' ').trim() ?? ''); // prettier-ignore
const said = (panel: TaskPanel): string => texts(panel, '[role=status]').at(-1) ?? '';
function write(panel: TaskPanel, selector: string, value: string): void {
  const field = find<HTMLInputElement>(panel, selector);
  field.value = value;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
}

async function make(tasks = new Tasks(), width = 900): Promise<TaskPanel> {
  const panel = await fixture<TaskPanel>(
    html`<task-panel style="inline-size: ${width}px" .client=${tasks}></task-panel>`,
  );
  await until(() => tasks.trouble ?? !inside(panel).textContent?.includes('Loading…'), 'the list');
  return panel;
}
async function shows(panel: TaskPanel, id: string): Promise<void> {
  find(panel, `[data-id="${id}"]`).click();
  await panel.updateComplete;
}
async function showsFiles(panel: TaskPanel, id: string): Promise<void> {
  await shows(panel, id);
  find(panel, '#tab-files').click();
  await until(() => texts(panel, '[part=file]').length > 0, 'the files');
}
const invalid = () =>
  new WireError('invalid', 'The backend refused it.', {
    fields: [
      { field: 'configuration.app_url', message: 'Input should be a valid URL' },
      { field: 'configuration.sign_in.password', message: 'Field required' },
      { field: 'task_id', message: 'Already taken' },
    ],
  });

describe('<task-panel>', () => {
  beforeEach(() => sessionStorage.clear());

  it('starts a task of each type, and shows it', async () => {
    const tasks = new Tasks();
    const panel = await make(tasks);
    expect(part(panel, 'empty').textContent).to.contain('No tasks yet');
    for (const type of ['complete', 'plan', 'generate', 'run', 'fix', 'custom']) {
      part(panel, 'new-button').click();
      await panel.updateComplete;
      write(panel, '#type', type);
      write(panel, '#appUrl', ' https://shop.example ');
      write(panel, '#instructions', `do ${type}`);
      const started = once<TaskStartedEvent>(document, 'task-started');
      part(panel, 'start-button').click();
      expect((await started).task.type).to.equal(type);
      await until(() => panel.selected === (tasks.tasks[0]?.id ?? ''), 'the task');
    }
    expect(tasks.asked.map(({ type }) => type)).to.have.lengthOf(6);
    expect(tasks.asked[2]).to.deep.equal({
      type: 'generate',
      appUrl: 'https://shop.example',
      signIn: { method: 'none' },
      instructions: 'do generate',
    });
    expect(texts(panel, '[part=task]')).to.have.lengthOf(6);
    expect(tasks.watched).to.equal(1);
  });

  it('shows the steps that are known, and none of a task of one’s own', async () => {
    const tasks = new Tasks();
    const own = tasks.add({ type: 'custom', phase: undefined });
    const panel = await make(tasks);
    part(panel, 'task').click();
    await until(() => inside(panel).querySelector('[part=standing]'), 'the task');
    expect(inside(panel).querySelector('[part=steps]')).to.equal(null);
    tasks.move(own.id, { phase: 'running_tests' });
    await until(() => inside(panel).querySelector('[part=steps]'), 'a step that it is at');
  });

  it('says at each field what is wrong with it, and keeps what was written', async () => {
    const tasks = new Tasks();
    const panel = await make(tasks);
    part(panel, 'new-button').click();
    await panel.updateComplete;
    part(panel, 'start-button').click();
    await until(() => inside(panel).activeElement?.id === 'appUrl', 'the focus at what is missing');
    expect(tasks.asked).to.deep.equal([]);
    write(panel, '#appUrl', 'nowhere');
    write(panel, '#method', 'username-password');
    await panel.updateComplete;
    write(panel, '#username', 'ann');
    find<HTMLInputElement>(panel, '#password').value = 'secret';
    tasks.trouble = invalid();
    part(panel, 'start-button').click();
    await until(() => texts(panel, '.wrong').length === 2, 'what is wrong');
    const address = find<HTMLInputElement>(panel, '#appUrl');
    expect(address.getAttribute('aria-invalid')).to.equal('true');
    expect(find(panel, `#${address.getAttribute('aria-describedby')}`).textContent).to.equal(
      'Input should be a valid URL',
    );
    expect(find(panel, '.form [part=problem]').textContent).to.contain('task_id: Already taken');
    expect(find<HTMLInputElement>(panel, '#password').value).to.equal('secret');
    expect(await violations(panel)).to.deep.equal([]);
    tasks.trouble = undefined;
    write(panel, '#appUrl', 'https://shop.example');
    part(panel, 'start-button').click();
    await until(() => panel.selected, 'the task');
    expect(tasks.asked.at(-1)?.signIn).to.deep.equal({
      method: 'username-password',
      username: 'ann',
      password: 'secret',
    });
    expect(JSON.stringify({ ...sessionStorage })).not.to.contain('secret');
  });

  it('shows the steps as they come, and tells of the end', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add();
    const panel = await make(tasks);
    await shows(panel, id);
    const steps = () => texts(panel, '[part=step]');
    expect(steps()).to.deep.equal(['Plan , now', 'Generate , to come', 'Run , to come', 'Fix , to come']);
    tasks.move(id, { phase: 'running_tests', activity: 'Running the tests' });
    await until(() => steps()[2] === 'Run , now', 'the third step');
    expect(steps()[1]).to.equal('Generate , done');
    expect(part(panel, 'standing').textContent).to.contain('Running the tests');
    await until(() => said(panel).endsWith('Run'), 'that it is read out');
    const finished = once<TaskFinishedEvent>(document, 'task-finished');
    tasks.move(id, { status: 'failed', error: 'No answer', completedAt: Date.UTC(2026, 4, 17, 13, 2) });
    expect((await finished).task.error).to.equal('No answer');
    await until(() => steps()[2] === 'Run , failed here', 'the end');
    expect(part(panel, 'error').textContent).to.equal('No answer');
    expect(part(panel, 'standing').textContent).to.contain('Took 1 hr 2 min');
    expect(inside(panel).querySelector('[part=cancel-button]')).to.equal(null);
  });

  it('narrows the log down, and keeps at its end', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add();
    tasks.say(id, ['info', 'Found the basket'], ['debug', 'Opening the page'], ['error', 'The basket is <b>empty</b>']); // prettier-ignore
    const panel = await make(tasks);
    await shows(panel, id);
    expect(texts(panel, '.line .said')).to.have.lengthOf(3);
    write(panel, '[part=level]', 'warning');
    await panel.updateComplete;
    expect(texts(panel, '.line .said')).to.deep.equal(['The basket is <b>empty</b>']);
    write(panel, '[part=level]', 'debug');
    write(panel, '[part=search]', 'BASKET');
    await panel.updateComplete;
    expect(texts(panel, 'mark')).to.deep.equal(['basket', 'basket']);
    expect(texts(panel, '.count')).to.deep.equal(['2 of 3 lines']);
    write(panel, '[part=search]', 'nothing like it');
    await panel.updateComplete;
    expect(part(panel, 'log').textContent).to.contain('No line fits.');
    write(panel, '[part=search]', '');
    tasks.say(id, ...Array.from({ length: 500 }, (_, n) => ['info', `line ${n}`] as const));
    const log = part(panel, 'log');
    await until(() => log.scrollHeight - log.scrollTop - log.clientHeight < 24, 'the end of the log');
    // Until it is told, an update may take it back to the end.
    await until(() => {
      log.scrollTop = 0;
      return inside(panel).querySelector('[part~=latest-button]');
    }, 'the way back to the end');
    tasks.say(id, ['info', 'one more']);
    await until(() => texts(panel, '.count')[0] === '504 lines', 'the line');
    expect(log.scrollTop).to.equal(0);
  });

  it('asks before it cancels', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add();
    const panel = await make(tasks);
    await shows(panel, id);
    part(panel, 'cancel-button').click();
    const dialog = find<HTMLDialogElement>(panel, 'dialog');
    expect(dialog.open).to.equal(true);
    expect(await violations(panel)).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await until(() => !dialog.open, 'the dialog to close');
    expect(tasks.tasks[0]?.status).to.equal('running');
    part(panel, 'cancel-button').click();
    part(panel, 'confirm-button').click();
    await until(() => texts(panel, '[part=detail] [part=status]')[0] === 'Cancelled', 'the end');
    expect(texts(panel, '[part=step]')[0]).to.equal('Plan , stopped here');
    await until(() => inside(panel).activeElement?.id === 'tab-log', 'the focus');
  });

  it('shows files, and gives them to whoever takes them', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add({ status: 'completed' });
    for (const [path, text] of [['plan.md', '# Plan'], ['a/b.test.ts', 'test();'], ['shot.png', undefined]] as const) tasks.made.set(path, text); // prettier-ignore
    const panel = await make(tasks);
    await showsFiles(panel, id);
    expect(texts(panel, '[part=file]')).to.deep.equal(['plan.md 6 B', 'a/b.test.ts 7 B', 'shot.png']);
    const [plan, , shot] = inside(panel).querySelectorAll<HTMLElement>('[part=file]');
    plan?.click();
    await until(() => texts(panel, 'pre')[0] === '# Plan', 'the file');
    part(panel, 'put-button').click();
    await panel.updateComplete;
    expect(part(panel, 'note').textContent).to.equal('Nothing here took the files.');
    const given: TaskFilesEvent[] = [];
    panel.addEventListener('task-files', (event) => (event.preventDefault(), given.push(event)));
    part(panel, 'put-all-button').click();
    await until(() => given.length > 0, 'the files');
    expect(given[0]?.files).to.deep.equal({ 'plan.md': '# Plan', 'a/b.test.ts': 'test();' });
    await until(() => part(panel, 'note').textContent?.includes('2 files are in the workspace; left out: 1'));
    shot?.click();
    await until(() => part(panel, 'preview').textContent?.includes('not text (2.5 MB)'), 'what it is');
    expect(await violations(panel)).to.deep.equal([]);
    tasks.made.set('late.md', '');
    tasks.move(id, { status: 'completed', phase: 'fixing_tests' });
    await until(() => texts(panel, '[part=file]').length === 4, 'the file that came late');
  });

  it('goes with the keys', async () => {
    const tasks = new Tasks();
    for (const type of ['plan', 'run', 'fix']) tasks.add({ type });
    const panel = await make(tasks);
    const [first] = inside(panel).querySelectorAll<HTMLElement>('[part=task]');
    first?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'End' });
    expect(inside(panel).activeElement?.textContent).to.contain('Plan tests');
    await sendKeys({ press: 'Enter' });
    await until(() => panel.selected === 'task 0', 'the task');
    find(panel, '#tab-log').focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => find(panel, '#tab-files').getAttribute('aria-selected') === 'true', 'the other tab');
    expect(inside(panel).activeElement?.id).to.equal('tab-files');
  });

  it('shows one pane where there is room for one, and the focus goes along', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add();
    const panel = await make(tasks, 320);
    await shows(panel, id);
    await until(() => inside(panel).activeElement === part(panel, 'back-button'), 'the way back');
    expect(part(panel, 'list').checkVisibility()).to.equal(false);
    expect(panel.scrollWidth).to.be.at.most(320);
    tasks.made.set('plan.md', '# Plan');
    find(panel, '#tab-files').click();
    await until(() => texts(panel, '[part=file]').length > 0, 'the files');
    part(panel, 'file').click();
    await until(
      () => inside(panel).activeElement?.getAttribute('aria-label') === 'Close the file',
      'the file',
    );
    expect(part(panel, 'file').checkVisibility()).to.equal(false);
    (inside(panel).activeElement as HTMLElement).click();
    await until(() => inside(panel).activeElement === part(panel, 'file'), 'the list of files');
    part(panel, 'back-button').click();
    await until(() => inside(panel).activeElement?.getAttribute('data-id') === id, 'where it began');
    expect(panel.selected).to.equal(undefined);
    expect(tasks.watched).to.equal(0);
  });

  it('says when the backend is away, keeps what is known, and goes on', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add();
    const panel = await make(tasks);
    await shows(panel, id);
    tasks.trouble = new WireError('network', 'The backend is not reached.');
    tasks.see(id, { connection: 'offline', problem: tasks.trouble as WireError });
    await panel.refresh();
    await until(() => part(panel, 'standing').textContent?.includes('Not connected'), 'that it is away');
    expect(texts(panel, '[part=task]')).to.have.lengthOf(1);
    expect(texts(panel, '[part=list] [part=problem] p')[0]).to.contain('What is shown is what was known');
    expect(await violations(panel)).to.deep.equal([]);
    tasks.trouble = undefined;
    tasks.see(id, { connection: 'polling', problem: undefined });
    find(panel, '[part=problem] button').click();
    await until(() => !inside(panel).querySelector('[part=problem]'), 'the list');
    expect(part(panel, 'standing').textContent).to.contain('asked every few seconds');
  });

  it('opens the form with what a page suggests', async () => {
    const panel = await make();
    panel.draft = { appUrl: 'https://staging.example' };
    panel.suggestions = [
      { label: 'Test the basket', draft: () => ({ type: 'generate', instructions: 'The basket alone.' }) },
    ];
    await panel.updateComplete;
    part(panel, 'suggestion').click();
    await panel.updateComplete;
    const values = ['#type', '#appUrl', '#instructions'].map((id) => find<HTMLInputElement>(panel, id).value);
    expect(values).to.deep.equal(['generate', 'https://staging.example', 'The basket alone.']);
  });

  it('knows after a reload what was looked at, and forgets what is not there any more', async () => {
    const tasks = new Tasks();
    const { id } = tasks.add();
    const panel = await make(tasks);
    await shows(panel, id);
    panel.remove();
    await until(() => tasks.watched === 0, 'that nothing is watched');
    expect((await make(tasks)).selected).to.equal(id);
    expect((await make(new Tasks())).selected).to.equal(undefined);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`has nothing to complain of, ${theme}, in Arabic too`, async () => {
      const tasks = new Tasks();
      tasks.add({ type: 'plan', status: 'completed', completedAt: Date.now() });
      tasks.add({ type: 'dance', status: 'failed', error: 'It fell', instructions: 'Dance' });
      const { id } = tasks.add({ instructions: 'Write tests' });
      tasks.say(id, ['error', 'An error'], ['warning', 'A warning'], ['info', 'Some news']);
      const panel = await make(tasks);
      panel.theme = theme;
      await shows(panel, id);
      write(panel, '[part=search]', 'a');
      await panel.updateComplete;
      expect(await violations(panel)).to.deep.equal([]);
      panel.lang = 'ar';
      panel.dir = 'rtl';
      await until(() => part(panel, 'new-button').textContent?.includes('مهمة جديدة'), 'the words');
      expect(await violations(panel)).to.deep.equal([]);
    });
});
