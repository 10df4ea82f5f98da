import type { ChatEvent, ChatMessage, ChatTransport, Dialect } from '@interview-room/assistant/streams';
import { copyText, EndKeeper, Localize, RoomElement } from '@interview-room/ui';
import { markdownStyles } from '@interview-room/ui/markdown';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { frame } from './ai-chat.styles.js';
import { Composer } from './composer/composer.js';
import {
  ChatErrorEvent,
  ClearRequestEvent,
  FeedbackEvent,
  SendRequestEvent,
  ToolCallEvent,
  TurnFinishedEvent,
  TurnStartedEvent,
  type Rating,
} from './events.js';
import { markdownStreamStyles, type MarkdownStream, type MarkdownStreamOptions } from './markdown/index.js';
import { isNear, OwnTransport, type Given } from './own-transport.js';
import { listOf, wordsOf } from './parse.js';
import { isReset } from './talk/event-of.js';
import { Speaker } from './speech/speaker.js';
import { strings } from './strings.js';
import type { Entry } from './talk/entry.js';
import { Talk } from './talk/talk.js';
import { emptyView, headerView, jumpView, muteView } from './view/chat-view.js';
import type { Desk } from './view/desk.js';
import { markdownOf } from './view/markdown-of.js';
import { messageStyles, partStyles } from './view/message.styles.js';
import { notConfigured } from './view/notices.js';
import { queueView } from './view/queue-view.js';
import { Transcript } from './view/transcript.js';
import { Unseen } from './view/unseen.js';
import { Walk } from './view/walk.js';

/**
 * A talk with a model: it asks over HTTP in the model's own dialect, or by a function of the page, and shows the answer
 * as it streams, its tools and its thoughts. Whatever the model writes stays text.
 *
 * @tag ai-chat
 * @summary A talk with a model.
 *
 * @attr {string} suggestions - What could be asked to begin with: JSON, or items with `|` between them.
 * @attr {string} link-schemes - The schemes that a link of an answer may have. Default `http https mailto`.
 * @attr {string} code-actions - What is offered at a block of code, of `copy insert propose`. Default all.
 *
 * @slot header - In the place of the whole header.
 * @slot heading - In the place of the word "Assistant" in the header.
 * @slot empty - In the place of what an empty conversation says; suggestions stay below it.
 * @slot message-actions - More buttons at the newest answer, once it is over.
 *
 * @fires {SendRequestEvent} send-request - A message is to be sent. Cancel it to keep it from the model.
 * @fires {ClearRequestEvent} clear-request - The conversation is to be cleared. Cancel it to keep it.
 * @fires {InsertRequestEvent} insert-request - Code is to be put in at the cursor. Cancel it once done; else it is copied.
 * @fires {ProposeRequestEvent} propose-request - Code is to be proposed as an edit. Cancel it once done; else it is copied.
 * @fires {TurnStartedEvent} turn-started - The model is being asked (`id`, `text`).
 * @fires {TurnFinishedEvent} turn-finished - An answer is over (`message`): whole, stopped or failed.
 * @fires {ToolCallEvent} tool-call - The model has called a tool (`call`).
 * @fires {ChatErrorEvent} chat-error - An answer has failed (`failure`).
 * @fires {FeedbackEvent} feedback - A person has rated an answer (`id`, `value`).
 *
 * @csspart header - The header.
 * @csspart level - The level, in a word.
 * @csspart clear-button - Clear the conversation.
 * @csspart transcript - The messages.
 * @csspart message - One message; `user`, `assistant` or `system` is a second part.
 * @csspart user - A message of a person.
 * @csspart assistant - An answer.
 * @csspart system - A remark between messages.
 * @csspart queued - A message that waits to be sent.
 * @csspart reasoning - What the model thought, folded.
 * @csspart tool - A call of a tool.
 * @csspart code-copy - Copy, at a block of code.
 * @csspart code-insert - Insert at cursor.
 * @csspart code-propose - Propose as edit.
 * @csspart message-actions - The buttons below a message.
 * @csspart details - Time, model and use of tokens of a message.
 * @csspart failure - Why an answer failed.
 * @csspart retry-button - Retry, at an answer that was stopped or failed.
 * @csspart empty - What an empty conversation shows.
 * @csspart suggestion - A suggestion.
 * @csspart jump-button - Jump to latest.
 * @csspart composer - The box to write in, with its buttons.
 * @csspart input - The text field.
 * @csspart send-button - Send.
 * @csspart stop-button - Stop.
 * @csspart problem - That no model is configured, and how to configure one.
 * @csspart disabled-reason - Why nothing can be written.
 *
 * @cssproperty [--ir-ai-chat-height=32rem] - The element's height. A `block-size` set on the element itself wins.
 */
