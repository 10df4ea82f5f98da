import { icon, Localize, RoomElement } from '@interview-room/ui';
import { x } from '@interview-room/ui/icons';
import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { strings } from '../locales/room/strings.js';
import { dialogStyles } from '../together/dialog.styles.js';

const styles = css`
  :host {
    display: contents;
  }
  dialog {
    inline-size: min(56rem, calc(100vw - 32px));
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
  }
  [role='tablist'] {
    display: flex;
    overflow-x: auto;
    border-block-end: 1px solid var(--_line);
  }
  [role='tab'] {
    border-radius: 0;
    border-block-end: 2px solid transparent;
    color: var(--_muted);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    direction: ltr;
  }
  [role='tab'][aria-selected='true'] {
    border-block-end-color: var(--_accent);
    color: var(--_text);
  }
  code-editor {
    block-size: min(28rem, 60vh);
    border: 0;
    border-radius: 0;
  }
`;

/**
 * The files as they were at a moment, to be read.
 *
 * @tag room-moment
 * @summary The files as they were at a moment.
 * @attr {string} time - When it was, as the note says it.
 * @csspart dialog - The dialog.
 */
export class RoomMoment extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, dialogStyles, styles];

  /** Path and text of the files. */
  @property({ attribute: false }) files: Readonly<Record<string, string>> = {};
  /** The file that was written in last: it is the one that is shown. */
  @property({ attribute: false }) latest?: string | undefined;
  /** When it was, as the note says it. */
  @property() time = '';

  @state() private path = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  private readonly words = new Localize(this, strings);

  /** Opens it. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('files')) this.path = this.latest ?? '';
  }

  override render(): TemplateResult {
    const paths = Object.keys(this.files).sort();
    const path = paths.includes(this.path) ? this.path : (paths[0] ?? '');
    return html`<dialog part="dialog" aria-labelledby="title">
      <header>
        <h2 id="title">${this.words.term('momentTitle', this.time)}</h2>
        <button aria-label=${this.words.term('momentClose')} @click=${() => this.dialog.close()}>${icon(x)}</button>
      </header>
      ${paths.length === 0 ? html`<p>${this.words.term('momentNothing')}</p>` : this.renderFiles(paths, path)}
    </dialog>`;
  }

  private renderFiles(paths: readonly string[], path: string): TemplateResult {
    return html`${
      paths.length > 1
        ? html`<div role="tablist" aria-label=${this.words.term('momentFiles')} @keydown=${this.onKey}>
            ${paths.map(
              (each) => html`<button
                role="tab"
                aria-selected=${each === path}
                tabindex=${each === path ? 0 : -1}
                @click=${() => (this.path = each)}
              >
                ${each}
              </button>`,
            )}
          </div>`
        : nothing
    }<code-editor
        theme=${this.theme}
        label=${path}
        .path=${path}
        .value=${this.files[path] ?? ''}
        line-numbers
        readonly
      ></code-editor>`;
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.click();
    next?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-moment': RoomMoment;
  }
}
