import type { ChatMessage, Person } from '@interview-room/core';
import { Announcer, copyText, EndKeeper, icon, Localize, RoomElement } from '@interview-room/ui';
import { arrowDown, send } from '@interview-room/ui/icons';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../locales/room/strings.js';
import { avatarStyles } from '../together/avatar.styles.js';
import { LastWords } from '../together/last-words.js';
import { SendMessageRequestEvent, TypingChangeEvent, UnreadChangeEvent } from './chat-events.js';
import { CHUNK, dayOf, linesOf } from './chat-lines.js';
import {
  formats,
  nameOf,
  renderAuthor,
  renderLine,
  renderPending,
  type ChatView,
  type PendingMessage,
} from './chat-view.js';
import { Heard } from './heard.js';
import { read, type Reading } from './reading.js';
import { moveAmong, rest } from './roving.js';
import { styles } from './room-chat.styles.js';
import { Sight } from './sight.js';
import { Typing } from './typing.js';

/** The most that a message may be. */
const LONGEST = 20_000;
const COPIED_MS = 1500;

/**
 * What people in a room write to one another. Messages stay plain text, with addresses as links. Which of them are
 * unread is known here: those that came while the end of the list was not in sight.
 *
 * @tag room-chat
 * @summary The chat of a room.
 * @attr {string} you - The id of the person who sees this.
 * @attr {boolean} may-write - The person may send messages.
 * @attr {string} last-read - The id of the last message that was read; without it what is there at first counts as read.
 * @fires {SendMessageRequestEvent} send-message-request - A message (`text`) is to be sent; `replaces` names one that failed.
 * @fires {TypingChangeEvent} typing-change - The person began to write, or stopped.
 * @fires {UnreadChangeEvent} unread-change - How many messages are unread has changed.
 * @csspart list - The messages.
 * @csspart message - One message; the role of its author is a second part.
 * @csspart composer - The box to write in.
 */
