import { icon, Localize, RoomElement } from '@interview-room/ui';
import { lock, pencil, plus, trash2 } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../locales/strings.js';
import type { MenuSelectEvent } from '../room-menu/menu-select-event.js';
import { faultOf, type NameFault } from './file-name.js';
import {
  DeleteFileRequestEvent,
  NewFileRequestEvent,
  RenameFileRequestEvent,
  SelectFileRequestEvent,
} from './file-requests.js';
import { styles } from './file-tabs.styles.js';

/** A file as its tab shows it. */
export interface TabFile {
  path: string;
  /** It can be read but not changed. */
  readonly?: boolean;
  /** The person made it, and may rename or delete it. */
  own?: boolean;
}

const FAULTS = { empty: 'fileNameEmpty', bad: 'fileNameBad', taken: 'fileNameTaken' } as const;

/**
 * The files of a workspace as tabs. It changes nothing by itself: what the person asks for goes up as requests.
 *
 * @tag file-tabs
 * @summary Files as tabs, with new, rename and delete.
 * @attr {string} selected - The path of the file that is shown.
 * @attr {boolean} fixed - No files can be made.
 * @fires {SelectFileRequestEvent} select-file-request - Another file is asked for.
 * @fires {NewFileRequestEvent} new-file-request - A new file is asked for.
 * @fires {RenameFileRequestEvent} rename-file-request - An own file is to be called otherwise.
 * @fires {DeleteFileRequestEvent} delete-file-request - An own file is to be deleted.
 * @csspart tablist - The row of tabs.
 * @csspart tab - One tab.
 */
export class FileTabs extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** The files, in the order of their tabs. */
  @property({ attribute: false }) files: readonly TabFile[] = [];
  /** Further names that no file may have: those of files that are not shown. */
  @property({ attribute: false }) reserved: readonly string[] = [];
  /** The path of the file that is shown. */
  @property() selected = '';
  /** No files can be made. */
  @property({ type: Boolean }) fixed = false;

  /** What is being named: `''` a new file, a path that file, `undefined` nothing. */
  @state() private naming?: string;
  @state() private fault?: NameFault;
  @query('input') private readonly input!: HTMLInputElement | null;

  /** The files there were when others were asked for here. */
  private known: string | undefined;
  private readonly words = new Localize(this, strings);

  override render(): TemplateResult {
    return html`<div role="tablist" part="tablist" aria-label=${this.words.term('fileTabs')} @keydown=${this.onKey}>
        ${repeat(
          this.files,
          (file) => file.path,
          (file) => this.renderTab(file),
        )}
      </div>
      ${this.naming === undefined ? this.renderActions() : this.renderForm(this.naming)}`;
  }

  private renderTab(file: TabFile): TemplateResult {
    const selected = file.path === this.selected;
    return html`<button
      role="tab"
      part="tab"
      aria-selected=${selected}
      tabindex=${selected ? 0 : -1}
      @click=${() => this.select(file.path)}
    >
      ${file.path}${
        file.readonly
          ? html`${icon(lock)}<span class="visually-hidden"> (${this.words.term('fileReadonly')})</span>`
          : nothing
      }
    </button>`;
  }

  private renderActions(): TemplateResult {
    const own = this.files.some((file) => file.path === this.selected && file.own);
    const label = this.words.term('fileNew');
    return html`<div class="actions">
      ${own ? this.renderMenu() : nothing}
      ${
        this.fixed
          ? nothing
          : html`<button class="new" aria-label=${label} title=${label} @click=${() => this.startNaming('')}>
            ${icon(plus)}
          </button>`
      }
    </div>`;
  }

  private renderMenu(): TemplateResult {
    const items = [
      { id: 'rename', label: this.words.term('fileRename'), icon: pencil },
      { id: 'delete', label: this.words.term('fileDelete'), icon: trash2 },
    ];
    return html`<room-menu
      label=${this.words.term('fileActions', this.selected)}
      .items=${items}
      @menu-select=${this.onMenu}
    ></room-menu>`;
  }

  private renderForm(name: string): TemplateResult {
    return html`<form novalidate @submit=${this.onSubmit}>
      <input
        .value=${name}
        aria-label=${this.words.term('fileName')}
        aria-invalid=${this.fault ? 'true' : nothing}
        aria-describedby=${this.fault ? 'fault' : nothing}
        autocapitalize="off"
        autocomplete="off"
        spellcheck="false"
        @input=${() => this.fault && this.judge()}
        @keydown=${this.onNameKey}
        @blur=${() => this.stopNaming()}
      />
      ${
        this.fault
          ? html`<span id="fault" class="error" role="alert">${this.words.term(FAULTS[this.fault])}</span>`
          : nothing
      }
    </form>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('naming') && this.naming !== undefined) this.input?.select();
    if (changed.has('selected')) requestAnimationFrame(() => this.showTab());
    if (this.known !== undefined && this.known !== this.paths) this.follow();
  }

  /** Whoever made, renamed or deleted a file here, and has not gone on, comes to the tab of the file that is shown then. */
  private follow(): void {
    this.known = undefined;
    if (this.matches(':focus-within') || document.activeElement === document.body)
      this.tab(this.selected)?.focus();
  }

  /** Scrolls the row, and only the row: the page stays where its reader is. */
  private showTab(): void {
    const tab = this.tab(this.selected);
    const row = tab?.parentElement;
    if (!tab || !row || row.scrollWidth <= row.clientWidth) return;
    const [box, view] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += Math.min(0, box.left - view.left) + Math.max(0, box.right - view.right);
  }

  private tab(path: string): HTMLElement | undefined {
    const at = this.files.findIndex((file) => file.path === path);
    return this.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]')[at];
  }

  private select(path: string): void {
    if (path !== this.selected) this.dispatchEvent(new SelectFileRequestEvent(path));
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.files.findIndex((file) => file.path === this.selected);
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const last = this.files.length - 1;
    const table: Record<string, number> = { [forward]: at + 1, [back]: at - 1, Home: 0, End: last };
    const target = table[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = this.files[(target + last + 1) % (last + 1)];
    if (!next) return;
    this.select(next.path);
    this.tab(next.path)?.focus();
  }

  private onMenu(event: MenuSelectEvent): void {
    event.stopPropagation();
    if (event.item === 'rename') this.startNaming(this.selected);
    else this.ask(new DeleteFileRequestEvent(this.selected));
  }

  /** Asks for the name of a new file, as its button does. */
  startNaming(name = ''): void {
    this.fault = undefined;
    this.naming = name;
  }

  private stopNaming(refocus = false): void {
    this.naming = undefined;
    this.fault = undefined;
    if (refocus) this.tab(this.selected)?.focus();
  }

  private onNameKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.stopNaming(true);
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    const { typed: name, naming: was = '' } = this;
    this.judge();
    if (this.fault) return;
    this.stopNaming(true);
    if (was === '') this.ask(new NewFileRequestEvent(name));
    else if (was !== name) this.ask(new RenameFileRequestEvent(was, name));
  }

  private get typed(): string {
    return this.input?.value.trim() ?? '';
  }

  private get paths(): string {
    return this.files.map(({ path }) => path).join('\n');
  }

  private judge(): void {
    const others = this.files.map((file) => file.path).filter((path) => path !== this.naming);
    this.fault = faultOf(this.typed, [...others, ...this.reserved]);
  }

  private ask(request: Event): void {
    this.known = this.paths;
    this.dispatchEvent(request);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'file-tabs': FileTabs;
  }
}
