import { icon, Localize, RoomElement } from '@interview-room/ui';
import { clock } from '@interview-room/ui/icons';
import { css, html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { strings } from '../locales/strings.js';
import { isNumber, recall, remember } from '../storage/memo.js';
import { clockText } from './clock-text.js';

/** The time used is kept this often, so that a closed page costs no more than this. */
const KEEP_EVERY = 5;

/**
 * The time that is left. It counts only while it runs and its page is in view: a problem opened yesterday is not a
 * day late. When the time is over it counts on, calmly.
 *
 * @tag room-timer
 * @summary The time that is left for a problem.
 * @attr {number} minutes - How long the problem is meant to take.
 * @attr {boolean} running - Whether time passes.
 * @attr {string} storage-key - Under which name the time used is kept in this browser.
 * @csspart time - The time as text.
 */
export class RoomTimer extends RoomElement {
  static override styles: CSSResultGroup = [
    RoomElement.styles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: var(--_space-1);
        color: var(--_muted);
        font-size: var(--_size-2);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      :host([hidden]) {
        display: none;
      }
      .over {
        color: var(--_warn);
      }
    `,
  ];

  /** How long the problem is meant to take. */
  @property({ type: Number }) minutes = 0;
  /** Whether time passes. */
  @property({ type: Boolean }) running = false;
  /** Under which name the time used is kept in this browser. */
  @property({ attribute: 'storage-key' }) storageKey = '';
  /** The seconds used so far. */
  @state() private used = 0;

  private ticking?: ReturnType<typeof setInterval>;
  private readonly words = new Localize(this, strings);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tick(false);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick(this.running);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('storageKey')) this.used = (this.storageKey && recall(this.storageKey, isNumber)) || 0;
    if (changed.has('running')) this.tick(this.running);
  }

  override render(): TemplateResult {
    const left = this.minutes * 60 - this.used;
    const text = clockText(left);
    return html`${icon(clock)}<span role="timer" part="time" class=${left < 0 ? 'over' : ''}
        >${left < 0 ? this.words.term('timerOver', text) : this.words.term('timerLeft', text)}</span
      >`;
  }

  private tick(on: boolean): void {
    clearInterval(this.ticking);
    if (on) this.ticking = setInterval(() => this.pass(), 1000);
  }

  private pass(): void {
    if (document.hidden) return;
    this.used++;
    if (this.storageKey && this.used % KEEP_EVERY === 0) remember(this.storageKey, this.used);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-timer': RoomTimer;
  }
}
