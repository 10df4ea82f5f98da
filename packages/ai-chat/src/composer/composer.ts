import { icon, type Localize } from '@interview-room/ui';
import { send, square } from '@interview-room/ui/icons';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Words } from '../strings.js';
import { drafts } from './drafts.js';

/** The most that a message may be, in characters. */
export const LONGEST = 20_000;

/** What the composer needs of its element. */
export interface ComposerHost {
  readonly words: Localize<Words>;
  /** Under which name the draft is kept. */
  draftKey(): string;
  /** Sends; false if it was not taken. @param replaces the id of the message that was edited */
  send(text: string, replaces?: string): boolean;
  stop(): void;
  /** The last message of one's own, to be edited. */
  lastOwn(): { id: string; text: string } | undefined;
}

/** The box to write in: it grows with its text, keeps it through a reload, and can hold an earlier message to edit. */
export class Composer {
  private readonly box = createRef<HTMLTextAreaElement>();
  private editing?: string | undefined;
  private over = 0;
  private filled = false;
  private loaded?: string;

  constructor(
    private readonly element: ReactiveControllerHost,
    private readonly host: ComposerHost,
  ) {}

  render(busy: boolean, placeholder: string): TemplateResult {
    const { words } = this.host;
    const label = placeholder || words.term('write');
    return html`<div class="composer" part="composer">
      ${this.editing === undefined ? nothing : this.renderEditing()}
      <div class="box">
        <textarea
          ${ref(this.box)}
          rows="1"
          dir="auto"
          part="input"
          aria-label=${label}
          placeholder=${label}
          aria-invalid=${this.over > 0 ? 'true' : nothing}
          aria-describedby=${this.over > 0 ? 'over' : nothing}
          @input=${this.onInput}
          @keydown=${this.onKey}
        ></textarea>
        ${busy && this.filled ? this.renderButton('send') : nothing}${this.renderButton(busy ? 'stop' : 'send')}
      </div>
      ${this.over > 0 ? this.renderOver() : nothing}
    </div>`;
  }

  /** The last is one button for both, so that the focus stays when one becomes the other. */
  private renderButton(kind: 'send' | 'stop'): TemplateResult {
    const label = this.host.words.term(kind);
    const act = kind === 'stop' ? () => this.host.stop() : () => this.submit();
    return html`<button
      class=${kind === 'stop' ? 'bordered' : 'primary'}
      part=${`${kind}-button`}
      aria-label=${label}
      title=${label}
      @click=${act}
    >
      ${icon(kind === 'stop' ? square : send)}
    </button>`;
  }

  private renderEditing(): TemplateResult {
    const { words } = this.host;
    return html`<div class="editing">
      <span>${words.term('editing')}</span>
      <button @click=${() => this.cancel()}>${words.term('cancel')}</button>
    </div>`;
  }

  private renderOver(): TemplateResult {
    const { words } = this.host;
    return html`<p id="over" class="over" role="alert">${words.term('tooLong', words.number(this.over))}</p>`;
  }

  /** The draft is read once the box is there, and again under another name. */
  loadDraft(): void {
    const key = this.host.draftKey();
    if (!this.box.value || this.loaded === key) return;
    this.loaded = key;
    if (!this.box.value.value) this.put(drafts.read(key));
  }

  /** Takes an earlier message in, to be changed and sent again. What was being written comes back afterwards. */
  edit(id: string, text: string): void {
    this.editing = id;
    this.put(text);
    this.box.value?.focus();
    this.box.value?.setSelectionRange(text.length, text.length);
  }

  /** False if there is no box. */
  focus(options?: FocusOptions): boolean {
    this.box.value?.focus(options);
    return this.box.value !== undefined;
  }

  /** True if there was something to call off. */
  cancel(): boolean {
    if (this.editing === undefined) return false;
    this.editing = undefined;
    this.put(drafts.read(this.host.draftKey()));
    this.box.value?.focus();
    return true;
  }

  private put(text: string): void {
    const box = this.box.value;
    if (!box) return;
    box.value = text;
    this.measure();
    this.element.requestUpdate();
  }

  private readonly onInput = (): void => {
    if (this.editing === undefined) drafts.write(this.host.draftKey(), this.box.value?.value ?? '');
    this.measure();
  };

  private measure(): void {
    const box = this.box.value;
    if (!box) return;
    const over = Math.max(0, box.value.trim().length - LONGEST);
    const filled = box.value.trim() !== '';
    if (over !== this.over || filled !== this.filled) this.element.requestUpdate();
    this.over = over;
    this.filled = filled;
    box.style.blockSize = 'auto';
    box.style.blockSize = `${box.scrollHeight + 2}px`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    // An Enter by which a word is taken from an input method's list, and an Escape that closes it, are not for us.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) this.onEnter(event);
    else if (event.key === 'ArrowUp' && this.box.value?.value === '') this.editLast(event);
    else if (event.key === 'Escape' && this.cancel()) event.stopPropagation();
  };

  private onEnter(event: KeyboardEvent): void {
    event.preventDefault();
    this.submit();
  }

  private editLast(event: KeyboardEvent): void {
    const last = this.host.lastOwn();
    if (!last) return;
    event.preventDefault();
    this.edit(last.id, last.text);
  }

  private submit(): void {
    const text = this.box.value?.value.trim() ?? '';
    if (text === '' || this.over > 0 || !this.host.send(text, this.editing)) return;
    const edited = this.editing !== undefined;
    this.editing = undefined;
    if (!edited) drafts.write(this.host.draftKey(), '');
    this.put(edited ? drafts.read(this.host.draftKey()) : '');
  }
}
