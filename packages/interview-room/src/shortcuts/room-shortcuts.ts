import { icon, Localize, RoomElement } from '@interview-room/ui';
import { x } from '@interview-room/ui/icons';
import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { strings } from '../locales/strings.js';
import { dialogStyles } from '../together/dialog.styles.js';
import { keyName, SHORTCUTS, type Shortcut } from './shortcut-list.js';

/**
 * The list of shortcuts, in a dialog.
 *
 * @tag room-shortcuts
 * @summary A dialog with every shortcut of the room.
 * @csspart dialog - The dialog.
 */
export class RoomShortcuts extends RoomElement {
  static override styles: CSSResultGroup = [
    RoomElement.styles,
    dialogStyles,
    css`
      :host {
        display: contents;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      dialog h2 {
        margin: 0;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--_space-2) var(--_space-4);
        margin: var(--_space-3) 0 0;
      }
      dd {
        margin: 0;
        text-align: end;
      }
      kbd {
        padding: 1px 6px;
        border: 1px solid var(--_line-strong);
        border-radius: 4px;
        background: var(--_sunken);
        font-family: var(--_font);
        font-size: var(--_size-1);
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  private readonly words = new Localize(this, strings);

  /** Opens the dialog. Escape, or its button, closes it and gives the focus back. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render(): TemplateResult {
    const close = this.words.term('roomClose');
    return html`<dialog part="dialog" aria-labelledby="title">
      <header>
        <h2 id="title">${this.words.term('roomShortcuts')}</h2>
        <button aria-label=${close} title=${close} @click=${() => this.dialog.close()}>${icon(x)}</button>
      </header>
      <dl>
        ${SHORTCUTS.map((shortcut) => this.renderLine(shortcut))}
      </dl>
    </dialog>`;
  }

  private renderLine({ word, keys }: Shortcut): TemplateResult {
    return html`<dt>${this.words.term(word)}</dt>
      <dd>${keys.map((key) => html`<kbd>${keyName(key, navigator.platform)}</kbd> `)}</dd>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-shortcuts': RoomShortcuts;
  }
}
