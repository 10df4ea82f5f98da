import type { Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { Localize, RoomElement } from '@interview-room/ui';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { Hint } from './behaviour/hint.js';
import { Leave } from './behaviour/leave.js';
import { Proposing } from './behaviour/proposing.js';
import { Settle } from './behaviour/settle.js';
import { textAttributes, wayOutId } from './config/attributes.js';
import { Changes } from './config/changes.js';
import { Configuration } from './config/configuration.js';
import { codeMirrorPhrases } from './config/phrases.js';
import { proposalWords } from './config/proposal-words.js';
import { rows, type Settings } from './config/rows.js';
import { ChildText } from './document/child-text.js';
import { normalLines } from './document/diff.js';
import { Surface, type Change } from './document/surface.js';
import {
  ProposalHunkEvent,
  ProposalSettledEvent,
  SaveRequestEvent,
  SelectionChangeEvent,
  type TextSelection,
} from './events.js';
import { EditorSettings } from './form/editor-settings.js';
import { showDiagnostics } from './lazy/diagnostics.js';
import { keymapNamed } from './lazy/keymaps.js';
import { languageFor, type LanguageId } from './lazy/languages.js';
import { fetchParts } from './lazy/parts.js';
import { strings } from './locales/strings.js';
import type { ProposalHost } from './proposal/host.js';
import { editorStyles } from './styles/editor.styles.js';
import { panelStyles } from './styles/panel.styles.js';
import { syntaxStyles } from './styles/syntax.styles.js';

export type { Extension } from '@codemirror/state';
export type { EditorView } from '@codemirror/view';
export type { SaveRequestEvent, SelectionChangeEvent, TextSelection } from './events.js';
export type { EditorDiagnostic } from './lazy/diagnostics.js';
export type { KeymapName } from './lazy/keymaps.js';

/**
 * An editor for code, and a field of a form.
 *
 * @tag code-editor
 * @summary CodeMirror 6 as a form-associated element: several languages and keymaps, one document a path.
 *
 * @slot - A `<script type="text/plain">` or a `<pre>` that holds the initial text. It is not shown once the element is.
 *
 * @fires {Event} input - A person changed the text. Not fired for what the host does.
 * @fires {Event} change - A person changed the text and then paused or left.
 * @fires {SelectionChangeEvent} selection-change - The main selection moved. `event.selection` says where to.
 * @fires {SaveRequestEvent} save-request - Ctrl+S or ⌘S was pressed.
 * @fires {ProposalHunkEvent} proposal-hunk - A person accepted or rejected one change of the proposal.
 * @fires {ProposalSettledEvent} proposal-settled - Nothing of the proposal is left to decide; `event.outcome` says how it ended.
 *
 * @csspart base - Around the editor.
 * @csspart content - The text.
 * @csspart hint - The sentence that tells the way out by keyboard.
 *
 * @cssproperty --ir-code-size - Size of the text. Default `13.5px`, 16 px on touch screens.
 * @cssproperty --ir-code-line-height - Height of a line. Default `1.6`.
 * @cssproperty --ir-editor-min-block-size - Least height. Default `6em`.
 * @cssproperty --ir-code-selection - Ground of what is selected.
 * @cssproperty --ir-code-cursor - The cursor. Default the accent.
 * @cssproperty --ir-code-active-line - Ground of the cursor's line.
 * @cssproperty --ir-code-match - Ground of what was found.
 * @cssproperty --ir-code-keyword - Keywords.
 * @cssproperty --ir-code-string - Strings.
 * @cssproperty --ir-code-escape - Escapes in strings.
 * @cssproperty --ir-code-number - Numbers.
 * @cssproperty --ir-code-comment - Comments.
 * @cssproperty --ir-code-function - Names of functions.
 * @cssproperty --ir-code-type - Names of types and classes.
 * @cssproperty --ir-code-property - Names of properties.
 * @cssproperty --ir-code-builtin - Names that the language brings.
 */
export class CodeEditor extends EditorSettings implements Settings {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [RoomElement.styles, editorStyles, syntaxStyles, panelStyles];

  /** The language that a file is taken for, by the ending of its name. */
  static languageFor(path: string): LanguageId {
    return languageFor(path);
  }

  /** The text to begin with and to reset to, where no child holds one. */
  @property({ attribute: 'value' }) defaultValue = '';
  @query('.base') private readonly frame?: HTMLElement | null;

  private currentPath = '';
  private pendingText?: string;
  private pendingSelection?: TextSelection;
  /** Whether the text is someone's own, so that a late default no longer replaces it. */
  private dirty = false;
  private touched = false;
  private shownInvalid = false;
  private shownEmpty = true;

  private readonly words = new Localize(this, strings);
  private readonly hint = new Hint(this);
  private readonly childText = new ChildText(this, () => this.rereadDefault());
  private readonly settle = new Settle(() => this.dispatchEvent(new Event('change', { bubbles: true })));
  private readonly surface = new Surface(new Configuration<Settings>(rows, this), {
    edited: () => this.edited(),
    written: () => this.written(),
    selected: () => this.dispatchEvent(new SelectionChangeEvent(this.selection)),
  });
  private readonly changes = new Changes();
  private readonly proposing = new Proposing(this.surface);
  private readonly leave = new Leave(
    () => this.view,
    () => this.tellWayOut(),
  );

  /** The text, with `\n` between lines. Set, it changes what differs, is no step to undo and fires no event. */
  @property({ attribute: false })
  get value(): string {
    return this.pendingText ?? (this.surface.state ? this.surface.text : this.initialText());
  }
  set value(text: string) {
    this.settle.flush();
    this.dirty = true;
    this.pendingText = normalLines(String(text ?? ''));
    // Also where it equals what is shown: the path may change in the same update.
    this.requestUpdate();
  }

  /** The file that is shown. Each path has its own undo, selection and scroll, kept while another is shown. */
  @property()
  get path(): string {
    return this.currentPath;
  }
  set path(path: string) {
    this.settle.flush();
    this.currentPath = path ?? '';
  }

  /** The main selection, as offsets into `value`. */
  @property({ attribute: false, hasChanged: () => true })
  get selection(): TextSelection {
    const main = this.surface.state?.selection.main;
    return this.pendingSelection ?? { anchor: main?.anchor ?? 0, head: main?.head ?? 0 };
  }
  set selection(selection: TextSelection) {
    this.pendingSelection = selection;
  }

  /** CodeMirror's view, for authors of extensions; undefined while the element is out of the page. */
  get view(): EditorView | undefined {
    return this.surface.view;
  }

  /** Puts the cursor into the text. */
  override focus(options?: FocusOptions): void {
    if (this.view && !options?.preventScroll) this.view.focus();
    else super.focus(options);
  }

  /** Replaces the whole text as one step that can be undone. */
  replaceText(text: string): void {
    if (!this.surface.state) this.value = text;
    else this.surface.replace(text);
    this.dirty = true;
  }

  /** Writes over the selection, as a step that can be undone. */
  insert(text: string): void {
    if (!this.surface.state) this.value = this.value + text;
    else this.surface.insert(text);
    this.dirty = true;
  }

  /** Puts the cursor at the start of a line, counted from 1, and brings it into view. */
  goToLine(line: number): void {
    this.surface.goToLine(line);
  }

  /** Takes back the last step; tells whether there was one. */
  undo(): boolean {
    return this.surface.undo();
  }

  /** Does again what was taken back; tells whether there was something. */
  redo(): boolean {
    return this.surface.redo();
  }

  /** Accepts what can be accepted of the proposal, as one step to undo; tells whether there was something. */
  acceptProposal(): boolean {
    return this.proposing.decide(true);
  }

  /** Rejects what is left of the proposal; tells whether there was something. */
  rejectProposal(): boolean {
    return this.proposing.decide(false);
  }

  /** A file has another path now: its text, undo, selection and scroll go with it, also while it is shown. */
  rename(from: string, to: string): void {
    this.surface.rename(from, to);
    if (this.path === from) this.path = to;
  }

  /** Drops what is kept of a path that is not shown: its text, undo, selection and scroll. */
  forget(path: string): void {
    this.surface.forget(path);
  }

  /** @internal */
  get phrases(): Record<string, string> {
    return Object.fromEntries(codeMirrorPhrases.map((phrase) => [phrase, this.words.term(phrase)]));
  }
  /** @internal */
  get contentAttributes(): Record<string, string> {
    return textAttributes({
      label: this.ariaLabel || this.label || this.labelText() || this.words.term('editor'),
      trapsTab: !this.readonly && !this.locked,
      readonly: this.readonly,
      disabled: this.locked,
      required: this.required,
      invalid: this.touched && !this.validity.valid,
    });
  }
  /** @internal */
  get ownKeys(): Extension {
    return keymap.of([
      { key: 'Mod-s', run: () => this.dispatchEvent(new SaveRequestEvent(this.value)) || true },
    ]);
  }
  /** @internal */
  get proposalHost(): ProposalHost {
    return {
      words: proposalWords(this.words),
      decided: (decision) => this.dispatchEvent(new ProposalHunkEvent(decision, this.path)),
      settled: (settlement) => this.dispatchEvent(new ProposalSettledEvent(settlement, this.path)),
    };
  }
  /** @internal */
  install(part: string): void {
    this.surface.reconfigure(part);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.view) this.surface.scrollBack();
    else if (this.hasUpdated) this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move takes the element out and puts it back in one go; only one that stays out lets go of the page.
    setTimeout(() => {
      if (this.isConnected || !this.view) return;
      this.settle.flush();
      this.surface.park();
    });
  }

  /** @internal A reset gives back the initial text, as a step that can be undone: nobody's work is lost by it. */
  formResetCallback(): void {
    this.pendingText = undefined;
    this.replaceText(this.initialText());
    this.dirty = false;
    this.touched = false;
    this.requestUpdate();
  }
  /** @internal */
  formStateRestoreCallback(text: string): void {
    this.value = text;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('defaultValue')) this.rereadDefault();
  }

  protected override render(): TemplateResult {
    const way = this.words.term('leave');
    return html`<div class=${this.shownInvalid ? 'base invalid' : 'base'} part="base"></div>
      <div id=${wayOutId} hidden>${way}</div>
      ${this.hint.render(way, this.words.dir())}`;
  }

  protected override firstUpdated(): void {
    const frame = this.frame;
    if (!frame) return;
    this.leave.listen(frame);
    // The inputs of panels and the text itself fire `input` too; outside, `input` means the value.
    this.renderRoot.addEventListener('input', (event) => event.stopPropagation());
    frame.addEventListener('focusout', () => (this.hint.hide(), this.settle.flush(), this.touch()));
    this.addEventListener('invalid', () => this.touch());
    // A click on a label arrives as one on the element itself.
    this.addEventListener('click', (event) => event.composedPath()[0] === this && this.focus());
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Set as often as pieces of it come.
    if (changed.size === 1 && changed.has('proposal') && this.surface.state) return this.showProposal();
    this.sizeText();
    fetchParts(this.languageId, keymapNamed(this.keymap), (part) => this.install(part));
    const names = this.changedNames(changed);
    if (!this.surface.state) this.open();
    else this.surface.apply(this.takePending(names));
    if (changed.has('diagnostics') || changed.has('path')) void showDiagnostics(this.surface, this);
    if (changed.has('proposal') || changed.has('path')) this.showProposal();
    this.reportToForm();
  }

  protected override reportToForm(): void {
    const empty = (this.surface.state?.doc.length ?? this.value.length) === 0;
    this.shownEmpty = empty;
    this.setFormState(empty, this.words.term('missing'), this.view?.contentDOM);
    this.toggleAttributes();
  }

  private open(): void {
    const frame = this.frame;
    if (!frame || !(this.renderRoot instanceof ShadowRoot)) return;
    if (!this.surface.state) this.pendingText ??= this.initialText();
    this.surface.open(frame, this.renderRoot, this.takePending(new Set()));
  }

  private takePending(names: ReadonlySet<string>): Change {
    const { pendingText: text, pendingSelection: selection, path } = this;
    this.pendingText = undefined;
    this.pendingSelection = undefined;
    return { path, names, ...(text !== undefined && { text }), ...(selection && { selection }) };
  }

  private initialText(): string {
    return normalLines(this.childText.read() ?? this.defaultValue ?? '');
  }

  /** A default that comes late counts as long as the text is nobody's own. */
  private rereadDefault(): void {
    if (this.dirty || this.initialText() === this.value) return;
    this.pendingText = this.initialText();
    this.requestUpdate();
  }

  /** Names of the properties that changed, and of what is derived from more than one of them. */
  private changedNames(changed: PropertyValues<this>): Set<string> {
    return this.changes.names(changed.keys(), {
      '#locked': String(this.locked),
      '#words': this.words.lang() + this.words.dir() + this.words.term('Find'),
      '#attributes': JSON.stringify(this.contentAttributes),
    });
  }

  private toggleAttributes(): void {
    const invalid = this.touched && !this.validity.valid;
    if (invalid !== this.shownInvalid) this.requestUpdate();
    this.shownInvalid = invalid;
  }

  private sizeText(): void {
    const size = this.fontSize;
    const length = /^[\d.]+$/.test(String(size)) ? `${size}px` : String(size ?? '');
    this.frame?.style.setProperty('--_code-size', length);
    this.view?.requestMeasure();
  }

  /** One for another file waits for that. */
  private showProposal(): void {
    this.proposing.show(this.proposal?.path === this.path ? this.proposal : undefined);
  }

  /** At each key: the form is told only what it does not know. */
  private written(): void {
    const empty = this.surface.state?.doc.length === 0;
    if (this.form || empty !== this.shownEmpty) this.reportToForm();
  }

  private edited(): void {
    this.dirty = true;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.settle.edited();
  }

  /** Only what was asked or left is shown as invalid. */
  private touch(): void {
    this.touched = true;
    this.toggleAttributes();
  }

  private tellWayOut(): void {
    if (!this.readonly && !this.locked) this.hint.tell(this.words.term('leave'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'code-editor': CodeEditor;
  }
}