export class AiChat extends RoomElement {
  static override styles: CSSResultGroup = [
    RoomElement.styles,
    frame,
    messageStyles,
    partStyles,
    markdownStyles,
    markdownStreamStyles,
  ];

  /** Where the model answers. */
  @property() endpoint = '';
  /** The wire that is spoken there. `auto` asks as the AI SDK does and finds out what comes back. */
  @property() dialect: Dialect | 'auto' = 'auto';
  /** The model's name, for endpoints that have several. */
  @property() model = '';
  /** What the model is told before anything else. */
  @property() system = '';
  /** Headers of each request, or a function that gives them. */
  @property({ attribute: false }) headers?: Given<HeadersInit>;
  /** A key or token that goes along with each request, or a function that is asked for one before each. */
  @property() token?: Given<string>;
  /** Asks the model in the place of `endpoint`: any function that gives events. */
  @property({ attribute: false }) transport?: ChatTransport;
  /** What stands in the box while nothing is written in it. */
  @property() placeholder = '';
  /** What could be asked to begin with. */
  @property({ converter: { fromAttribute: listOf } }) suggestions: readonly string[] = [];
  /** How much the assistant may do, shown as a word: `consultant`, `pair-programming`, `full-copilot`; `off` hides the box. */
  @property() level = '';
  /** Nothing can be written; what is said is shown. */
  @property({ type: Boolean, reflect: true }) readonly = false;
  /** Why nothing can be written now. It stands in the place of the box. */
  @property({ attribute: 'disabled-reason' }) disabledReason = '';
  /** Shows images of answers (`http` and `https`). */
  @property({ type: Boolean, attribute: 'allow-images' }) allowImages = false;
  /** The schemes that a link of an answer may have. */
  @property({ attribute: 'link-schemes', converter: { fromAttribute: wordsOf } })
  linkSchemes?: readonly string[];
  /** What is offered at a block of code. */
  @property({ attribute: 'code-actions', converter: { fromAttribute: wordsOf } })
  codeActions: readonly string[] = ['copy', 'insert', 'propose'];
  /** Under which name the draft is kept for the tab's life. Default: the element's `id`, or the endpoint. */
  @property({ attribute: 'draft-key' }) draftKey = '';
  /** Colours code. */
  @property({ attribute: false }) highlight?: MarkdownStreamOptions['highlight'];
  /** How answers are rated, by their ids; null where they cannot be. */
  @property({ attribute: false }) ratings: Readonly<Record<string, Rating>> | null = {};

  /**
   * The conversation so far. Setting it replaces what is shown: messages with known ids stay as they are drawn, an
   * answer under way goes on.
   */
  @property({ attribute: false })
  get messages(): readonly ChatMessage[] {
    return this.talk.entries.map(({ message }) => message);
  }
  set messages(messages: readonly ChatMessage[]) {
    this.speaker.arrived(this.talk.give(Array.isArray(messages) ? messages : []));
  }

  @query('.list') private readonly list!: HTMLElement | null;
  @query('.content') private readonly content!: HTMLElement | null;

