import { copyText, icon, type IconShapes } from '@interview-room/ui';
import { check, copy, cornerDownLeft, pencil } from '@interview-room/ui/icons';
import { html, nothing, render } from 'lit';
import type { CodeBlock } from '../markdown/index.js';
import { InsertRequestEvent, ProposeRequestEvent } from '../events.js';
import type { Desk } from './desk.js';

const COPIED_MS = 1500;

/** What can be done with code: `copy`, `insert` at the cursor, `propose` as an edit. */
export type CodeAction = 'copy' | 'insert' | 'propose';

/** What a row of code buttons needs of its element. */
export interface CodeHost {
  readonly words: Desk['words'];
  offers(action: CodeAction): boolean;
  /** False if someone has seen to it. */
  request(event: InsertRequestEvent | ProposeRequestEvent): boolean;
  say(sentence: string): void;
}

/** The buttons of one block of code. What nobody takes is copied, so that no button does nothing. */
export function codeBar(block: CodeBlock, host: CodeHost): Node {
  const { words } = host;
  const bar = document.createElement('span');
  bar.className = 'code-actions';
  const draw = (copied: boolean): unknown =>
    render(
      html`${one(host, 'insert', cornerDownLeft, words.term('insert'), () => ask(new InsertRequestEvent(block.text(), block.language)))}
      ${one(host, 'propose', pencil, words.term('propose'), () => ask(new ProposeRequestEvent(block.text(), block.language)))}
      ${one(host, 'copy', copied ? check : copy, words.term(copied ? 'copied' : 'copyCode'), () => void take('copied'))}`,
      bar,
    );
  const take = async (said: 'copied' | 'copiedInstead'): Promise<void> => {
    const done = await copyText(block.text());
    host.say(words.term(done ? said : 'notCopied'));
    draw(done);
    setTimeout(() => draw(false), COPIED_MS);
  };
  const ask = (event: InsertRequestEvent | ProposeRequestEvent): void => {
    if (host.request(event)) void take('copiedInstead');
  };
  draw(false);
  return bar;
}

function one(
  host: CodeHost,
  action: CodeAction,
  shapes: IconShapes,
  label: string,
  act: () => void,
): unknown {
  if (!host.offers(action)) return nothing;
  return html`<button part=${`code-${action}`} aria-label=${label} title=${label} @click=${act}>${icon(shapes)}</button>`;
}
