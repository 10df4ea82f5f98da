import { expect } from 'chai';
import { html, nothing, render } from 'lit';
import { icon } from '../icons/icon.js';
import { play, x } from '../icons/lucide.js';
import { copyText } from './copy-text.js';
import { ariaShortcut, shortcut } from './shortcut.js';

describe('shortcut', () => {
  it('is written as on the keyboard', () => {
    expect(shortcut('Mod-Shift-Enter', true)).to.equal('⌘⇧⏎');
    expect(shortcut('Mod-Shift-Enter', false)).to.equal('Ctrl+Shift+Enter');
    expect([ariaShortcut('Mod-Enter', true), ariaShortcut('Ctrl-Alt-g', false)]).to.deep.equal([
      'Meta+Enter',
      'Control+Alt+g',
    ]);
  });
});

describe('copyText', () => {
  const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')!;
  const command = document.execCommand;
  const pretend = (writeText: (text: string) => Promise<void>) =>
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
    document.execCommand = command;
    expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')).to.deep.equal(clipboard);
  });

  it('uses the Clipboard API', async () => {
    let copied = '';
    pretend(async (text) => void (copied = text));
    expect([await copyText('a'), copied]).to.deep.equal([true, 'a']);
  });

  it('uses the copy command where that is refused', async () => {
    pretend(() => Promise.reject(new Error('refused')));
    const data = new Map<string, string>();
    const clipboardData = { setData: (type: string, text: string) => data.set(type, text) };
    document.execCommand = () => {
      const copy = Object.assign(new Event('copy', { cancelable: true }), { clipboardData });
      return !document.dispatchEvent(copy);
    };
    expect(await copyText('b')).to.equal(true);
    expect([...data]).to.deep.equal([['text/plain', 'b']]);
  });

  it('says so when nothing works', async () => {
    pretend(() => Promise.reject(new Error('refused')));
    document.execCommand = () => false;
    expect(await copyText('c')).to.equal(false);
  });
});

describe('icon', () => {
  it('draws its shapes, decorative, and again only when they change', () => {
    const box = document.createElement('div');
    const draw = (shapes: typeof play) => render(html`${icon(shapes)}${nothing}`, box);
    draw(play);
    const svg = box.querySelector('svg');
    expect([svg?.getAttribute('aria-hidden'), svg?.namespaceURI]).to.deep.equal([
      'true',
      'http://www.w3.org/2000/svg',
    ]);
    expect(svg?.querySelector('path')?.getAttribute('d')).to.equal(play[0]?.[1]['d']);
    draw(play);
    expect(box.querySelector('svg')).to.equal(svg);
    draw(x);
    expect(box.querySelectorAll('path').length).to.equal(2);
  });
});
