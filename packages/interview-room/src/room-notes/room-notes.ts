import type { Note, Person, Score } from '@interview-room/core';
import { icon, Localize, RoomElement } from '@interview-room/ui';
import { lock, pencil, plus, trash2, undo2 } from '@interview-room/ui/icons';
import { markdownStyles, renderMarkdown } from '@interview-room/ui/markdown';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../locales/room/strings.js';
import { clockText } from '../room-timer/clock-text.js';
import { LastWords } from '../together/last-words.js';
import type { Sending } from '../together/outgoing.js';
import { Deletion } from './deletion.js';
import { fieldStyles } from './field.styles.js';
import type { HiddenTests } from './hidden-tests.js';
import { renderJudged, type Judged } from './judged-view.js';
import {
  MomentRequestEvent,
  NoteAddRequestEvent,
  NoteChangeRequestEvent,
  NoteRemoveRequestEvent,
} from './notes-requests.js';
import { styles } from './room-notes.styles.js';
import type { Criterion } from './room-scorecard.js';

/** The guide's own headings go below that of the panel. */
const HEADING_OFFSET = 3;

/**
 * What interviewers write for themselves: notes that remember their moment, marks for a rubric, the hidden tests and
 * what came of them.
 *
 * @tag room-notes
 * @summary The private panel of interviewers.
 * @attr {string} you - The id of the person who sees this.
 * @attr {number} now - The last place in the log: a note remembers the one at which its writing began.
 * @attr {number} started-at - When the interview started, in milliseconds since 1970; times are told from there.
 * @fires {NoteAddRequestEvent} note-add-request - A note (`text`) is to be written down, with its `moment`; `replaces` is the id of one that was not taken.
 * @fires {NoteChangeRequestEvent} note-change-request - A `note` is to say something else (`text`).
 * @fires {NoteRemoveRequestEvent} note-remove-request - A `note` is to be deleted.
 * @fires {ScoreRequestEvent} score-request - A mark is given (`criterion`, `score`, `comment`).
 * @fires {MomentRequestEvent} moment-request - The room is to be shown as it was at `seq`.
 * @csspart notes - The notes.
 * @csspart judged - The hidden tests, and what all tests say.
 */
