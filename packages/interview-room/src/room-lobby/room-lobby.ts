import type { Person, Role, Timer } from '@interview-room/core';
import { Announcer, copyText, icon, Localize, RoomElement } from '@interview-room/ui';
import { circleCheck, clock, code, copy, play, x } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { strings } from '../locales/room/strings.js';
import { avatarStyles } from '../together/avatar.styles.js';
import { dialogStyles } from '../together/dialog.styles.js';
import { whereabouts, type Presence, type Whereabouts } from '../together/whereabouts.js';
import { checkBrowser, type BrowserCheck } from './browser-check.js';
import { EnterRequestEvent, StartRequestEvent, TryRequestEvent } from './lobby-requests.js';
import { renderBrowser, renderRecords, renderStart, renderTime, renderWho } from './lobby-view.js';
import { styles } from './room-lobby.styles.js';

/** What keeps a person from going in. */
type Lack = 'name' | 'consent';

/**
 * What stands before an interview: what is recorded, how much time there is, who is here, whether the browser can do it.
 * A candidate agrees and goes in; an interviewer begins, or the candidate where none is here. The question is shown to interviewers alone.
 *
 * @tag room-lobby
 * @summary What people see before an interview starts.
 * @attr {'candidate' | 'interviewer' | 'observer' | 'assistant'} role-here - What the person is in this room.
 * @attr {string} you - The id of the person who sees this.
 * @attr {string} name - What the person is called; without it they are asked.
 * @attr {boolean} entered - The person is in.
 * @attr {boolean} may-start - It is known who is here, and the person may begin where no interviewer is among them.
 * @attr {boolean} elsewhere - The interview is at a backend of another's making, which may record what ours does not.
 * @attr {string} heading - The title of the question; never shown to a candidate.
 * @attr {string} link - The link for the candidate, shown to interviewers.
 * @slot try - An editor to try: put there when `try-request` asks for it.
 * @fires {EnterRequestEvent} enter-request - The person wants to go in, under `name`; a candidate has agreed.
 * @fires {StartRequestEvent} start-request - The interview is to begin.
 * @fires {TryRequestEvent} try-request - An editor to try is wanted in the slot `try`.
 * @csspart records - What is recorded and what is not.
 * @csspart time - The time that there is.
 * @csspart browser - What the browser can do.
 * @csspart people - Those who are here.
 * @csspart dialog - The dialog that asks whether to begin.
 */
