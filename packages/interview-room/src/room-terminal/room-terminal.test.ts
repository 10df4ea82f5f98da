import type { TerminalEvents, TerminalOffer, TerminalSize } from '@interview-room/core';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { violations } from '../../../../.config/testing/axe.js';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import './define.js';
import type { RoomTerminal } from './room-terminal.js';

/** A shell that says nothing of its own, and writes down what it is told. */
class Told implements TerminalOffer {
  readonly log: string[] = [];
  readonly sizes: number[] = [];
  readonly opened: { size: TerminalSize; events: TerminalEvents }[] = [];

  open(size: TerminalSize, events: TerminalEvents) {
    this.opened.push({ size, events });
    return {
      write: (data: string) => void this.log.push(`write ${JSON.stringify(data)}`),
      interrupt: () => void this.log.push('interrupt'),
      resize: ({ columns }: TerminalSize) => void this.sizes.push(columns),
      close: () => void this.log.push('close'),
    };
  }
  get events(): TerminalEvents {
    const last = this.opened.at(-1);
    if (!last) throw new Error('not opened');
    return last.events;
  }
}

const draw = (offer: TerminalOffer | undefined, style = '', theme = 'light') =>
  fixture<RoomTerminal>(
    html`<room-terminal
      theme=${theme}
      .terminal=${offer}
      style="block-size: 300px; inline-size: 600px; ${style}"
    ></room-terminal>`,
  );
const find = <T extends HTMLElement>(element: RoomTerminal, selector: string) =>
  element.shadowRoot?.querySelector<T>(selector) ?? undefined;
const xterm = (element: RoomTerminal) => element['link']?.['shell']?.['view']['terminal'];
/** What is on the screen. From its buffer: a page that is not in front is not drawn. */
const shown = (element: RoomTerminal) => element['link']?.text ?? '';
const status = (element: RoomTerminal) =>
  find(element, '.status')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function joined(style = '', theme = 'light') {
  const shell = new Told();
  const element = await draw(shell, style, theme);
  await until(() => shell.opened.length, 'the shell');
  shell.events.status('open', 'pty');
  await element.updateComplete;
  return { shell, element };
}

