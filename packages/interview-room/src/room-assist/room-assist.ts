import {
  assistLevels,
  type Advice,
  type Assist,
  type AssistLevel,
  type AssistTurn,
} from '@interview-room/core';
import { Localize, RoomElement } from '@interview-room/ui';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../locales/assist/strings.js';
import { fieldStyles } from '../room-notes/field.styles.js';
import {
  AdviceRequestEvent,
  AssistLevelRequestEvent,
  AssistModelRequestEvent,
  AssistReplyRequestEvent,
  AssistSessionRequestEvent,
  AssistWritesRequestEvent,
  WhisperRequestEvent,
} from './assist-requests.js';
import { LEVEL_WORDS } from './level-words.js';
import { styles } from './room-assist.styles.js';

const MOST = 20_000;

/**
 * The dial of the assistant: how much it may do, for everyone to read, and for interviewers to turn.
 *
 * @tag room-assist
 * @summary How much the assistant may do.
 * @attr {boolean} may-steer - The person may turn the dial.
 * @fires {AssistLevelRequestEvent} assist-level-request - The assistant is to do as much as `level` says.
 * @fires {AssistSessionRequestEvent} assist-session-request - Its help is to be paused, to go on, or to end (`state`).
 * @fires {AssistModelRequestEvent} assist-model-request - Another `model` is to answer.
 * @fires {AssistWritesRequestEvent} assist-writes-request - It is to write without asking, or no longer (`direct`).
 * @fires {WhisperRequestEvent} whisper-request - It is to be told `text`, which candidates do not see.
 * @fires {AssistReplyRequestEvent} assist-reply-request - `turn` is to be answered in its place with `text`.
 * @fires {AdviceRequestEvent} advice-request - An `advice` is followed, or left (`taken`).
 * @csspart level - The choice of the level, or its name.
 */
