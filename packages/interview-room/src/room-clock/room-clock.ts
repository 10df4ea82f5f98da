import { remainingOf, totalOf, type Timer } from '@interview-room/core';
import { Announcer, icon, Localize, RoomElement } from '@interview-room/ui';
import { clock, pause, pencil, play, plus } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { strings } from '../locales/room/strings.js';
import type { MenuSelectEvent } from '../room-menu/menu-select-event.js';
import type { MenuItem } from '../room-menu/room-menu.js';
import { clockText } from '../room-timer/clock-text.js';
import { dialogStyles } from '../together/dialog.styles.js';
import { passedMark } from './announcements.js';
import {
  TimerExtendRequestEvent,
  TimerPauseRequestEvent,
  TimerSetRequestEvent,
  TimerStartRequestEvent,
} from './clock-requests.js';
import { styles } from './room-clock.styles.js';

const MINUTE = 60_000;
const LONGEST = 600;
const MORE = 5;

/**
 * The time that is left, the same on every screen. When it is over it counts on and blocks nothing. What is left is told
 * at 10, 5 and 1 minutes and at the end, and whenever it is changed.
 *
 * @tag room-clock
 * @summary The shared time of an interview.
 * @attr {boolean} may-control - The person may start, pause, set and extend the time.
 * @attr {boolean} narrow - The time alone, without the words beside it.
 * @fires {TimerSetRequestEvent} timer-set-request - The whole time is to be another (`totalMs`).
 * @fires {TimerStartRequestEvent} timer-start-request - Time is to pass.
 * @fires {TimerPauseRequestEvent} timer-pause-request - Time is to stand still.
 * @fires {TimerExtendRequestEvent} timer-extend-request - There is to be more time (`byMs`).
 * @csspart time - The time as text.
 * @csspart dialog - The dialog that asks for the whole time.
 */
