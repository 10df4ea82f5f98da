import type { Connection, RemoteConnection } from '@interview-room/core';
import { Announcer, icon, Localize, RoomElement } from '@interview-room/ui';
import { info, rotateCcw } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { strings } from '../locales/room/strings.js';
import { placePopover } from '../together/place-popover.js';
import { RetryRequestEvent } from './retry-request-event.js';
import { styles } from './room-status.styles.js';
import { badgeOf, resumedOf, sentencesOf } from './status-words.js';

type Resumed = NonNullable<RemoteConnection['resumed']>;

/** So long it is told that one is back: time to read it. */
const BACK_MS = 8000;
/** A connection that fails and comes back at once is not told aloud. */
const SETTLED_MS = 1500;

/**
 * How a room stands with its backend, as a badge with a word; what there is to say opens from it. With `bar`, that is a
 * line across the room instead, which is there only while there is something to say.
 *
 * @tag room-status
 * @summary The state of the connection, in words.
 * @attr {boolean} bar - A line with what there is to say, instead of a badge.
 * @attr {string} note - What else there is to know of the connection: it stands with what opens from the badge.
 * @attr {boolean} silent - Reads nothing out: for the second of two.
 * @fires {RetryRequestEvent} retry-request - A try to connect is asked for.
 * @csspart badge - The badge.
 * @csspart message - What there is to say.
 */
export class RoomStatus extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** How the room stands with its log. */
  @property({ attribute: false }) connection?: Connection;
  /** A line with what there is to say, instead of a badge. */
  @property({ type: Boolean, reflect: true }) bar = false;
  /** What else there is to know of the connection: it stands with what opens from the badge. */
  @property() note = '';
  /** Reads nothing out. */
  @property({ type: Boolean }) silent = false;

  /** What came of the last absence, while it is news. */
  @state() private back?: Resumed;
  @query('.floating') private readonly floating!: HTMLElement | null;
  @query('button.badge') private readonly button!: HTMLElement | null;

  private told = '';
  private resumedAt?: number;
  private backTimer?: ReturnType<typeof setTimeout>;
  private sayTimer?: ReturnType<typeof setTimeout>;
  private ticking?: ReturnType<typeof setTimeout>;
  private readonly announcer = new Announcer(this);
  private readonly words = new Localize(this, strings);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of [this.backTimer, this.sayTimer, this.ticking]) clearTimeout(timer);
    this.back = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('connection')) this.noticeReturn();
  }

  private noticeReturn(): void {
    const resumed = this.connection?.remote?.resumed;
    if (!resumed || resumed.at === this.resumedAt) return;
    this.resumedAt = resumed.at;
    this.back = resumed;
    clearTimeout(this.backTimer);
    this.backTimer = setTimeout(() => (this.back = undefined), BACK_MS);
  }

  override render(): TemplateResult {
    const { connection } = this;
    return html`${connection ? (this.bar ? this.renderBar(connection) : this.renderBadge(connection)) : nothing}
      ${this.announcer.region()}`;
  }

  private renderBadge(connection: Connection): TemplateResult {
    const { word, sign, tone } = badgeOf(this.words, connection);
    const sentences = [...this.sentences(connection), ...(this.note ? [this.note] : [])];
    const face = html`${icon(sign)}<span>${word}</span>`;
    if (sentences.length === 0)
      return html`<span class="badge ${tone}" part="badge" title=${word}>${face}</span>`;
    return html`<button
        class="badge ${tone}"
        part="badge"
        popovertarget="more"
        aria-label=${this.words.term('statusMore', word)}
        title=${sentences.join(' ')}
      >
        ${face}
      </button>
      <div id="more" class="floating" part="message" popover role="group" aria-label=${word} @toggle=${this.onToggle}>
        ${this.renderSentences(sentences)}${this.renderAgain(connection)}
      </div>`;
  }

  private renderBar(connection: Connection): TemplateResult | typeof nothing {
    const sentences = this.sentences(connection);
    if (sentences.length === 0) return nothing;
    const { sign, tone } = badgeOf(this.words, connection);
    const good = connection.status === 'open' && this.back;
    return html`<div class="bar ${good ? 'calm' : tone}" part="message">
      ${icon(good ? info : sign)}${this.renderSentences(sentences)}${this.renderAgain(connection)}
    </div>`;
  }

  private sentences(connection: Connection): string[] {
    const back = connection.status === 'open' && this.back ? [resumedOf(this.words, this.back)] : [];
    return [...back, ...sentencesOf(this.words, connection)];
  }

  private renderSentences(sentences: readonly string[]): TemplateResult {
    return html`<div class="sentences">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
  }

  private renderAgain({ status, remote }: Connection): TemplateResult | typeof nothing {
    if (status !== 'offline' && status !== 'refused') return nothing;
    if (remote?.refusal?.reason === 'room-ended') return nothing;
    const word = this.words.term(status === 'offline' ? 'tryNow' : 'retry');
    return html`<div class="again">
      ${status === 'offline' ? html`<span>${this.untilRetry(remote?.retryAt)}</span>` : nothing}
      <button class="bordered" @click=${() => this.dispatchEvent(new RetryRequestEvent())}>
        ${icon(rotateCcw)}${word}
      </button>
    </div>`;
  }

  private untilRetry(at: number | undefined): string {
    const seconds = at === undefined ? 0 : Math.ceil((at - Date.now()) / 1000);
    return seconds > 0 ? this.words.term('offlineRetry', seconds) : this.words.term('offlineTrying');
  }

  private onToggle(event: ToggleEvent): void {
    if (event.newState === 'open' && this.floating && this.button) placePopover(this.floating, this.button);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.countDown();
    if (!this.silent && this.connection) this.tell(this.connection);
  }

  private countDown(): void {
    clearTimeout(this.ticking);
    const { status, remote } = this.connection ?? {};
    const left = status === 'offline' ? (remote?.retryAt ?? 0) - Date.now() : 0;
    if (left > 0 && this.isConnected)
      this.ticking = setTimeout(() => this.requestUpdate(), (left % 1000) + 5);
  }

  /** What changed is told once it has lasted: not each second of a countdown, nor each edit that joins those kept. */
  private tell(connection: Connection): void {
    const { status, remote } = connection;
    const key = [status, remote?.refusal?.reason, remote?.crowded, connection.storage, this.resumedAt].join();
    if (key === this.told) return;
    const first = this.told === '';
    this.told = key;
    clearTimeout(this.sayTimer);
    if (first && status === 'open' && !this.back) return;
    this.sayTimer = setTimeout(() => this.sayNow(), SETTLED_MS);
  }

  private sayNow(): void {
    if (!this.connection) return;
    const sentences = this.sentences(this.connection);
    this.announcer.say(sentences.join(' ') || badgeOf(this.words, this.connection).word);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-status': RoomStatus;
  }
}
