import { icon } from '@interview-room/ui';
import { chevronRight } from '@interview-room/ui/icons';
import { html, render } from 'lit';
import type { Desk } from './desk.js';

/** What the model thought, folded. Plain text: it is for those who look for it. */
export class ReasoningPart {
  readonly type = 'reasoning';
  readonly root = document.createElement('details');
  private readonly head = document.createElement('summary');
  private readonly text = document.createTextNode('');

  constructor() {
    this.root.className = 'reasoning';
    this.root.setAttribute('part', 'reasoning');
    const box = document.createElement('div');
    box.className = 'thoughts';
    box.dir = 'auto';
    box.append(this.text);
    this.root.append(this.head, box);
  }

  /** @param thinking the model is at it now */
  draw(text: string, thinking: boolean, { words }: Pick<Desk, 'words'>): void {
    const label = words.term(thinking ? 'thinking' : 'thought');
    render(html`${icon(chevronRight)}<span class=${thinking ? 'pulse' : ''}>${label}</span>`, this.head);
    if (text.length > this.text.length) this.text.appendData(text.slice(this.text.length));
    else if (text !== this.text.data) this.text.data = text;
  }
}