  private readonly words = new Localize(this, strings);
  private readonly speaker = new Speaker(this.words);
  private readonly end = new EndKeeper(this, () => this.requestUpdate());
  private readonly transcript = new Transcript(this);
  private readonly unseen = new Unseen();
  private readonly walk = new Walk();
  private readonly ownTransport = new OwnTransport();
  private readonly talk = new Talk({
    transport: () => this.transport ?? this.ownTransport.get(this),
    ready: () => this.configured && !this.mute,
    context: () => ({
      ...(this.model && { model: this.model }),
      ...(this.system && { system: this.system }),
    }),
    online: () => navigator.onLine || (!this.transport && isNear(this.endpoint)),
    changed: () => this.requestUpdate(),
    grew: (entry, event) => {
      if (isReset(event)) this.transcript.shrank(entry);
      else this.transcript.grew(entry);
      this.speaker.hear(entry, event);
    },
    started: ({ id, text }) => this.tell(new TurnStartedEvent(id, text)),
    called: (call) => this.tell(new ToolCallEvent(call)),
    failed: (failure) => this.tell(new ChatErrorEvent(failure)),
    finished: (entry) => this.finish(entry),
  });
  private readonly composer = new Composer(this, {
    words: this.words,
    draftKey: () => this.draftKey || this.id || this.endpoint,
    send: (text, replaces) => this.ask(text, replaces),
    stop: () => this.stop(),
    lastOwn: () => this.talk.entries.findLast(({ message }) => message.role === 'user')?.message,
  });
  private leaving?: ReturnType<typeof setTimeout>;
  private held: Element | null = null;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Asks the model, now or after what is under way. Gives the question's id. */
  send(text: string): string {
    this.end.toEnd();
    return this.talk.send(text);
  }

  /** Ends the answer to one's own question. What came of it stays. */
  stop(): void {
    this.talk.stop();
  }

  /** Asks for the last answer again. */
  retry(): void {
    this.talk.retry();
  }

  /** Forgets the conversation, and what waits. */
  clear(): void {
    this.talk.clear();
  }

  /** Adds messages, or puts them in the place of those with their ids. What is no message becomes a child, as ever. */
  override append(...messages: (ChatMessage | Node | string)[]): void {
    for (const message of messages) {
      if (typeof message === 'string' || message instanceof Node) super.append(message);
      else this.talk.append(message);
    }
  }

  /**
   * Shows an answer that someone else asked for. Resolves when it is over.
   *
   * @param events - The events of the answer.
   * @param message - Its id, under which the history has it too, and whose it is.
   */
  follow(events: AsyncIterable<ChatEvent>, message: { id: string; by?: string }): Promise<void> {
    return this.talk.follow(events, message);
  }

