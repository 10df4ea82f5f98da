import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture } from '../../../../.config/testing/fixture.js';
import { define } from '@interview-room/ui';
import { PaneSplitter } from './pane-splitter.js';

define('pane-splitter', PaneSplitter);

async function splitter(attributes = html``, dir = 'ltr'): Promise<PaneSplitter> {
  const box = await fixture<HTMLElement>(
    html`<div dir=${dir} style="display: flex; inline-size: 400px; block-size: 200px">
      <div style="flex: 1"></div>
      ${attributes}
      <div style="flex: 1"></div>
    </div>`,
  );
  const element = box.querySelector('pane-splitter');
  if (!element) throw new Error('no splitter');
  await element.updateComplete;
  return element;
}
const plain = html`<pane-splitter label="Width" value="40" reset-value="40"></pane-splitter>`;
const line = (element: PaneSplitter) => element.shadowRoot?.querySelector<HTMLElement>('[role=separator]');

async function press(element: PaneSplitter, ...keys: string[]): Promise<number> {
  line(element)?.focus();
  for (const key of keys) {
    const [press, shift] = [key.replace('Shift+', ''), key.startsWith('Shift+')];
    if (shift) await sendKeys({ down: 'Shift' });
    await sendKeys({ press });
    if (shift) await sendKeys({ up: 'Shift' });
  }
  return element.value;
}

describe('<pane-splitter>', () => {
  afterEach(() => localStorage.clear());

  it('is a separator with a name and a value', async () => {
    const element = await splitter(plain);
    const role = line(element);
    expect(role?.getAttribute('aria-label')).to.equal('Width');
    expect(role?.getAttribute('aria-orientation')).to.equal('vertical');
    expect(role?.getAttribute('aria-valuenow')).to.equal('40');
    expect(await violations(element)).to.deep.equal([]);
  });

  const keys: [string, string, string[], number][] = [
    ['ltr', 'ArrowRight', ['ArrowRight'], 42],
    ['ltr', 'ArrowLeft', ['ArrowLeft'], 38],
    ['rtl', 'ArrowRight', ['ArrowRight'], 38],
    ['rtl', 'ArrowLeft', ['ArrowLeft'], 42],
    ['ltr', 'Home', ['Home'], 20],
    ['ltr', 'End', ['End'], 80],
    ['ltr', 'Home and Left', ['Home', 'ArrowLeft'], 20],
    ['ltr', 'Shift+Right', ['Shift+ArrowRight'], 50],
    ['ltr', 'End and Enter', ['End', 'Enter'], 40],
    ['ltr', 'ArrowUp, which is not its axis', ['ArrowUp'], 40],
  ];
  for (const [dir, name, pressed, value] of keys) {
    it(`goes to ${value} on ${name} (${dir})`, async () => {
      const element = await splitter(plain, dir);
      const told: number[] = [];
      element.addEventListener('pane-resize', (event) => told.push(event.value));
      expect(await press(element, ...pressed)).to.equal(value);
      await element.updateComplete;
      expect(line(element)?.getAttribute('aria-valuenow')).to.equal(String(value));
      if (value !== 40) expect(told.at(-1)).to.equal(value);
    });
  }

  it('is dragged by its grip, wider than its line, and reset by a double click', async () => {
    const element = await splitter(plain);
    const box = element.getBoundingClientRect();
    const parent = element.parentElement?.getBoundingClientRect();
    const [x, y] = [Math.round(box.left + 3), Math.round(box.top + 50)];
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round((parent?.left ?? 0) + 280), y] });
    await sendMouse({ type: 'up' });
    expect(element.value).to.be.closeTo(70, 1);
    line(element)?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    expect(element.value).to.equal(40);
  });

  it('keeps its place under its storage key', async () => {
    const kept = html`<pane-splitter label="Width" value="40" storage-key="test"></pane-splitter>`;
    await press(await splitter(kept), 'End');
    const again = await splitter(kept);
    await new Promise((resolve) => setTimeout(resolve));
    expect(again.value).to.equal(80);
  });

  it('moves all the same where storage is refused or holds rubbish', async () => {
    localStorage.setItem('interview-room:test', '{"not":"a number"');
    const kept = html`<pane-splitter label="Width" value="40" storage-key="test"></pane-splitter>`;
    const element = await splitter(kept);
    expect(element.value).to.equal(40);
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException('refused', 'QuotaExceededError');
    };
    try {
      expect(await press(element, 'End')).to.equal(80);
    } finally {
      Storage.prototype.setItem = set;
    }
  });
});
