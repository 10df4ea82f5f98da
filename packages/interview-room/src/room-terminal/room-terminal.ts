import type { TerminalOffer } from '@interview-room/core';
import { Announcer, copyText, icon, Localize, RoomElement, type IconShapes } from '@interview-room/ui';
import { check, copy, eraser, loader, rotateCcw, square, eye, wifi, wifiOff } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { strings } from '../locales/terminal/strings.js';
import { styles } from './room-terminal.styles.js';
import { ShellLink, type ShellStatus } from './shell-link.js';

/** So long it is shown that the text was copied, in milliseconds. */
const COPIED_MS = 2000;
const ICONS: Record<ShellStatus, IconShapes> = {
  connecting: loader,
  open: wifi,
  offline: wifiOff,
  ended: square,
  failed: wifiOff,
};

/**
 * A shell of the backend's. It connects when it is first seen, and its code is loaded then. Nothing of it is kept when it leaves
 * the page: a backend that keeps its history gives it again.
 *
 * @tag room-terminal
 * @summary A terminal that is joined to a shell elsewhere.
 * @csspart bar - The line with how it stands, and the buttons.
 * @csspart status - How it stands, in words.
 * @csspart screen - The terminal itself.
 */
export class RoomTerminal extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** Where the shell is: `offers.terminal` of a room. */
  @property({ attribute: false }) terminal?: TerminalOffer;

  @state() private status: ShellStatus = 'connecting';
  @state() private detail = '';
  @state() private copied = false;
  @state() private aloud = false;
  @query('.screen') private readonly screen!: HTMLElement | null;
  @query('.probe') private readonly probe!: HTMLElement | null;

  private link?: ShellLink;
  private seen?: ResizeObserver;
  private copiedTimer?: ReturnType<typeof setTimeout>;
  private readonly announcer = new Announcer(this);
  private readonly words = new Localize(this, strings);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.copiedTimer);
    this.seen?.disconnect();
    // One that is only moved is back before this.
    queueMicrotask(() => {
      if (!this.isConnected) this.close();
    });
  }

  protected override firstUpdated(): void {
    this.watch();
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.link?.label(this.words.term('label'));
    if (!changed.has('terminal') || changed.get('terminal') === undefined) return this.look();
    this.close();
    this.look();
  }

  override focus(): void {
    this.link?.focus();
  }

  override render(): TemplateResult {
    if (!this.terminal) return html`<div class="empty"><p>${this.words.term('none')}</p></div>`;
    return html`<div class="bar" part="bar">
        ${this.renderStatus()}
        <div class="actions" role="toolbar" aria-label=${this.words.term('toolbar')}>
          ${this.renderActions()}
        </div>
      </div>
      <div class="console">
        <div class="probe"></div>
        <div class="screen" part="screen"></div>
        ${this.status === 'failed' ? this.renderFailure() : nothing}
      </div>
      <p class="leave">${this.words.term('leave')}</p>
      ${this.announcer.region()}`;
  }

  private renderStatus(): TemplateResult {
    const { status, detail } = this;
    return html`<p class="status" part="status" data-status=${status}>
      ${icon(ICONS[status])}
      <span>
        ${status === 'failed' ? nothing : this.words.term(status)}
        ${detail ? html`<span class="detail" dir="auto">· ${detail}</span>` : nothing}
      </span>
    </p>`;
  }

  private renderActions(): TemplateResult {
    const open = this.status === 'open';
    const broken = this.status === 'offline' || this.status === 'ended';
    return html`${
      broken
        ? html`<button class="bordered reconnect" @click=${() => this.reconnect()}>
              ${icon(rotateCcw)}${this.words.term('reconnect')}
            </button>`
        : nothing
    }
      ${this.button('interrupt', square, () => this.link?.interrupt(), !open)}
      ${this.button('copy', this.copied ? check : copy, () => void this.copy())}
      ${this.button('clear', eraser, () => this.link?.clear())}
      <button
        class="aloud"
        aria-pressed=${this.aloud}
        aria-label=${this.words.term('aloud')}
        title=${this.words.term('aloud')}
        @click=${() => this.readAloud()}
      >
        ${icon(eye)}
      </button>`;
  }

  private button(
    name: 'interrupt' | 'copy' | 'clear',
    shapes: IconShapes,
    act: () => void,
    disabled = false,
  ): TemplateResult {
    const label = this.words.term(name);
    return html`<button class=${name} aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>
      ${icon(shapes)}
    </button>`;
  }

  private renderFailure(): TemplateResult {
    return html`<div class="empty">
      <p>${this.words.term('failed')}</p>
      <button class="bordered retry" @click=${() => this.reconnect()}>${this.words.term('retry')}</button>
    </div>`;
  }

  /** A box that has a height can be seen: behind a tab it has none. */
  private watch(): void {
    this.seen ??= new ResizeObserver(() => this.look());
    this.seen.observe(this);
    this.look();
  }

  private look(): void {
    if (this.link || !this.terminal || !this.isConnected || !this.screen || this.screen.clientHeight === 0)
      return;
    this.link = new ShellLink(this.terminal, {
      boxes: () => (this.screen && this.probe ? { box: this.screen, probe: this.probe } : undefined),
      status: (status, detail) => this.stand(status, detail),
      label: () => this.words.term('label'),
    });
    void this.link.open().then(() => this.link?.readAloud(this.aloud));
  }

  private close(): void {
    this.link?.close();
    delete this.link;
  }

  private stand(status: ShellStatus, detail = ''): void {
    if (status !== this.status && status !== 'connecting') this.announcer.say(this.words.term(status));
    this.status = status;
    this.detail = detail;
  }

  /** Whoever pressed the button, which is gone now, goes on in the terminal. */
  private reconnect(): void {
    this.link?.reconnect();
    this.link?.focus();
  }

  private readAloud(): void {
    this.aloud = !this.aloud;
    this.link?.readAloud(this.aloud);
  }

  private async copy(): Promise<void> {
    const done = await copyText(this.link?.text ?? '');
    this.announcer.say(this.words.term(done ? 'copied' : 'copyFailed'));
    this.copied = done;
    clearTimeout(this.copiedTimer);
    this.copiedTimer = setTimeout(() => (this.copied = false), COPIED_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-terminal': RoomTerminal;
  }
}