  /** Puts the focus into the box, or where there is none, on the conversation. */
  override focus(options?: FocusOptions): void {
    if (!this.composer.focus(options)) this.list?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.leaving);
    addEventListener('online', this.onLine);
    addEventListener('offline', this.onLine);
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.onLine);
    removeEventListener('offline', this.onLine);
    // Moved within the page it is back before this: the answer goes on.
    this.leaving = setTimeout(() => {
      this.talk.leave();
      this.speaker.hush();
    }, 0);
  }

  /** Events are documented on the class: the manifest's reader would take each of these for another one. */
  private tell(event: Event): boolean {
    return this.dispatchEvent(event);
  }

  /** There is a model to ask. */
  private get configured(): boolean {
    return this.transport !== undefined || this.endpoint !== '';
  }

  /** Nothing may be written. */
  private get mute(): boolean {
    return this.readonly || this.level === 'off' || this.disabledReason !== '';
  }

  private readonly onLine = (): void => {
    this.talk.flush();
    this.requestUpdate();
  };

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || !this.talk.own) return;
    event.preventDefault();
    this.stop();
  }

  private ask(text: string, replaces?: string): boolean {
    if (!this.tell(new SendRequestEvent(text))) return false;
    this.end.toEnd();
    if (replaces === undefined) this.talk.send(text);
    else this.talk.resend(replaces, text);
    return true;
  }

  private finish(entry: Entry): void {
    this.transcript.flush(entry);
    this.speaker.over(entry);
    this.tell(new TurnFinishedEvent(entry.message));
  }

  private rate(entry: Entry, value: Rating): void {
    const { id } = entry.message;
    this.ratings = { ...this.ratings, [id]: value };
    this.tell(new FeedbackEvent(id, value));
  }

  private async copy({ message }: Entry): Promise<boolean> {
    const done = await copyText(message.text);
    this.speaker.say(this.words.term(done ? 'copied' : 'notCopied'));
    return done;
  }

  private markdown(target: HTMLElement): MarkdownStream {
    return markdownOf(target, this, {
      words: this.words,
      offers: (action) => this.codeActions.includes(action),
      request: (event) => this.tell(event),
      say: (sentence) => this.speaker.say(sentence),
    });
  }

  protected override willUpdate(): void {
    const root = this.renderRoot as ShadowRoot | undefined;
    this.held = root?.activeElement ?? null;
  }

  private makeDesk(): Desk {
    return {
      words: this.words,
      known: strings.in(this.words.lang()),
      last: this.talk.entries.at(-1),
      mute: this.mute || !this.configured,
      busy: this.talk.own !== undefined,
      markdown: (target) => this.markdown(target),
      rating: ({ message: { id } }) =>
        this.ratings ? (Object.hasOwn(this.ratings, id) && this.ratings[id]) || null : undefined,
      acts: {
        copy: (entry) => this.copy(entry),
        edit: ({ message }) => this.composer.edit(message.id, message.text),
        retry: () => this.retry(),
        rate: (entry, value) => this.rate(entry, value),
      },
    };
  }

  override render(): TemplateResult {
    const { words, talk } = this;
    const empty = talk.entries.length + talk.queue.all.length === 0;
    const clear = empty || this.mute ? undefined : () => this.tell(new ClearRequestEvent()) && this.clear();
    return html`${headerView(words, this.level, clear)}
      <div
        class="list"
        part="transcript"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${words.term('transcript')}
        @scroll=${this.end.onScroll}
        @keydown=${this.walk.onKey}
        @focusin=${this.walk.onFocus}
      >
        <div class=${empty ? 'content blank' : 'content'}>
          ${empty ? emptyView(words, this.configured, this.mute ? undefined : this.suggestions, (text) => this.ask(text)) : this.renderMessages()}
        </div>
      </div>
      <div class="foot">${this.renderJump()}${this.renderFoot(empty)}</div>
      ${this.speaker.region}`;
  }

  private renderMessages(): TemplateResult {
    const [desk, { talk }] = [this.makeDesk(), this];
    return html`${this.transcript.render(talk.entries, desk)}${queueView(talk, desk)}`;
  }

  private renderJump(): TemplateResult | typeof nothing {
    const count = this.unseen.count(this.talk.entries, this.end.atEnd);
    return this.end.atEnd ? nothing : jumpView(this.words, count, () => this.end.toEnd());
  }

  private renderFoot(empty: boolean): TemplateResult | typeof nothing {
    const why = muteView(this.words, this);
    if (why) return why;
    if (!this.configured) return empty ? nothing : notConfigured(this.words);
    return this.composer.render(this.talk.own !== undefined, this.placeholder);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { list, content } = this;
    if (!list || !content) return;
    this.end.watch(list, content);
    this.end.keep();
    this.walk.settle(this.transcript.rootOf(this.talk.entries.at(-1)));
    this.composer.loadDraft();
    // What had the focus was taken away by its own doing: the focus must not fall out of the element.
    if (this.held && !this.held.isConnected) list.focus({ preventScroll: true });
    this.talk.flush();
  }
}