export class RoomChat extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, avatarStyles, styles];

  /** What was said, oldest first. */
  @property({ attribute: false }) messages: readonly ChatMessage[] = [];
  /** What the person sent and the room does not have yet. */
  @property({ attribute: false }) pending: readonly PendingMessage[] = [];
  /** Those who have joined. */
  @property({ attribute: false }) people: readonly Person[] = [];
  /** The id of the person who sees this. */
  @property() you = '';
  /** The names of others who are writing now. */
  @property({ attribute: false }) typing: readonly string[] = [];
  /** The person may send messages. */
  @property({ type: Boolean, attribute: 'may-write' }) mayWrite = false;
  /** The id of the last message that was read; empty if none was. */
  @property({ attribute: 'last-read' }) lastRead?: string;

  @state() private reading: Reading = { lastRead: '', unread: 0 };
  @state() private copied?: string;
  @state() private over = 0;
  @query('.list') private readonly list!: HTMLElement;
  @query('.content') private readonly content!: HTMLElement;
  @query('textarea') private readonly box!: HTMLTextAreaElement | null;

  private copiedTimer?: ReturnType<typeof setTimeout>;
  private readonly announcer = new Announcer(this);
  private readonly words = new Localize(this, strings);
  private readonly end = new EndKeeper(this, () => this.look());
  private readonly sight = new Sight(this, () => this.look());
  private readonly heard = new Heard(this, (messages) => this.announce(messages));
  private readonly lastWords = new LastWords(this);
  private readonly writing = new Typing(this, (on) => this.lastWords.dispatch(new TypingChangeEvent(on)));

  /** How many messages by others are unread. */
  get unread(): number {
    return this.reading.unread;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.copiedTimer);
    this.copied = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.lastRead ??= this.messages.at(-1)?.id ?? '';
    if (changed.has('lastRead')) this.reading = { ...this.reading, lastRead: this.lastRead ?? '' };
    if (changed.has('messages') || changed.has('lastRead')) this.look();
    if (changed.has('messages')) this.heard.take(this.messages, this.you);
  }

  /** Takes note of what can be seen now. */
  private look(): void {
    this.reading = read(this.reading, this.messages, this.you, this.sight.seen && this.end.atEnd);
    this.lastRead = this.reading.lastRead;
  }

  override render(): TemplateResult {
    const empty = this.messages.length + this.pending.length === 0;
    return html`<div
        class="list"
        part="list"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${this.words.term('chat')}
        @scroll=${this.end.onScroll}
        @keydown=${(event: KeyboardEvent) => moveAmong(this.copyButtons(), event)}
        @click=${this.onListClick}
      >
        <div class="content">
          ${empty ? html`<p class="empty">${this.words.term('chatEmpty')}</p>` : this.renderChunks()}
          ${this.pending.length > 0 ? this.renderPending() : nothing}
        </div>
      </div>
      ${this.renderJump()}
      <div class="typing">${this.typingText()}</div>
      ${this.mayWrite ? this.renderComposer() : html`<p class="readonly">${this.words.term('chatReadOnly')}</p>`}
      ${this.announcer.region()}`;
  }

  private renderChunks(): TemplateResult[] {
    const { messages, people, you, words, copied } = this;
    const [lang, today] = [words.lang(), dayOf(Date.now())];
    const { firstUnread } = this.reading;
    const view = (): ChatView => ({ words, people, you, ...(copied && { copied }), ...formats(lang) });
    const inChunk = (from: number, id?: string) =>
      id !== undefined && messages.slice(from, from + CHUNK).some((message) => message.id === id)
        ? id
        : undefined;
    return Array.from({ length: Math.ceil(messages.length / CHUNK) }, (_, index) => {
      const from = index * CHUNK;
      const [first, last] = [messages[from]?.id, messages[Math.min(from + CHUNK, messages.length) - 1]?.id];
      const far = from + CHUNK < messages.length;
      const marks = [far, inChunk(from, firstUnread), inChunk(from, copied)];
      const known = strings.in(lang);
      return html`${guard([first, last, people, you, lang, known, today, ...marks], () => {
        const chatView = view();
        return html`<ol class="chunk ${far ? 'far' : ''}">
          ${linesOf(messages, from, firstUnread).map((line) => renderLine(chatView, line))}
        </ol>`;
      })}`;
    });
  }

  private renderPending(): TemplateResult {
    const { words, people, you } = this;
    const named = this.messages.at(-1)?.by === you;
    return html`<ol>
      ${named ? nothing : html`<li class="heading">${renderAuthor({ words, people, you }, you)}</li>`}
      ${repeat(
        this.pending,
        ({ id }) => id,
        (each) =>
          renderPending(this.words, each, () =>
            this.dispatchEvent(new SendMessageRequestEvent(each.text, each.id)),
          ),
      )}
    </ol>`;
  }

  private renderJump(): TemplateResult | typeof nothing {
    const { unread } = this.reading;
    if (unread === 0 || this.end.atEnd) return nothing;
    return html`<button class="jump" @click=${() => this.end.toEnd()}>
      ${icon(arrowDown)}${this.words.term('chatNewCount', unread)}
    </button>`;
  }

  private typingText(): string {
    const { length } = this.typing;
    if (length === 0) return '';
    if (length > 3) return this.words.term('chatTypingMany');
    const list = new Intl.ListFormat(this.words.lang(), { type: 'conjunction' });
    return this.words.term('chatTyping', list.format(this.typing), length);
  }

  private renderComposer(): TemplateResult {
    const [write, sendWord] = [this.words.term('chatWrite'), this.words.term('chatSend')];
    return html`<form part="composer" @submit=${this.onSubmit}>
        <textarea
          rows="1"
          dir="auto"
          aria-label=${write}
          placeholder=${write}
          aria-invalid=${this.over > 0 ? 'true' : nothing}
          aria-describedby=${this.over > 0 ? 'over' : nothing}
          @input=${this.onInput}
          @keydown=${this.onKey}
          @blur=${() => this.writing.set(false)}
        ></textarea>
        <button aria-label=${sendWord} title=${sendWord}>${icon(send)}</button>
      </form>
      ${
        this.over > 0
          ? html`<p id="over" class="error" role="alert">${this.words.term('chatTooLong', this.over)}</p>`
          : nothing
      }`;
  }

  private onInput(): void {
    this.over = Math.max(0, (this.box?.value.trim().length ?? 0) - LONGEST);
    this.writing.set(this.box?.value.trim() !== '');
    this.grow();
  }

  private grow(): void {
    if (!this.box) return;
    this.box.style.blockSize = 'auto';
    this.box.style.blockSize = `${this.box.scrollHeight + 2}px`;
  }

  /** Enter sends; but not the one by which a word is taken from an input method's list. */
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    this.submit();
    this.box?.focus();
  }

  private submit(): void {
    const text = this.box?.value.trim() ?? '';
    if (!this.box || text === '' || this.over > 0) return;
    this.box.value = '';
    this.grow();
    this.writing.set(false);
    this.dispatchEvent(new SendMessageRequestEvent(text));
    this.end.toEnd();
  }

  private onListClick(event: Event): void {
    const id = (event.target as Element).closest<HTMLElement>('[data-copy]')?.dataset['copy'];
    const message = this.messages.find((each) => each.id === id);
    if (message) void this.copy(message);
  }

  private async copy({ id, text }: ChatMessage): Promise<void> {
    const done = await copyText(text);
    this.announcer.say(this.words.term(done ? 'chatCopied' : 'chatCopyFailed'));
    if (!done) return;
    this.copied = id;
    clearTimeout(this.copiedTimer);
    this.copiedTimer = setTimeout(() => (this.copied = undefined), COPIED_MS);
  }

  private announce(messages: readonly ChatMessage[]): void {
    const [only] = messages;
    if (!only) return;
    const name = nameOf({ words: this.words, people: this.people, you: this.you }, only.by);
    this.announcer.say(
      messages.length === 1
        ? this.words.term('chatSaid', name, only.text.slice(0, 300))
        : this.words.term('chatNewCount', messages.length),
    );
  }

  private copyButtons(): HTMLElement[] {
    return [...this.content.querySelectorAll<HTMLElement>('.copy')];
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.end.watch(this.list, this.content);
    this.end.keep();
    if (changed.has('messages')) rest(this.copyButtons());
    const before = changed.get('reading') as Reading | undefined;
    if (before && before.unread !== this.reading.unread)
      this.dispatchEvent(new UnreadChangeEvent(this.reading.unread, this.reading.lastRead));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-chat': RoomChat;
  }
}