export class RoomNotes extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, markdownStyles, fieldStyles, styles];

  /** What interviewers wrote down, oldest first. */
  @property({ attribute: false }) notes: readonly Note[] = [];
  /** Those on their way, or not taken. */
  @property({ attribute: false }) pending: readonly Sending[] = [];
  /** The marks of all interviewers. */
  @property({ attribute: false }) scores: readonly Score[] = [];
  /** What marks are given for. */
  @property({ attribute: false }) rubric: readonly Criterion[] = [];
  /** What interviewers should know of the question, as Markdown. */
  @property({ attribute: false }) guide?: string;
  /** The tests that candidates do not see. */
  @property({ attribute: false }) hiddenTests: HiddenTests = { cases: [], files: [] };
  /** What all tests said, the hidden ones too, by language. */
  @property({ attribute: false }) judged: Readonly<Record<string, Judged>> = {};
  /** Those who have joined. */
  @property({ attribute: false }) people: readonly Person[] = [];
  /** The id of the person who sees this. */
  @property() you = '';
  /** The last place in the log. */
  @property({ type: Number }) now = 0;
  /** When the interview started. */
  @property({ type: Number, attribute: 'started-at' }) startedAt?: number;

  @state() private editing?: string;
  @query('#new') private readonly box!: HTMLTextAreaElement;
  @query('#edit') private readonly editBox!: HTMLTextAreaElement | null;

  private moment?: number;
  private readonly words = new Localize(this, strings);
  private readonly lastWords = new LastWords(this);
  private readonly deletion = new Deletion(this, (note) =>
    this.lastWords.dispatch(new NoteRemoveRequestEvent(note)),
  );

  override render(): TemplateResult {
    const { words } = this;
    return html`<p class="private">${icon(lock)}${words.term('notesPrivate')}</p>
      ${this.guide ? this.renderGuide(this.guide) : nothing}
      <section part="notes">
        <h3>${words.term('notes')}</h3>
        ${this.renderNotes()}
        <div class="notice" role="status">${this.deletion.waiting === undefined ? nothing : this.renderUndo()}</div>
        ${this.renderComposer()}
      </section>
      <section>
        <room-scorecard
          theme=${this.theme}
          .rubric=${this.rubric}
          .scores=${this.scores}
          .people=${this.people}
          .you=${this.you}
        ></room-scorecard>
      </section>
      ${renderJudged(words, this.hiddenTests, Object.values(this.judged))}`;
  }

  private renderGuide(guide: string): TemplateResult {
    return html`<details class="guide">
      <summary>${this.words.term('guide')}</summary>
      <div class="markdown" dir="auto">
        ${guard([guide], () => renderMarkdown(guide, { headingOffset: HEADING_OFFSET }))}
      </div>
    </details>`;
  }

  private renderNotes(): TemplateResult {
    const shown = this.notes.filter(({ note }) => !this.deletion.hides(note));
    if (shown.length + this.pending.length === 0)
      return html`<p class="muted">${this.words.term('notesNone')}</p>`;
    return html`<ul>
      ${repeat(
        shown,
        ({ note }) => note,
        (note) =>
          html`<li class="note">${note.note === this.editing ? this.renderEdit(note) : this.renderNote(note)}</li>`,
      )}
      ${repeat(
        this.pending,
        ({ id }) => id,
        (sending) => html`<li class="note">${this.renderPending(sending)}</li>`,
      )}
    </ul>`;
  }

  private renderNote(note: Note): TemplateResult {
    const { words } = this;
    const name = this.people.find(({ id }) => id === note.by)?.name ?? words.term('personUnknown');
    const facts = [
      note.by === this.you ? words.term('personYou', name) : name,
      ...(note.changedAt === undefined ? [] : [words.term('noteEdited')]),
    ];
    return html`<div class="line">
        ${this.renderMoment(note)}<span class="who"><bdi>${facts.join(' · ')}</bdi></span>
        ${note.by === this.you ? this.renderActions(note) : nothing}
      </div>
      <div class="text" dir="auto">${note.text}</div>`;
  }

  private renderPending({ id, text, moment, failed }: Sending): TemplateResult {
    const { words } = this;
    const again = () => this.dispatchEvent(new NoteAddRequestEvent(text, moment, id));
    return html`<div class="line ${failed ? 'bad' : ''}">
        <span class="who">${words.term(failed ? 'chatFailed' : 'chatSending')}</span>
        ${failed ? html`<button class="bordered" @click=${again}>${words.term('retry')}</button>` : nothing}
      </div>
      <div class="text" dir="auto">${text}</div>`;
  }

  private renderMoment({ at, moment }: Note): TemplateResult {
    const time = this.timeOf(at);
    if (moment === undefined) return html`<span>${time}</span>`;
    const label = this.words.term('noteMoment', time);
    return html`<button
      class="moment"
      aria-label=${label}
      title=${label}
      @click=${() => this.dispatchEvent(new MomentRequestEvent(moment))}
    >
      ${time}
    </button>`;
  }

  /** From the start of the interview; before it, and without one, the time of day. */
  private timeOf(at: number): string {
    const since = at - (this.startedAt ?? Infinity);
    if (since >= 0) return clockText(since / 1000);
    return this.words.date(new Date(at), { hour: 'numeric', minute: '2-digit' });
  }

  private renderActions({ note }: Note): TemplateResult {
    const [edit, remove] = [this.words.term('noteEdit'), this.words.term('noteDelete')];
    return html`<button aria-label=${edit} title=${edit} @click=${() => (this.editing = note)}>${icon(pencil)}</button>
      <button aria-label=${remove} title=${remove} @click=${() => this.delete(note)}>${icon(trash2)}</button>`;
  }

  private renderUndo(): TemplateResult {
    return html`<span>${this.words.term('noteDeleted')}</span>
      <button class="bordered" @click=${() => this.restore()}>${icon(undo2)}${this.words.term('undo')}</button>`;
  }

  private renderEdit({ note, text }: Note): TemplateResult {
    return html`<textarea
        id="edit"
        dir="auto"
        maxlength="20000"
        aria-label=${this.words.term('noteEdit')}
        .value=${text}
        @keydown=${(event: KeyboardEvent) => this.onEditKey(event, note, text)}
      ></textarea>
      <div class="row">
        <button @click=${() => this.stopEditing()}>${this.words.term('cancel')}</button>
        <button class="bordered" @click=${() => this.change(note, text)}>${this.words.term('save')}</button>
      </div>`;
  }

  private renderComposer(): TemplateResult {
    const write = this.words.term('noteWrite');
    return html`<textarea
        id="new"
        rows="2"
        dir="auto"
        maxlength="20000"
        aria-label=${write}
        placeholder=${write}
        @input=${this.onInput}
        @keydown=${this.onNewKey}
      ></textarea>
      <div class="row">
        <button class="bordered" @click=${() => this.add()}>${icon(plus)}${this.words.term('noteAdd')}</button>
      </div>`;
  }

  /** A note is about the moment at which its writer reached for the keys, not the one at which they were done. */
  private onInput(): void {
    if (this.box.value.trim() === '') this.moment = undefined;
    else this.moment ??= this.now;
  }

  private onNewKey(event: KeyboardEvent): void {
    if (!isEnter(event)) return;
    event.preventDefault();
    this.add();
  }

  private add(): void {
    const text = this.box.value.trim();
    if (text === '') return this.box.focus();
    this.dispatchEvent(new NoteAddRequestEvent(text, this.moment ?? this.now));
    this.box.value = '';
    this.moment = undefined;
    this.box.focus();
  }

  private onEditKey(event: KeyboardEvent, note: string, before: string): void {
    if (event.key === 'Escape') this.stopEditing();
    else if (isEnter(event)) this.change(note, before);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private change(note: string, before: string): void {
    const text = this.editBox?.value.trim() ?? '';
    this.stopEditing();
    if (text === '') this.delete(note);
    else if (text !== before) this.dispatchEvent(new NoteChangeRequestEvent(note, text));
  }

  private stopEditing(): void {
    this.editing = undefined;
    this.box.focus();
  }

  private delete(note: string): void {
    this.deletion.start(note);
    this.box.focus();
  }

  private restore(): void {
    this.deletion.undo();
    this.box.focus();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('editing') && this.editing !== undefined) this.editBox?.focus();
  }
}

/** Enter ends a note, Shift+Enter its line; an input method's own Enter does neither. */
const isEnter = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

declare global {
  interface HTMLElementTagNameMap {
    'room-notes': RoomNotes;
  }
}
