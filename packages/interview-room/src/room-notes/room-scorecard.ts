import type { Person, Score } from '@interview-room/core';
import { Localize, RoomElement } from '@interview-room/ui';
import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../locales/room/strings.js';
import { LastWords } from '../together/last-words.js';
import { fieldStyles } from './field.styles.js';
import { ScoreRequestEvent } from './notes-requests.js';
import { OwnScores } from './own-scores.js';

/** One line of a rubric. */
export interface Criterion {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
}

const MARKS = [
  [1, 'score1'],
  [2, 'score2'],
  [3, 'score3'],
  [4, 'score4'],
  [5, 'score5'],
] as const;
const STATES = { 'saving': 'scoreSaving', 'saved': 'scoreSaved', 'needs-mark': 'scoreNeedsMark' } as const;

/**
 * A rubric with marks from 1 to 5 and a comment for each line. What others gave is shown once one has given one's own.
 *
 * @tag room-scorecard
 * @summary Marks for a rubric.
 * @attr {string} you - The id of the person who gives marks here.
 * @fires {ScoreRequestEvent} score-request - A mark is given (`criterion`, `score`, `comment`).
 * @csspart criterion - One line of the rubric.
 */
export class RoomScorecard extends RoomElement {
  static override styles: CSSResultGroup = [
    RoomElement.styles,
    fieldStyles,
    css`
      h3 {
        margin: 0 0 var(--_space-2);
        font-size: var(--_size-3);
        font-weight: 650;
      }
      fieldset {
        min-inline-size: 0;
        margin: 0 0 var(--_space-4);
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_space-1) var(--_space-3);
        margin-block: var(--_space-1);
      }
      .mark {
        display: inline-flex;
        align-items: center;
        gap: var(--_space-1);
        min-block-size: var(--_target);
      }
      .mark input {
        inline-size: 16px;
        block-size: 16px;
        margin: 0;
        accent-color: var(--_accent);
      }
      .word {
        color: var(--_muted);
        font-size: var(--_size-1);
      }
      .others {
        margin: var(--_space-1) 0 0;
        padding: 0;
        list-style: none;
        font-size: var(--_size-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What marks are given for. */
  @property({ attribute: false }) rubric: readonly Criterion[] = [];
  /** The marks of all interviewers. */
  @property({ attribute: false }) scores: readonly Score[] = [];
  /** Those who have joined. */
  @property({ attribute: false }) people: readonly Person[] = [];
  /** The id of the person who gives marks here. */
  @property() you = '';

  private readonly words = new Localize(this, strings);
  private readonly lastWords = new LastWords(this);
  private readonly own = new OwnScores(this, (criterion, { score, comment }) =>
    this.lastWords.dispatch(new ScoreRequestEvent(criterion, score, comment.trim() || undefined)),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('scores') || changed.has('you'))
      this.own.take(this.scores.filter(({ by }) => by === this.you));
  }

  override render(): TemplateResult {
    return html`<h3>${this.words.term('scorecard')}</h3>
      ${this.rubric.length === 0 ? html`<p class="muted">${this.words.term('scorecardNone')}</p>` : nothing}
      ${repeat(
        this.rubric,
        ({ id }) => id,
        (criterion) => this.renderCriterion(criterion),
      )}`;
  }

  private renderCriterion(criterion: Criterion): TemplateResult {
    const { id, title, text } = criterion;
    const { score } = this.own.of(id);
    return html`<fieldset part="criterion">
      <legend dir="auto">${title}</legend>
      ${text ? html`<p class="muted" dir="auto">${text}</p>` : nothing}
      <div class="marks">
        ${MARKS.map(([mark, word]) => this.renderMark(id, mark, this.words.term(word), mark === score))}
        ${
          score === null
            ? nothing
            : html`<button @click=${() => this.own.mark(id, null)}>${this.words.term('scoreClear')}</button>`
        }
      </div>
      ${this.renderComment(criterion)}${this.renderOthers(id)}
    </fieldset>`;
  }

  private renderMark(criterion: string, mark: number, word: string, checked: boolean): TemplateResult {
    return html`<label class="mark">
      <input
        type="radio"
        name=${criterion}
        .checked=${live(checked)}
        @change=${() => this.own.mark(criterion, mark)}
      />${mark} <span class="word">${word}</span>
    </label>`;
  }

  private renderComment({ id, title }: Criterion): TemplateResult {
    const state = this.own.stateOf(id);
    return html`<textarea
        rows="1"
        dir="auto"
        maxlength="20000"
        aria-label=${this.words.term('scoreCommentOf', title)}
        placeholder=${this.words.term('scoreComment')}
        .value=${live(this.own.of(id).comment)}
        @input=${(event: Event) => this.own.write(id, (event.target as HTMLTextAreaElement).value)}
        @blur=${() => this.own.flush(id)}
      ></textarea>
      <p class="muted" role="status">${state === 'none' ? nothing : this.words.term(STATES[state])}</p>`;
  }

  /** Nobody's mark leans on another's: those of others come into sight after one's own. */
  private renderOthers(criterion: string): TemplateResult | typeof nothing {
    const others = this.scores.filter((each) => each.criterion === criterion && each.by !== this.you);
    if (others.length === 0) return nothing;
    const given = this.scores.some((each) => each.criterion === criterion && each.by === this.you);
    if (!given) return html`<p class="muted">${this.words.term('scoreOthers', others.length)}</p>`;
    return html`<ul class="others">
      ${others.map((each) => html`<li dir="auto">${this.otherText(each)}</li>`)}
    </ul>`;
  }

  private otherText({ by, score, comment }: Score): string {
    const name = this.people.find(({ id }) => id === by)?.name ?? this.words.term('personUnknown');
    const word = MARKS.find(([mark]) => mark === score)?.[1];
    const text = this.words.term('scoreBy', name, score, word ? this.words.term(word) : '');
    return comment ? `${text}. ${comment}` : text;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-scorecard': RoomScorecard;
  }
}