export class RoomAssist extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, fieldStyles, styles];

  /** How the assistant stands. */
  @property({ attribute: false }) assist?: Assist;
  /** What the coach advises interviewers. */
  @property({ attribute: false }) advice: readonly Advice[] = [];
  /** How often it was told something privately. */
  @property({ attribute: false }) whispers = 0;
  /** The models that can be asked, the usual one first. */
  @property({ attribute: false }) models: readonly string[] = [];
  /** The person may turn the dial. */
  @property({ type: Boolean, attribute: 'may-steer' }) maySteer = false;

  private readonly words = new Localize(this, strings);

  override render(): TemplateResult | typeof nothing {
    const { assist, words } = this;
    if (!assist) return nothing;
    const [, about] = LEVEL_WORDS[assist.level];
    return html`<div class="line">
        <span class="name" id="level">${words.term('assistLevel')}</span>
        ${this.maySteer ? this.renderDial(assist) : this.renderLevel(assist)}
      </div>
      <p class="about">${words.term(about)}${assist.level === 'off' ? nothing : html` ${words.term('assistRecorded')}`}</p>
      ${this.renderState(assist)} ${this.maySteer ? this.renderSteering(assist) : nothing}`;
  }

  private renderLevel({ level }: Assist): TemplateResult {
    return html`<strong part="level">${this.words.term(LEVEL_WORDS[level][0])}</strong>`;
  }

  private renderDial({ level }: Assist): TemplateResult {
    return html`<select
      part="level"
      aria-labelledby="level"
      .value=${live(level)}
      @blur=${this.showWhatHolds}
      @change=${(event: Event) =>
        this.dispatchEvent(
          new AssistLevelRequestEvent((event.target as HTMLSelectElement).value as AssistLevel),
        )}
    >
      ${assistLevels.map(
        (each) =>
          html`<option value=${each} ?selected=${each === level}>${this.words.term(LEVEL_WORDS[each][0])}</option>`,
      )}
    </select>`;
  }

  private renderState({ session, level }: Assist): TemplateResult | typeof nothing {
    const { words } = this;
    const said =
      session === 'paused'
        ? words.term('assistPaused')
        : session === 'ended'
          ? words.term('assistEnded')
          : '';
    return html`<div role="status">
      ${said && level !== 'off' ? html`<p class="about">${said}</p>` : nothing}
    </div>`;
  }

  private renderSteering(assist: Assist): TemplateResult {
    const open = this.advice.filter(({ taken }) => taken === undefined).slice(-1);
    return html`${repeat(
      open,
      ({ advice }) => advice,
      (each) => this.renderAdvice(each, assist),
    )}
    ${assist.session === 'paused' ? this.renderReplies(assist) : nothing}
    ${assist.level === 'off' ? nothing : this.renderSettings(assist)}`;
  }

  private renderAdvice({ advice, level, reason }: Advice, { level: now }: Assist): TemplateResult {
    const { words } = this;
    const up = assistLevels.indexOf(level) > assistLevels.indexOf(now);
    const answer = (taken: boolean) => () => this.dispatchEvent(new AdviceRequestEvent(advice, taken));
    return html`<div class="advice" role="group" aria-labelledby="advice">
      <p dir="auto">${reason}</p>
      <p id="advice"><strong>${words.term(up ? 'adviceUp' : 'adviceDown', words.term(LEVEL_WORDS[level][0]))}</strong></p>
      <div class="row">
        <button @click=${answer(false)}>${words.term('adviceDismiss')}</button>
        <button class="bordered" @click=${answer(true)}>${words.term('adviceTake')}</button>
      </div>
    </div>`;
  }

  /** What was asked while an interviewer answers in the assistant's place. */
  private renderReplies({ turns }: Assist): unknown {
    const open = turns.filter(({ steps }) => steps.length === 0);
    return repeat(
      open,
      ({ turn }) => turn,
      (turn) => this.renderReply(turn),
    );
  }

  private renderReply({ turn, text }: AssistTurn): TemplateResult {
    const { words } = this;
    const send = (event: SubmitEvent) =>
      this.send(event, (reply) => this.dispatchEvent(new AssistReplyRequestEvent(turn, reply)));
    return html`<form class="reply" @submit=${send}>
      <p dir="auto">${words.term('replyTo', text.slice(0, 300))}</p>
      <textarea rows="2" dir="auto" name="text" required maxlength=${MOST} aria-label=${words.term('replyWrite')}></textarea>
      <div class="row"><button class="bordered">${words.term('replySend')}</button></div>
    </form>`;
  }

  private renderSettings(assist: Assist): TemplateResult {
    const { words } = this;
    return html`<details>
      <summary>${words.term('assistSettings')}</summary>
      <div class="settings">
        ${this.renderWrites(assist)} ${this.models.length > 1 ? this.renderModels(assist) : nothing}
        ${this.renderWhisper()} ${this.renderSession(assist)}
      </div>
    </details>`;
  }

  private renderWrites({ level, direct }: Assist): TemplateResult | typeof nothing {
    if (level !== 'full-copilot') return nothing;
    return html`<div>
      <label
        ><input
          type="checkbox"
          .checked=${live(direct)}
          @blur=${this.showWhatHolds}
          @change=${(event: Event) =>
            this.dispatchEvent(new AssistWritesRequestEvent((event.target as HTMLInputElement).checked))}
        />${this.words.term('assistDirect')}</label
      >
      <p class="muted">${this.words.term('assistDirectAbout')}</p>
    </div>`;
  }

  private renderModels({ model }: Assist): TemplateResult {
    const [usual = ''] = this.models;
    return html`<label
      >${this.words.term('assistModel')}
      <select
        .value=${live(model ?? usual)}
        @blur=${this.showWhatHolds}
        @change=${(event: Event) =>
          this.dispatchEvent(new AssistModelRequestEvent((event.target as HTMLSelectElement).value))}
      >
        ${this.models.map((each) => html`<option value=${each} ?selected=${each === (model ?? usual)}>${each}</option>`)}
      </select></label
    >`;
  }

  private renderWhisper(): TemplateResult {
    const { words } = this;
    const send = (event: SubmitEvent) =>
      this.send(event, (text) => this.dispatchEvent(new WhisperRequestEvent(text)));
    return html`<form @submit=${send}>
      <label for="whisper">${words.term('whisper')}</label>
      <textarea
        id="whisper"
        name="text"
        rows="1"
        dir="auto"
        required
        maxlength=${MOST}
        placeholder=${words.term('whisperPlaceholder')}
      ></textarea>
      <p class="muted" role="status">
        ${words.term('whisperAbout')}${this.whispers > 0 ? html` ${words.term('whispered', this.whispers)}.` : nothing}
      </p>
      <div class="row"><button class="bordered">${words.term('whisperSend')}</button></div>
    </form>`;
  }

  private renderSession({ session }: Assist): TemplateResult {
    const { words } = this;
    const go = (state: 'active' | 'paused' | 'ended') => () =>
      this.dispatchEvent(new AssistSessionRequestEvent(state));
    if (session === 'ended')
      return html`<div class="row"><button class="bordered" @click=${go('active')}>${words.term('assistBegin')}</button></div>`;
    return html`<div class="row">
      <button @click=${go('ended')}>${words.term('assistEnd')}</button>
      ${
        session === 'paused'
          ? html`<button class="bordered" @click=${go('active')}>${words.term('assistResume')}</button>`
          : html`<button class="bordered" title=${words.term('assistPauseAbout')} @click=${go('paused')}>
              ${words.term('assistPause')}
            </button>`
      }
    </div>`;
  }

  /** What was asked for may have been refused, or waits: once a person has left a control it shows what is. */
  private readonly showWhatHolds = (): void => this.requestUpdate();

  private send(event: SubmitEvent, use: (text: string) => void): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const field = form.querySelector('textarea');
    const text = field?.value.trim();
    if (!field || !text) return;
    use(text);
    field.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-assist': RoomAssist;
  }
}