export class RoomLobby extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, avatarStyles, dialogStyles, styles];

  /** What the person is in this room. */
  @property({ attribute: 'role-here' }) roleHere: Role = 'candidate';
  /** The id of the person who sees this. */
  @property() you = '';
  /** What the person is called; without it they are asked. */
  @property() name = '';
  /** The person is in. */
  @property({ type: Boolean }) entered = false;
  /** It is known who is here, and the person may begin where no interviewer is among them. */
  @property({ type: Boolean, attribute: 'may-start' }) mayStart = false;
  /** The interview is at a backend of another's making, which may record what ours does not. */
  @property({ type: Boolean }) elsewhere = false;
  /** The title of the question; never shown to a candidate. */
  @property() heading = '';
  /** The link for the candidate. */
  @property() link = '';
  /** Those who have joined, where that is known. */
  @property({ attribute: false }) people: readonly Person[] = [];
  /** What their tabs last told. */
  @property({ attribute: false }) presence: readonly Presence[] = [];
  /** The clock, where it is known. */
  @property({ attribute: false }) timer?: Timer;

  @state() private browser?: BrowserCheck;
  @state() private lack?: Lack;
  @state() private trying = false;
  @query('#name') private readonly nameBox!: HTMLInputElement | null;
  @query('#consent') private readonly consentBox!: HTMLInputElement | null;
  @query('#start') private readonly startDialog!: HTMLDialogElement | null;

  private readonly announcer = new Announcer(this);
  private readonly words = new Localize(this, strings);

  protected override firstUpdated(): void {
    void checkBrowser().then((found) => (this.browser = found));
  }

  /** An interviewer came while the person was asked: now they begin. */
  protected override updated(): void {
    if (!this.alone) this.startDialog?.close();
  }

  override render(): TemplateResult {
    const { words, people, here, you } = this;
    const known = this.entered || people.length > 0;
    return html`<div class="page">
      <h2>${words.term('lobbyTitle')}</h2>
      ${this.renderQuestion()}${renderRecords(words, this.elsewhere)}
      <div class="pairs">
        ${renderTime(words, this.timer)}${known ? renderWho(words, here, you) : nothing}
        ${renderBrowser(words, this.browser)}
      </div>
      ${this.renderLink()}${this.renderDoor()}
      <div class="try" ?hidden=${!this.trying}>
        <p class="muted">${words.term('lobbyTryNote')}</p>
        <slot name="try"></slot>
      </div>
      ${this.announcer.region()}
    </div>
    ${renderStart(words, (this.timer?.totalMs ?? 0) > 0, () => this.dispatchEvent(new StartRequestEvent()))}`;
  }

  private get here(): Whereabouts[] {
    const { people, presence, entered, you } = this;
    return whereabouts(people, presence, entered ? you : '').filter((each) => each.here);
  }
  private get interviewers(): string[] {
    return this.here.filter(({ person }) => person.role === 'interviewer').map(({ person }) => person.name);
  }
  /** Nobody is here to begin, and the candidate may. */
  private get alone(): boolean {
    return this.entered && this.mayStart && this.roleHere === 'candidate' && this.interviewers.length === 0;
  }
  private get interviews(): boolean {
    return this.roleHere === 'interviewer';
  }

  private renderQuestion(): TemplateResult | typeof nothing {
    if (!this.interviews || !this.heading) return nothing;
    return html`<div>
      <p><strong>${this.words.term('lobbyQuestion', this.heading)}</strong></p>
      <p class="muted">${this.words.term('lobbyQuestionHidden')}</p>
    </div>`;
  }

  private renderLink(): TemplateResult | typeof nothing {
    if (!this.interviews || !this.link) return nothing;
    const copyWord = this.words.term('lobbyCopy');
    return html`<div class="field">
      <label for="link">${this.words.term('lobbyLink')}</label>
      <div class="link">
        <input id="link" readonly .value=${this.link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
        <button class="bordered" @click=${this.onCopy}>${icon(copy)}${copyWord}</button>
      </div>
    </div>`;
  }

  private async onCopy(): Promise<void> {
    const done = await copyText(this.link);
    this.announcer.say(this.words.term(done ? 'lobbyCopied' : 'chatCopyFailed'));
  }

  /** The way in, or the word to wait. */
  private renderDoor(): TemplateResult {
    const outside = !this.entered && (this.roleHere === 'candidate' || !this.name);
    return html`<form novalidate @submit=${this.onSubmit}>
      ${outside ? this.renderFields() : this.renderInside()}
      <div class="actions">
        ${this.renderPrimary(outside)}${this.roleHere === 'observer' ? nothing : this.renderTry()}
      </div>
    </form>`;
  }

  private renderInside(): TemplateResult | typeof nothing {
    if (this.interviews) return nothing;
    const candidate = this.roleHere === 'candidate';
    return html`<p class="wait ${candidate ? 'good' : ''}" role="status">
      ${icon(candidate ? circleCheck : clock)}${candidate ? this.waiting() : this.words.term('lobbyWatching')}
    </p>`;
  }

  /** What a candidate who is in waits for. */
  private waiting(): string {
    const { words, interviewers } = this;
    if (this.alone) return words.term('lobbyAlone');
    if (interviewers.length === 0) return words.term('lobbyWaiting');
    const names = new Intl.ListFormat(words.lang(), { type: 'disjunction' }).format(interviewers);
    return words.term('lobbyWaitingFor', names);
  }

  private renderFields(): TemplateResult {
    return html`${this.name ? nothing : this.renderName()}${this.roleHere === 'candidate' ? this.renderConsent() : nothing}`;
  }

  private renderName(): TemplateResult {
    const lacking = this.lack === 'name';
    return html`<div class="field">
      <label for="name">${this.words.term('lobbyName')}</label>
      <input
        id="name"
        dir="auto"
        maxlength="200"
        autocomplete="name"
        aria-invalid=${lacking ? 'true' : nothing}
        aria-describedby=${lacking ? 'lack' : nothing}
      />
      ${lacking ? this.renderLack('lobbyNameNeeded') : nothing}
    </div>`;
  }

  /** Never ticked beforehand: to agree is something that one does. */
  private renderConsent(): TemplateResult {
    const lacking = this.lack === 'consent';
    return html`<div>
      <label class="consent">
        <input
          id="consent"
          type="checkbox"
          autocomplete="off"
          aria-invalid=${lacking ? 'true' : nothing}
          aria-describedby=${lacking ? 'lack' : nothing}
        />
        <span>${this.words.term('lobbyConsent')}</span>
      </label>
      ${lacking ? this.renderLack('lobbyConsentNeeded') : nothing}
    </div>`;
  }

  private renderLack(word: 'lobbyNameNeeded' | 'lobbyConsentNeeded'): TemplateResult {
    return html`<p id="lack" class="error" role="alert">${this.words.term(word)}</p>`;
  }

  private renderPrimary(outside: boolean): TemplateResult | typeof nothing {
    const { words } = this;
    if (outside)
      return html`<button class="primary">
        ${words.term(this.roleHere === 'candidate' ? 'lobbyJoin' : 'lobbyEnter')}
      </button>`;
    if (!this.interviews && !this.alone) return nothing;
    return html`<button class="primary">
      ${icon(play)}${words.term(this.alone ? 'lobbyStartAlone' : 'lobbyStart')}
    </button>`;
  }

  private renderTry(): TemplateResult {
    const word = this.words.term(this.trying ? 'lobbyTryClose' : 'lobbyTry');
    return html`<button type="button" class="bordered" aria-expanded=${String(this.trying)} @click=${this.onTry}>
      ${icon(this.trying ? x : code)}${word}
    </button>`;
  }

  private onTry(): void {
    this.trying = !this.trying;
    if (this.trying) this.dispatchEvent(new TryRequestEvent());
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    const { nameBox, consentBox } = this;
    if (this.alone) return this.startDialog?.showModal();
    if (!nameBox && !consentBox && this.interviews) return void this.dispatchEvent(new StartRequestEvent());
    const name = nameBox ? nameBox.value.trim() : this.name;
    this.lack = name === '' ? 'name' : consentBox && !consentBox.checked ? 'consent' : undefined;
    if (!this.lack) this.dispatchEvent(new EnterRequestEvent(name));
    else (this.lack === 'name' ? nameBox : consentBox)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-lobby': RoomLobby;
  }
}
