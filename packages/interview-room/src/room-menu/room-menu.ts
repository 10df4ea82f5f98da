import { icon, RoomElement, type IconShapes } from '@interview-room/ui';
import { check, ellipsis } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { placePopover } from '../together/place-popover.js';
import { MenuSelectEvent } from './menu-select-event.js';
import { styles } from './room-menu.styles.js';

/** One line of a menu. */
export interface MenuItem {
  id: string;
  label: string;
  icon?: IconShapes;
  /** The shortcut, as it is written on this machine's keys. */
  keys?: string;
  /** Given for one of several choices: whether it is the one chosen. */
  checked?: boolean;
  /** It is switched on and off by itself, rather than one of several. */
  toggle?: boolean;
  /** A line is drawn above it. */
  apart?: boolean;
}

/**
 * A button that opens a menu. Arrow keys, Home, End and a first letter move in it, Escape closes it and gives the
 * focus back to the button.
 *
 * @tag room-menu
 * @summary A button with a menu.
 * @attr {string} label - The button's name.
 * @fires {MenuSelectEvent} menu-select - An item was chosen; `item` is its `id`.
 * @csspart button - The button.
 * @csspart menu - The list that opens.
 */
export class RoomMenu extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** The button's name. */
  @property() label = '';
  /** What the menu offers, from top to bottom. */
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @query('button') private readonly button!: HTMLButtonElement;
  @query('[role=menu]') private readonly list!: HTMLElement;

  override render(): TemplateResult {
    return html`<button
        part="button"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label=${this.label}
        title=${this.label}
      >
        ${icon(ellipsis)}
      </button>
      <div
        id="menu"
        part="menu"
        role="menu"
        popover
        aria-label=${this.label}
        @toggle=${this.onToggle}
        @keydown=${this.onKey}
      >
        ${repeat(
          this.items,
          (item) => item.id,
          (item) => this.renderItem(item),
        )}
      </div>`;
  }

  private renderItem(item: MenuItem): TemplateResult {
    const choice = item.checked !== undefined;
    const shapes = item.checked ? check : item.icon;
    return html`${item.apart ? html`<hr />` : nothing}
      <button
        role=${!choice ? 'menuitem' : item.toggle ? 'menuitemcheckbox' : 'menuitemradio'}
        aria-checked=${choice ? String(item.checked) : nothing}
        tabindex="-1"
        @click=${() => this.choose(item)}
      >
        ${shapes ? icon(shapes) : html`<span></span>`}<span>${item.label}</span
        ><span class="keys">${item.keys ?? nothing}</span>
      </button>`;
  }

  private choose(item: MenuItem): void {
    this.list.hidePopover();
    this.button.focus();
    this.dispatchEvent(new MenuSelectEvent(item.id));
  }

  private onToggle(event: ToggleEvent): void {
    const open = event.newState === 'open';
    this.button.setAttribute('aria-expanded', String(open));
    if (!open) return;
    placePopover(this.list, this.button);
    this.rows()[0]?.focus();
  }

  private rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  }

  private onKey(event: KeyboardEvent): void {
    const rows = this.rows();
    const focused = this.shadowRoot?.activeElement;
    const at = rows.findIndex((row) => row === focused);
    const next = this.nextRow(event.key, at, rows);
    if (event.key === 'Tab') this.list.hidePopover();
    if (event.key === 'Escape') this.closeByKey(event);
    if (next === undefined) return;
    event.preventDefault();
    rows[next]?.focus();
  }

  /** The popover would close by itself, but the focus came into it by our hand and has to go back by it. */
  private closeByKey(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.list.hidePopover();
    this.button.focus();
  }

  private nextRow(key: string, at: number, rows: HTMLElement[]): number | undefined {
    const count = rows.length;
    const table: Record<string, number> = {
      ArrowDown: (at + 1) % count,
      ArrowUp: (at - 1 + count) % count,
      Home: 0,
      End: count - 1,
    };
    if (key in table || key.length !== 1) return table[key];
    const order = rows.map((_, index) => (at + 1 + index) % count);
    return order.find((index) =>
      rows[index]?.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-menu': RoomMenu;
  }
}
