import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { define } from '@interview-room/ui';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, once } from '../../../../.config/testing/fixture.js';
import { RoomMenu } from '../room-menu/room-menu.js';
import type { NewFileRequestEvent, RenameFileRequestEvent, SelectFileRequestEvent } from './file-requests.js';
import { FileTabs, type TabFile } from './file-tabs.js';

define('room-menu', RoomMenu);
define('file-tabs', FileTabs);

const FILES: TabFile[] = [
  { path: 'main.py' },
  { path: 'data.txt', readonly: true },
  { path: 'mine.py', own: true },
];
const tabs = (selected: string, files = FILES) =>
  fixture<FileTabs>(
    html`<file-tabs .files=${files} .reserved=${['hidden.py']} selected=${selected}></file-tabs>`,
  );
const all = (element: FileTabs) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? []),
];
const inner = <T extends HTMLElement>(element: FileTabs, selector: string): T => {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

describe('<file-tabs>', () => {
  it('shows the files as tabs, the selected one alone in the tab order', async () => {
    const element = await tabs('data.txt');
    expect(all(element).map((tab) => tab.getAttribute('aria-selected'))).to.deep.equal([
      'false',
      'true',
      'false',
    ]);
    expect(all(element).map((tab) => tab.tabIndex)).to.deep.equal([-1, 0, -1]);
    expect(all(element)[1]?.textContent).to.contain('read only');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('keeps its tabs apart where they are too many for its width, and remarks on names inside of it', async () => {
    const files = ['main.py', 'another_module.py', 'package/deep/module_name.py', 'last.py'];
    const element = await tabs(
      'main.py',
      files.map((path) => ({ path })),
    );
    element.style.inlineSize = '320px';
    inner(element, '.new').click();
    await element.updateComplete;
    await sendKeys({ type: 'main.py' });
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    const boxes = all(element).map((tab) => tab.getBoundingClientRect());
    boxes.forEach(({ left }, at) => expect(left).to.be.at.least((boxes[at - 1]?.right ?? left) - 1));
    all(element).forEach((tab) => expect(tab.scrollWidth, tab.textContent).to.be.at.most(tab.clientWidth));
    const [own, remark] = [element, inner(element, '.error')].map((each) => each.getBoundingClientRect());
    expect(remark?.left).to.be.at.least(own?.left ?? 0);
    expect(remark?.right).to.be.at.most(own?.right ?? 0);
  });

  const moves: [string, string, string][] = [
    ['ArrowRight', 'main.py', 'data.txt'],
    ['ArrowLeft', 'main.py', 'mine.py'],
    ['End', 'main.py', 'mine.py'],
    ['Home', 'mine.py', 'main.py'],
    ['ArrowRight', 'mine.py', 'main.py'],
  ];
  for (const [key, from, to] of moves) {
    it(`asks for ${to} on ${key} from ${from}`, async () => {
      const element = await tabs(from);
      all(element)
        .find((tab) => tab.tabIndex === 0)
        ?.focus();
      const asked = once<SelectFileRequestEvent>(element, 'select-file-request');
      await sendKeys({ press: key });
      expect((await asked).path).to.equal(to);
    });
  }

  it('offers to rename and delete only what the person made', async () => {
    const element = await tabs('main.py');
    expect(element.shadowRoot?.querySelector('room-menu')).to.equal(null);
    element.selected = 'mine.py';
    await element.updateComplete;
    const menu = inner<RoomMenu>(element, 'room-menu');
    expect(menu.items.map(({ id }) => id)).to.deep.equal(['rename', 'delete']);
  });

  const faults: [string, string][] = [
    ['', 'Type a name'],
    ['../up.py', 'Use letters'],
    ['/root.py', 'Use letters'],
    ['.hidden', 'Use letters'],
    ['main.py', 'already'],
    ['hidden.py', 'already'],
  ];
  for (const [name, word] of faults) {
    it(`says what is wrong with the name “${name}”`, async () => {
      const element = await tabs('main.py');
      element.addEventListener('new-file-request', () => expect.fail('asked for a file'));
      inner(element, '.new').click();
      await element.updateComplete;
      const input = inner<HTMLInputElement>(element, 'input');
      expect(element.shadowRoot?.activeElement).to.equal(input);
      input.value = name;
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      expect(inner(element, '.error').textContent).to.contain(word);
      expect(input.getAttribute('aria-invalid')).to.equal('true');
      expect(await violations(element)).to.deep.equal([]);
      await sendKeys({ press: 'Escape' });
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('input')).to.equal(null);
    });
  }

  it('stops complaining as soon as the name is right', async () => {
    const element = await tabs('main.py');
    inner(element, '.new').click();
    await element.updateComplete;
    await sendKeys({ type: 'main.py' });
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(inner(element, '.error').textContent).to.contain('already');
    await sendKeys({ press: '2' });
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('.error')).to.equal(null);
  });

  it('brings whoever asked for a file to its tab, and nobody who has gone elsewhere', async () => {
    const element = await tabs('main.py');
    const create = async (path: string, meanwhile = () => {}) => {
      inner(element, '.new').click();
      await element.updateComplete;
      await sendKeys({ type: path });
      await sendKeys({ press: 'Enter' });
      meanwhile();
      element.files = [...element.files, { path, own: true }];
      element.selected = path;
      await element.updateComplete;
    };
    await create('one.py');
    expect(element.shadowRoot?.activeElement?.textContent).to.contain('one.py');
    const elsewhere = document.createElement('input');
    element.after(elsewhere);
    await create('two.py', () => elsewhere.focus());
    expect(document.activeElement).to.equal(elsewhere);
  });

  it('asks for a new file by name', async () => {
    const element = await tabs('main.py');
    inner(element, '.new').click();
    await element.updateComplete;
    const asked = once<NewFileRequestEvent>(element, 'new-file-request');
    await sendKeys({ type: 'lib/helper.py' });
    await sendKeys({ press: 'Enter' });
    expect((await asked).path).to.equal('lib/helper.py');
  });

  it('asks for another name, beginning with the old one', async () => {
    const element = await tabs('mine.py');
    const menu = inner<RoomMenu>(element, 'room-menu');
    menu.shadowRoot?.querySelector<HTMLElement>('[role=menuitem]')?.click();
    await element.updateComplete;
    const input = inner<HTMLInputElement>(element, 'input');
    expect(input.value).to.equal('mine.py');
    const asked = once<RenameFileRequestEvent>(element, 'rename-file-request');
    await sendKeys({ type: 'yours.py' });
    await sendKeys({ press: 'Enter' });
    const { path, to } = await asked;
    expect([path, to]).to.deep.equal(['mine.py', 'yours.py']);
  });
});
