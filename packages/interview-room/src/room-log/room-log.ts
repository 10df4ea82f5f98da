import type { BackendNotice } from '@interview-room/core';
import { Localize, RoomElement } from '@interview-room/ui';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { strings } from '../locales/far/strings.js';
import { styles } from './room-log.styles.js';

/** A reader this near to the end, in pixels, is at it. */
const NEAR = 24;

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/**
 * What a backend said, line by line: its events, the output of its programs, and what is not known here.
 *
 * @tag room-log
 * @summary What a backend said, for interviewers.
 * @csspart log - The lines.
 */
export class RoomLog extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** What was said, in order. */
  @property({ attribute: false }) notices: readonly BackendNotice[] = [];
  @state() private wanted = '';
  private readonly words = new Localize(this, strings);
  @query('.log') private readonly log!: HTMLElement;
  private atEnd = true;
  private sizes?: ResizeObserver;

  protected override updated(): void {
    this.follow();
  }
  /** A pane that was hidden begins at its start again. */
  protected override firstUpdated(): void {
    this.sizes = new ResizeObserver(() => this.follow());
    this.sizes.observe(this.log);
  }

  /** Stays with the end as long as the reader is there. */
  private follow(): void {
    if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
  }
  private look({ scrollHeight, scrollTop, clientHeight } = this.log): void {
    if (clientHeight > 0) this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
  }

  override render(): TemplateResult {
    const { words, wanted } = this;
    const shown = this.notices.filter(({ name, text }) => `${name} ${text}`.toLowerCase().includes(wanted));
    const filter = ({ target }: Event) =>
      (this.wanted = (target as HTMLInputElement).value.trim().toLowerCase());
    return html`<div class="find">
        <input type="search" placeholder=${words.term('logFilter')} aria-label=${words.term('logFilter')} @input=${filter} />
      </div>
      <ol class="log" part="log" tabindex="0" aria-label=${words.term('log')} @scroll=${() => this.look()}>
        ${shown.map(
          ({ at, level, name, text }) => html`<li data-level=${level}>
            <span class="of"><time>${clock.format(at)}</time> <b>${name}</b></span>
            ${text ? html`<span class="said" dir="auto">${text}</span>` : nothing}
          </li>`,
        )}
      </ol>
      ${shown.length === 0 ? html`<p class="empty">${words.term(wanted ? 'logNone' : 'logEmpty')}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-log': RoomLog;
  }
}
