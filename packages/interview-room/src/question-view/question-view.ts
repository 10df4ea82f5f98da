import type { TestCase } from '@interview-room/runtimes';
import { icon, Localize, RoomElement } from '@interview-room/ui';
import { clock, lightbulb } from '@interview-room/ui/icons';
import { markdownStyles, renderMarkdown } from '@interview-room/ui/markdown';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { cache } from 'lit/directives/cache.js';
import { guard } from 'lit/directives/guard.js';
import { strings } from '../locales/strings.js';
import { examplesOf } from './examples.js';
import { styles } from './question-view.styles.js';
import { RevealHintRequestEvent } from './reveal-hint-request-event.js';

/** What of a question is read, not run. A whole `Question` is one. */
export interface QuestionText {
  title: string;
  statement: string;
  difficulty?: 'easy' | 'medium' | 'hard';
  tags?: readonly string[];
  timeMinutes?: number;
  hints?: readonly string[];
  cases?: readonly TestCase[];
}

const DIFFICULTY = { easy: 'questionEasy', medium: 'questionMedium', hard: 'questionHard' } as const;
/** The statement's own headings, which begin with `##`, go below that of the question. */
const HEADING_OFFSET = 1;

/**
 * A question to read: its title, what it is about, the statement, examples, and hints that are shown one by one.
 *
 * @tag question-view
 * @summary The statement of a problem, with its hints.
 * @attr {number} revealed - How many hints are shown.
 * @attr {boolean} fixed - No further hint can be asked for.
 * @attr {boolean} no-title - Leaves the title out, for where it stands already.
 * @slot - The statement, instead of the question's own Markdown.
 * @fires {RevealHintRequestEvent} reveal-hint-request - One hint more is asked for; unless prevented, it is shown.
 * @csspart meta - Difficulty, time and topics.
 * @csspart statement - The statement.
 * @csspart hints - The hints that are shown.
 */
export class QuestionView extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, markdownStyles, styles];

  /** What is shown. */
  @property({ attribute: false }) question?: QuestionText;
  /** How many hints are shown. */
  @property({ type: Number, reflect: true }) revealed = 0;
  /** No further hint can be asked for. */
  @property({ type: Boolean }) fixed = false;
  /** Leaves the title out. */
  @property({ type: Boolean, attribute: 'no-title' }) noTitle = false;

  private readonly words = new Localize(this, strings);

  override render(): TemplateResult {
    const { question } = this;
    return html`${question && !this.noTitle ? html`<h2>${question.title}</h2>` : nothing}
      ${question ? this.renderMeta(question) : nothing}
      <div class="markdown" part="statement">
        <slot dir="auto">${question ? guard([question.statement], () => this.markdown(question.statement)) : nothing}</slot>
      </div>
      ${cache(question ? html`${this.renderExamples(question)}${this.renderHints(question.hints ?? [])}` : nothing)}`;
  }

  private markdown(text: string): TemplateResult {
    return renderMarkdown(text, { headingOffset: HEADING_OFFSET });
  }

  private renderMeta({ difficulty, tags = [], timeMinutes }: QuestionText): TemplateResult | typeof nothing {
    if (!difficulty && !timeMinutes && tags.length === 0) return nothing;
    return html`<ul class="meta" part="meta">
      ${
        difficulty
          ? html`<li class="difficulty ${difficulty}">${this.words.term(DIFFICULTY[difficulty])}</li>`
          : nothing
      }
      ${
        timeMinutes
          ? html`<li>${icon(clock)}${this.words.term('questionMinutes', timeMinutes)}</li>`
          : nothing
      }
      ${tags.map((tag) => html`<li class="tag">${tag}</li>`)}
    </ul>`;
  }

  /** A statement that has its own is read with them, and has them once. */
  private renderExamples({ statement, cases }: QuestionText): TemplateResult | typeof nothing {
    const examples = examplesOf(cases);
    if (!examples[0] || /^#+ Example/m.test(statement)) return nothing;
    return html`<details>
      <summary>${this.words.term('questionExamples')}</summary>
      <dl class="examples">
        ${examples.map(({ input, output }) => html`<div><dt>${input}</dt><dd>${output}</dd></div>`)}
      </dl>
    </details>`;
  }

  private renderHints(hints: readonly string[]): TemplateResult | typeof nothing {
    if (hints.length === 0) return nothing;
    const shown = hints.slice(0, this.revealed);
    return html`<ol class="hints" part="hints" aria-live="polite" ?hidden=${shown.length === 0}>
        ${shown.map((hint, index) => this.renderHint(hint, index + 1))}
      </ol>
      ${
        shown.length < hints.length && !this.fixed
          ? html`<button class="hint bordered" @click=${this.reveal}>
            ${icon(lightbulb)}${this.words.term('hintShow', shown.length + 1, hints.length)}
          </button>`
          : nothing
      }`;
  }

  private renderHint(hint: string, number: number): TemplateResult {
    return html`<li>
      <p class="hint-title">${icon(lightbulb)}${this.words.term('hintTitle', number)}</p>
      <div class="markdown" dir="auto">${guard([hint], () => this.markdown(hint))}</div>
    </li>`;
  }

  private reveal(): void {
    if (this.dispatchEvent(new RevealHintRequestEvent())) this.revealed++;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'question-view': QuestionView;
  }
}
