import { mayEnter, type Role, type Stage } from '@interview-room/core';
import { icon, Localize, RoomElement } from '@interview-room/ui';
import { circleCheck, file, flag } from '@interview-room/ui/icons';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { strings } from '../locales/room/strings.js';
import { dialogStyles } from '../together/dialog.styles.js';
import { EndRequestEvent, ReopenRequestEvent, SubmitRequestEvent } from './submit-requests.js';

/** A file that is handed in. */
export interface SubmittedFile {
  readonly path: string;
  readonly lines: number;
}

/**
 * The end of an interview: a button that hands the answer in and asks once, and after that what became of it. Who may do
 * what follows from role and stage.
 *
 * @tag room-submit
 * @summary Submit, what was submitted, reopen and end.
 * @attr {'candidate' | 'interviewer' | 'observer' | 'assistant'} role-here - What the person is in this room.
 * @attr {'waiting' | 'started' | 'submitted' | 'ended'} stage - How far the room has come.
 * @attr {number} unsent - How many edits the backend does not have yet.
 * @fires {SubmitRequestEvent} submit-request - The answer is to be handed in.
 * @fires {ReopenRequestEvent} reopen-request - The candidate is to go on.
 * @fires {EndRequestEvent} end-request - The interview is to end.
 * @csspart submit - The button that hands in.
 * @csspart card - What became of the answer.
 * @csspart dialog - The dialogs that ask.
 */
export class RoomSubmit extends RoomElement {
  static override styles: CSSResultGroup = [
    RoomElement.styles,
    dialogStyles,
    css`
      :host {
        display: block;
      }
      :host([stage='started']) {
        display: inline-block;
      }
      @container (max-width: 419.98px) {
        [part='submit'] svg {
          display: none;
        }
      }
      ul {
        display: grid;
        gap: var(--_space-1);
        margin: 0 0 var(--_space-2);
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--_space-2);
        color: var(--_muted);
      }
      code {
        color: var(--_text);
        font-family: var(--_mono);
        font-size: var(--_size-2);
        overflow-wrap: anywhere;
      }
      h3 {
        margin: var(--_space-3) 0 var(--_space-1);
        font-size: var(--_size-3);
      }
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_space-2);
        padding: var(--_space-3) var(--_space-4);
        border-block-end: 1px solid var(--_line);
        background: var(--_sunken);
      }
      .card > .text {
        flex: 1 1 13rem;
        min-inline-size: 0;
      }
      .card > .icon {
        color: var(--_ok);
      }
      .card p {
        margin: 0;
      }
      .card .muted {
        color: var(--_muted);
        font-size: var(--_size-2);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_space-2);
      }
    `,
  ];

  /** What the person is in this room. */
  @property({ attribute: 'role-here' }) roleHere: Role = 'candidate';
  /** How far the room has come. */
  @property({ reflect: true }) stage: Stage = 'started';
  /** What is handed in. */
  @property({ attribute: false }) files: readonly SubmittedFile[] = [];
  /** How many edits the backend does not have yet. */
  @property({ type: Number }) unsent = 0;
  /** What all tests say, the hidden ones too, where everyone may know. */
  @property({ attribute: false }) graded?: { readonly passed: number; readonly total: number };

  @query('#submit') private readonly submitDialog!: HTMLDialogElement;
  @query('#end') private readonly endDialog!: HTMLDialogElement;
  private readonly words = new Localize(this, strings);

  /** Asks whether the answer is to be handed in, where the person may. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (this.may('submitted') && !this.submitDialog.open) this.submitDialog.showModal();
  }

  /** Asks whether the interview is to end, where the person may. */
  async showEnd(): Promise<void> {
    await this.updateComplete;
    if (this.may('ended') && !this.endDialog.open) this.endDialog.showModal();
  }

  private may(next: Stage): boolean {
    return mayEnter(this.roleHere, this.stage, next);
  }

  override render(): TemplateResult {
    return html`${
      this.may('submitted')
        ? html`<button class="bordered" part="submit" @click=${() => this.show()}>
          ${icon(flag)}${this.words.term('submit')}
        </button>`
        : nothing
    }
    ${this.stage === 'submitted' || this.stage === 'ended' ? this.renderCard(this.stage) : nothing}
    ${this.renderSubmit()}${this.renderEnd()}`;
  }

  private renderCard(stage: 'submitted' | 'ended'): TemplateResult {
    const { words, graded } = this;
    return html`<section class="card" part="card" role="status">
      ${icon(circleCheck)}
      <div class="text">
        <p><strong>${words.term(stage)}</strong></p>
        <p class="muted">${words.term(stage === 'ended' ? 'endedText' : 'submittedText')}</p>
        ${graded ? html`<p>${words.term('submittedGraded', graded.passed, graded.total)}</p>` : nothing}
      </div>
      <div class="actions">
        ${
          this.may('started')
            ? html`<button class="bordered" @click=${() => this.dispatchEvent(new ReopenRequestEvent())}>
              ${words.term('submittedReopen')}
            </button>`
            : nothing
        }
        ${
          this.may('ended')
            ? html`<button class="bordered" @click=${() => this.showEnd()}>${words.term('submittedEnd')}</button>`
            : nothing
        }
      </div>
    </section>`;
  }

  private renderSubmit(): TemplateResult {
    const { words, files } = this;
    const own = this.roleHere === 'candidate';
    return html`<dialog id="submit" part="dialog" aria-labelledby="submit-title">
      <h2 id="submit-title">${words.term('submitTitle')}</h2>
      <p>${words.term(own ? 'submitFinal' : 'submitFinalOther')}</p>
      ${this.unsent > 0 ? html`<p>${words.term('submitUnsent', this.unsent)}</p>` : nothing}
      ${
        files.length > 0
          ? html`<h3>${words.term('submitWhat')}</h3>
            <ul>
              ${files.map(
                ({ path, lines }) =>
                  html`<li>${icon(file)}<code>${path}</code><span>${words.term('submitLines', lines)}</span></li>`,
              )}
            </ul>`
          : nothing
      }
      ${this.renderFooter('submitBack', 'submitNow', () => new SubmitRequestEvent())}
    </dialog>`;
  }

  private renderEnd(): TemplateResult {
    return html`<dialog id="end" part="dialog" aria-labelledby="end-title">
      <h2 id="end-title">${this.words.term('endTitle')}</h2>
      <p>${this.words.term('endText')}</p>
      ${this.renderFooter('cancel', 'endNow', () => new EndRequestEvent())}
    </dialog>`;
  }

  /** The way back comes first, and so has the focus: Enter alone hands nothing in. */
  private renderFooter(
    back: 'submitBack' | 'cancel',
    go: 'submitNow' | 'endNow',
    request: () => Event,
  ): TemplateResult {
    const close = (event: Event) => (event.currentTarget as Element).closest('dialog')?.close();
    return html`<footer>
      <button @click=${close}>${this.words.term(back)}</button>
      <button
        class="primary"
        @click=${(event: Event) => {
          close(event);
          this.dispatchEvent(request());
        }}
      >
        ${this.words.term(go)}
      </button>
    </footer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-submit': RoomSubmit;
  }
}
