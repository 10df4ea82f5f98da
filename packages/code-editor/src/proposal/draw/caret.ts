import { WidgetType } from '@codemirror/view';
import { colored } from './who.js';

/** Where an author is writing: a bar, and their name. The bar that says so in words is for those who cannot see it. */
export function caret(author: string, hue: number | undefined): HTMLElement {
  const bar = colored(document.createElement('span'), hue);
  bar.className = 'cm-proposal-caret';
  bar.setAttribute('aria-hidden', 'true');
  const flag = bar.appendChild(document.createElement('span'));
  flag.className = 'cm-proposal-flag';
  flag.textContent = author;
  return bar;
}

/** The same in a line of the text, before anything of the author's stands there. */
export class CaretWidget extends WidgetType {
  constructor(
    private readonly author: string,
    private readonly hue: number | undefined,
  ) {
    super();
  }

  override eq({ author, hue }: CaretWidget): boolean {
    return author === this.author && hue === this.hue;
  }

  override toDOM(): HTMLElement {
    return caret(this.author, this.hue);
  }
}