describe('<room-terminal>', () => {
  it('says that there is none', async () => {
    const element = await draw(undefined);
    expect(find(element, '.empty')?.textContent).to.contain('There is no terminal here.');
  });

  it('connects when it is first seen, in the size that it has', async () => {
    const shell = new Told();
    const element = await draw(shell, 'display: none');
    expect(find(element, '.xterm')).to.equal(undefined);
    element.style.display = 'flex';
    element.requestUpdate();
    await until(() => shell.opened.length, 'the shell');
    const { columns, rows } = shell.opened[0]?.size ?? { columns: 0, rows: 0 };
    expect(columns).to.be.within(50, 90);
    expect(rows).to.be.within(5, 20);
  });

  it('shows what comes, and sends what is typed once it is connected', async () => {
    const shell = new Told();
    const element = await draw(shell);
    await until(() => shell.opened.length, 'the shell');
    expect(status(element)).to.equal('Connecting…');
    element.focus();
    await sendKeys({ type: 'early' });
    shell.events.status('open', 'tunnel');
    shell.events.output('$ \x1b[32mready\x1b[0m\r\nnext');
    await until(() => shown(element) === '$ ready\nnext', 'the output');
    expect(status(element)).to.equal('Connected · tunnel');
    await sendKeys({ type: 'ls' });
    await sendKeys({ press: 'Enter' });
    await until(() => shell.log.length === 3, 'what is typed');
    expect(shell.log).to.deep.equal(['write "l"', 'write "s"', 'write "\\r"']);
  });

  it('gives Tab and Escape to the shell, and lets go after both', async () => {
    const { shell, element } = await joined();
    element.focus();
    for (const press of ['Tab', 'Escape', 'Tab']) await sendKeys({ press });
    expect(shell.log).to.deep.equal(['write "\\t"', 'write "\\u001b"']);
    expect(element.shadowRoot?.activeElement?.classList.contains('xterm-helper-textarea')).to.not.equal(true);
  });

  it('interrupts by Control-C and by its button', async () => {
    const { shell, element } = await joined();
    element.focus();
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'c' });
    await sendKeys({ up: 'Control' });
    find(element, '.interrupt')?.click();
    expect(shell.log).to.deep.equal(['interrupt', 'interrupt']);
  });

  it('says when it is not connected, leaves to the backend what is typed then, and connects anew', async () => {
    const { shell, element } = await joined();
    expect(find(element, '.reconnect')).to.equal(undefined);
    shell.events.status('offline', 'the sandbox is busy');
    await element.updateComplete;
    expect(status(element)).to.equal('Not connected. It is tried again. · the sandbox is busy');
    element.focus();
    await sendKeys({ type: 'x' });
    const [first] = shell.opened;
    find(element, '.reconnect')?.click();
    await sendKeys({ type: 'y' });
    expect(shell.log).to.deep.equal(['write "x"', 'close']);
    expect(shell.opened).to.have.length(2);
    first?.events.output('of a shell that was left');
    shell.events.status('open');
    shell.events.output('again');
    await until(() => shown(element) === 'again', 'the output');
  });

  it('says that the shell has ended', async () => {
    const { shell, element } = await joined();
    shell.events.status('ended', 'exit 0');
    await element.updateComplete;
    expect(status(element)).to.equal('The shell has ended · exit 0');
    expect(find<HTMLButtonElement>(element, '.interrupt')?.disabled).to.equal(true);
  });

  it('tells the shell of a new size', async () => {
    const { shell, element } = await joined();
    element['link']?.['shell']?.['view']['terminal'].resize(33, 7);
    expect(shell.sizes.at(-1)).to.equal(33);
  });

  it('clears, and puts its rows into the page for a screen reader', async () => {
    const { shell, element } = await joined();
    shell.events.output('one\r\ntwo\r\n$ ');
    await until(() => shown(element).includes('two'), 'the output');
    find(element, '.clear')?.click();
    expect(shown(element)).to.equal('$');
    expect(xterm(element)?.options.screenReaderMode).to.equal(false);
    find(element, '.aloud')?.click();
    await element.updateComplete;
    expect(find(element, '.aloud')?.getAttribute('aria-pressed')).to.equal('true');
    expect(find(element, '.xterm-accessibility')).to.not.equal(undefined);
  });

  it('stays connected when it is moved, and lets go when it leaves', async () => {
    const { shell, element } = await joined();
    shell.events.output('kept');
    await until(() => shown(element) === 'kept', 'the output');
    const parent = element.parentElement as HTMLElement;
    const other = document.createElement('div');
    parent.append(other);
    other.append(element);
    await element.updateComplete;
    expect([shell.log, shown(element)]).to.deep.equal([[], 'kept']);
    element.remove();
    await until(() => shell.log.length, 'the end');
    expect(shell.log).to.deep.equal(['close']);
    parent.append(element);
    await until(() => shell.opened.length === 2, 'the shell anew');
  });

  it('joins another shell when it is given one', async () => {
    const { shell, element } = await joined();
    const other = new Told();
    element.terminal = other;
    await until(() => other.opened.length, 'the other shell');
    expect(shell.log).to.deep.equal(['close']);
    expect(element.shadowRoot?.querySelectorAll('.xterm')).to.have.length(1);
  });

  it('stays bounded under a flood', async () => {
    const { shell, element } = await joined();
    const line = `${'x'.repeat(99)}\r\n`;
    for (let at = 0; at < 60; at++) shell.events.output(line.repeat(500));
    shell.events.output('the end');
    await until(() => shown(element).endsWith('the end'), 'the end', 30_000);
    expect(xterm(element)?.buffer.active.length).to.be.at.most(10_100);
  });

  for (const theme of ['light', 'dark'])
    it(`has nothing for axe to say, ${theme}`, async () => {
      const { shell, element } = await joined('', theme);
      shell.events.output('$ ls\r\nsrc');
      shell.events.status('offline', 'busy');
      await element.updateComplete;
      expect(await violations(element)).to.deep.equal([]);
    });
});