export class RoomClock extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, dialogStyles, styles];

  /** The clock, as the room's state has it. */
  @property({ attribute: false }) timer: Timer = { totalMs: 0, addedMs: 0, extraTime: 0, elapsedMs: 0 };
  /** What time it is by the backend's clock, in milliseconds since 1970. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** The person may start, pause, set and extend the time. */
  @property({ type: Boolean, attribute: 'may-control' }) mayControl = false;
  /** The time alone. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  @state() private wrong = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('input') private readonly input!: HTMLInputElement | null;

  private next?: ReturnType<typeof setTimeout>;
  private lastLeft?: number;
  private told?: Timer;
  private readonly announcer = new Announcer(this);
  private readonly words = new Localize(this, strings);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.next);
  }

  override render(): TemplateResult {
    return html`${icon(clock)}${this.timer.totalMs > 0 ? this.renderTime() : this.renderNone()}
      ${this.mayControl ? this.renderMenu() : nothing}${this.announcer.region()}`;
  }

  private renderNone(): TemplateResult {
    return html`<span class="note" part="time">${this.words.term('clockNone')}</span>`;
  }

  private renderTime(): TemplateResult {
    const left = this.left();
    const time = clockText(left / 1000);
    const [shown, spoken] =
      left < 0
        ? [this.words.term('clockOver', time), this.words.term('clockOverLong', time)]
        : [time, this.words.term('clockLeft', time)];
    return html`<span role="timer" part="time" class="time ${left < 0 ? 'over' : ''}" aria-label=${spoken} title=${spoken}
        >${shown}</span
      >${this.noteOf().map((note) => html`<span class="note">${note}</span>`)}`;
  }

  /** What is left, in whole seconds: a second that has begun counts until it is over. */
  private left(): number {
    return Math.ceil(remainingOf(this.timer, this.now()) / 1000) * 1000;
  }

  private noteOf(): string[] {
    const { since, elapsedMs, extraTime } = this.timer;
    const standing = elapsedMs > 0 ? 'clockPaused' : 'clockIdle';
    return [
      ...(since === undefined ? [this.words.term(standing)] : []),
      ...(extraTime > 0 ? [this.words.term('clockExtra', extraTime)] : []),
    ];
  }

  private renderMenu(): TemplateResult {
    return html`<room-menu
        theme=${this.theme}
        label=${this.words.term('clock')}
        .items=${this.items()}
        @menu-select=${this.onMenu}
      ></room-menu>
      ${this.renderDialog()}`;
  }

  private items(): MenuItem[] {
    const { since, elapsedMs, totalMs } = this.timer;
    const { words } = this;
    const set = { id: 'set', label: words.term('clockSet'), icon: pencil };
    if (totalMs === 0) return [set];
    const start = words.term(elapsedMs > 0 ? 'clockResume' : 'clockStart');
    return [
      since === undefined
        ? { id: 'start', label: start, icon: play }
        : { id: 'pause', label: words.term('clockPause'), icon: pause },
      { id: 'extend', label: words.term('clockAdd', MORE), icon: plus },
      set,
    ];
  }

  private onMenu(event: MenuSelectEvent): void {
    event.stopPropagation();
    if (event.item === 'start') this.dispatchEvent(new TimerStartRequestEvent());
    else if (event.item === 'pause') this.dispatchEvent(new TimerPauseRequestEvent());
    else if (event.item === 'extend') this.dispatchEvent(new TimerExtendRequestEvent(MORE * MINUTE));
    else this.openDialog();
  }

  private openDialog(): void {
    this.wrong = false;
    if (this.input) this.input.value = String(Math.round(this.timer.totalMs / MINUTE) || '');
    this.dialog?.showModal();
    this.input?.select();
  }

  private renderDialog(): TemplateResult {
    const { words } = this;
    return html`<dialog part="dialog" aria-labelledby="title">
      <form novalidate @submit=${this.onSet}>
        <h2 id="title">${words.term('clockSet')}</h2>
        <label for="minutes">${words.term('clockMinutes')}</label>
        <input
          id="minutes"
          inputmode="numeric"
          autocomplete="off"
          aria-describedby="hint"
          aria-invalid=${this.wrong ? 'true' : nothing}
        />
        <p id="hint" class="hint ${this.wrong ? 'error' : ''}" role="status">
          ${words.term(this.wrong ? 'clockMinutesBad' : 'clockMinutesNote')}
        </p>
        <footer>
          <button type="button" @click=${() => this.dialog?.close()}>${words.term('cancel')}</button>
          <button class="primary">${words.term('clockSet')}</button>
        </footer>
      </form>
    </dialog>`;
  }

  private onSet(event: Event): void {
    event.preventDefault();
    const minutes = Number(this.input?.value.trim() || NaN);
    this.wrong = !Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST;
    if (this.wrong) return this.input?.select();
    this.dialog?.close();
    this.dispatchEvent(new TimerSetRequestEvent(minutes * MINUTE));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.tell();
    clearTimeout(this.next);
    if (this.timer.since === undefined || !this.isConnected) return;
    // The next look is just after the shown second changes.
    const rest = remainingOf(this.timer, this.now()) % 1000;
    this.next = setTimeout(() => this.requestUpdate(), (rest <= 0 ? rest + 1000 : rest) + 5);
  }

  /** How many minutes are to be told now: those of a mark that was passed, or what a change has left. */
  private markOf(left: number): number | undefined {
    const { told, timer } = this;
    if (told === timer) return passedMark(this.lastLeft, left);
    const changed = told && told.totalMs > 0 && totalOf(told) !== totalOf(timer);
    return changed ? Math.max(0, Math.ceil(left / MINUTE)) : undefined;
  }

  private tell(): void {
    const left = remainingOf(this.timer, this.now());
    const mark = this.markOf(left);
    this.told = this.timer;
    this.lastLeft = left;
    if (mark === undefined || this.timer.totalMs === 0) return;
    this.announcer.say(mark === 0 ? this.words.term('clockSayOver') : this.words.term('clockSay', mark));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-clock': RoomClock;
  }
}
