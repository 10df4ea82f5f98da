import { icon, Localize, RoomElement } from '@interview-room/ui';
import { circleCheck, download, keyboard, rotateCcw, triangleAlert } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { strings } from '../locales/strings.js';
import type { MenuSelectEvent } from '../room-menu/menu-select-event.js';
import type { MenuItem } from '../room-menu/room-menu.js';
import {
  ExportRequestEvent,
  KeymapRequestEvent,
  LanguageRequestEvent,
  ResetRequestEvent,
  ShortcutsRequestEvent,
  type Keymap,
} from './header-requests.js';
import { isKeymap, KEYMAPS } from './keymaps.js';
import { styles } from './room-header.styles.js';

/** A language that can be chosen. */
export interface LanguageChoice {
  id: string;
  label: string;
}

/** An item of the menu that only some rooms have. */
export interface MenuExtra extends MenuItem {
  choose(): void;
}

/** What each item of the menu asks for. */
const MENU: Record<string, () => Event> = {
  'reset': () => new ResetRequestEvent(),
  'export-files': () => new ExportRequestEvent('files'),
  'export-record': () => new ExportRequestEvent('record'),
  'shortcuts': () => new ShortcutsRequestEvent(),
};

/**
 * The line at the top of a room: its title, the language, the time, whether work is kept, and a menu of the rest.
 * What the person asks for goes up as requests.
 *
 * @tag room-header
 * @summary Title, language, time, status and menu of a room.
 * @attr {string} heading - The title.
 * @attr {string} language - The language that is chosen.
 * @attr {'default' | 'vscode' | 'vim' | 'emacs'} keymap - The editor's keys that are chosen.
 * @attr {boolean} solved - The problem is solved in this language.
 * @attr {'' | 'kept' | 'refused'} kept - Whether the browser keeps what is written; empty when nothing is written yet.
 * @attr {boolean} fixed - The files cannot be changed: the starter is not offered.
 * @attr {boolean} crowded - There is so much in the slot that a narrow header takes two lines.
 * @slot - Beside the language: the timer of the room stands here.
 * @fires {LanguageRequestEvent} language-request - Another language is asked for.
 * @fires {ResetRequestEvent} reset-request - The starter files are asked for.
 * @fires {KeymapRequestEvent} keymap-request - Other keys are asked for.
 * @fires {ExportRequestEvent} export-request - A download is asked for.
 * @fires {ShortcutsRequestEvent} shortcuts-request - The list of shortcuts is asked for.
 * @csspart title - The title.
 * @csspart status - The word about keeping.
 * @csspart language - The choice of language.
 */
export class RoomHeader extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** The title. */
  @property() heading = '';
  /** The languages that can be chosen. */
  @property({ attribute: false }) languages: readonly LanguageChoice[] = [];
  /** The language that is chosen. */
  @property() language = '';
  /** The editor's keys that are chosen. */
  @property() keymap: Keymap = 'default';
  /** The problem is solved in this language. */
  @property({ type: Boolean }) solved = false;
  /** What the menu has beside what every room has. */
  @property({ attribute: false }) extras: readonly MenuExtra[] = [];
  /** The files cannot be changed: the starter is not offered. */
  @property({ type: Boolean }) fixed = false;
  /** There is so much in the slot that a narrow header takes two lines. */
  @property({ type: Boolean, reflect: true }) crowded = false;
  /** Whether the browser keeps what is written. */
  @property() kept: '' | 'kept' | 'refused' = '';

  private readonly words = new Localize(this, strings);

  override render(): TemplateResult {
    return html`${
      this.heading
        ? html`<h2 part="title" title=${this.heading}>${this.heading}</h2>`
        : html`<div class="skeleton" aria-hidden="true"></div>`
    }
      ${
        this.solved
          ? html`<span class="state solved">${icon(circleCheck)}${this.words.term('roomSolved')}</span>`
          : nothing
      }
      <span class="space"></span>
      <span class="state" part="status" role="status">${this.renderKept()}</span>
      <slot></slot>
      ${this.heading ? html`${this.renderLanguages()}${this.renderMenu()}` : nothing}`;
  }

  private renderKept(): TemplateResult | typeof nothing {
    if (this.kept === 'kept') return html`<span class="wide">${this.words.term('roomSaved')}</span>`;
    if (this.kept !== 'refused') return nothing;
    const all = this.words.term('roomNotKept');
    return html`<span class="state refused" title=${all}
      >${icon(triangleAlert)}<span class="wide">${all}</span
      ><span class="visually-hidden">${this.words.term('roomNotKeptShort')}</span></span
    >`;
  }

  private renderLanguages(): TemplateResult {
    return html`<select
      part="language"
      aria-label=${this.words.term('roomLanguage')}
      @change=${this.onLanguage}
      .value=${this.language}
    >
      ${this.languages.map(
        ({ id, label }) => html`<option value=${id} ?selected=${id === this.language}>${label}</option>`,
      )}
    </select>`;
  }

  private onLanguage(event: Event): void {
    const select = event.currentTarget as HTMLSelectElement;
    this.dispatchEvent(new LanguageRequestEvent(select.value));
    select.value = this.language;
  }

  private renderMenu(): TemplateResult {
    return html`<room-menu
      label=${this.words.term('roomMenu')}
      .items=${this.items()}
      @menu-select=${this.onMenu}
    ></room-menu>`;
  }

  private items(): MenuItem[] {
    const keymaps = Object.entries(KEYMAPS).map(([id, word], index) => ({
      id,
      label: this.words.term(word),
      checked: id === this.keymap,
      apart: index === 0,
    }));
    const reset = { id: 'reset', label: this.words.term('roomReset'), icon: rotateCcw };
    return [
      ...(this.fixed ? [] : [reset]),
      { id: 'export-files', label: this.words.term('roomExport'), icon: download },
      { id: 'export-record', label: this.words.term('roomExportRecord') },
      ...this.extras.map((extra) => ({ ...extra, apart: true })),
      ...keymaps,
      { id: 'shortcuts', label: this.words.term('roomShortcuts'), icon: keyboard, keys: '?', apart: true },
    ];
  }

  private onMenu(event: MenuSelectEvent): void {
    event.stopPropagation();
    const make = MENU[event.item];
    const extra = this.extras.find(({ id }) => id === event.item);
    if (extra) extra.choose();
    else if (make) this.dispatchEvent(make());
    else if (isKeymap(event.item)) this.dispatchEvent(new KeymapRequestEvent(event.item));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-header': RoomHeader;
  }
}
