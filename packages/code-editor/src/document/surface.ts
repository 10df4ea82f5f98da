import { isolateHistory, redo, undo } from '@codemirror/commands';
import {
  EditorState,
  Transaction,
  type Extension,
  type StateEffect,
  type TransactionSpec,
} from '@codemirror/state';
import { EditorView, type ViewUpdate } from '@codemirror/view';
import type { Configuration } from '../config/configuration.js';
import type { Settings } from '../config/rows.js';
import type { TextSelection } from '../events.js';
import { normalLines, textChange } from './diff.js';
import { Documents, type KeptDocument } from './documents.js';
import { straightened } from './straight.js';
import { byHost, isPersonsEdit } from './transactions.js';

/** What an update of the element asks of its surface, all of it at once. */
export interface Change {
  readonly path: string;
  readonly text?: string;
  readonly selection?: TextSelection;
  /** Names of what changed, as the rows of the configuration read them. */
  readonly names: ReadonlySet<string>;
}

/** Whom the surface tells. */
export interface Listener {
  /** A person changed the text. */
  edited(): void;
  /** The text changed, whoever did it. */
  written(): void;
  selected(): void;
}

const unmade: TransactionSpec = { annotations: [byHost.of(true), Transaction.addToHistory.of(false)] };

/** The CodeMirror view of an element, and the documents that it shows one at a time. */
export class Surface {
  view?: EditorView;
  private parked?: EditorState;
  private path = '';
  private quiet = false;
  private scroll = { top: 0, left: 0 };
  private cached?: { doc: EditorState['doc']; text: string };
  private readonly documents = new Documents();

  constructor(
    private readonly configuration: Configuration<Settings>,
    private readonly listener: Listener,
  ) {}

  /** The document shown, also while the element is out of the page; undefined before it was first drawn. */
  get state(): EditorState | undefined {
    return this.view?.state ?? this.parked;
  }

  /** The text; kept until it changes, since reading it joins all lines. */
  get text(): string {
    const doc = this.state?.doc;
    if (!doc) return '';
    if (this.cached?.doc !== doc) this.cached = { doc, text: doc.toString() };
    return this.cached.text;
  }

  /** Shows the document in `parent`, for the first time or again after `park`. */
  open(parent: HTMLElement, root: ShadowRoot, change: Change): void {
    if (!this.parked) {
      this.path = change.path;
      this.parked = this.selecting(this.create(change.text ?? ''), change.selection);
    }
    this.view = new EditorView({ state: this.parked, parent, root, dispatchTransactions: update });
    this.parked = undefined;
    this.view.scrollDOM.addEventListener('scroll', () => this.noteScroll(), { passive: true });
    this.scrollBack();
  }

  /** Lets go of the page (CodeMirror listens on the window) but keeps the document. */
  park(): void {
    this.parked = this.view?.state;
    this.view?.destroy();
    this.view = undefined;
  }

  /** An element that is moved loses its scroll; this gives it back. */
  scrollBack(): void {
    const { top, left } = this.scroll;
    if (!this.view || (top === 0 && left === 0)) return;
    this.view.scrollDOM.scrollTo({ top, left, behavior: 'instant' });
    this.view.requestMeasure({
      read: () => undefined,
      write: (_, view) => view.scrollDOM.scrollTo({ top, left, behavior: 'instant' }),
    });
  }

  /** Does what changed since the last update, as one transaction or as a change of document. */
  apply(change: Change): void {
    if (change.path !== this.path) return this.show(change);
    const effects = this.configuration.effects(change.names);
    if (effects.length > 0 || change.text !== undefined) this.rewrite(change.text, effects);
    const state = this.state;
    if (change.selection && state) this.dispatch({ selection: within(state, change.selection) });
  }

  /** Makes parts anew that have come meanwhile. */
  reconfigure(...names: string[]): void {
    const effects = this.configuration.effects(new Set(names));
    if (this.state && effects.length > 0) this.dispatch({ effects });
  }

  /** Replaces everything as one step that can be undone; what is equal stays untouched. */
  replace(text: string): void {
    const changes = textChange(this.text, normalLines(text));
    if (changes) this.dispatch({ changes, annotations: [byHost.of(true), isolateHistory.of('full')] });
  }

  /** Writes over the selection, as a step that can be undone. */
  insert(text: string): void {
    const spec = this.state?.replaceSelection(normalLines(text));
    if (spec) this.dispatch({ ...spec, annotations: byHost.of(true), scrollIntoView: true });
  }

  goToLine(line: number): void {
    const doc = this.state?.doc;
    if (!doc) return;
    const { from } = doc.line(Math.min(Math.max(1, Math.trunc(line) || 1), doc.lines));
    this.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  }

  undo(): boolean {
    return this.quietly(undo);
  }

  redo(): boolean {
    return this.quietly(redo);
  }

  rename(from: string, to: string): void {
    this.documents.rename(from, to);
    if (this.path === from) this.path = to;
  }

  forget(path: string): void {
    this.documents.forget(path);
  }

  dispatch(spec: TransactionSpec): void {
    if (this.view) this.view.dispatch(spec);
    else if (this.parked) this.parked = straight(this.parked.update(spec).state);
  }

  private quietly(command: typeof undo): boolean {
    const state = this.state;
    if (!state) return false;
    this.quiet = true;
    try {
      return command({ state, dispatch: (made) => this.take(made) });
    } finally {
      this.quiet = false;
    }
  }

  private take(made: Transaction): void {
    if (this.view) this.view.dispatch(made);
    else this.parked = straight(made.state);
  }

  private rewrite(text: string | undefined, effects: StateEffect<unknown>[]): void {
    const changes = text === undefined ? undefined : textChange(this.text, normalLines(text));
    this.dispatch({ ...unmade, effects, ...(changes ? { changes } : {}) });
  }

  private show(change: Change): void {
    if (this.view) this.documents.keep(this.path, this.view);
    else if (this.parked) this.documents.keepState(this.path, this.parked);
    this.path = change.path;
    const kept = this.documents.take(change.path);
    const state = kept ? this.revive(kept.state, change.text) : this.create(change.text ?? '');
    this.put(this.selecting(state, change.selection), kept);
    this.listener.written();
  }

  private put(state: EditorState, kept?: KeptDocument): void {
    if (!this.view) {
      this.parked = state;
      return;
    }
    this.view.setState(state);
    if (kept?.scroll) this.view.dispatch({ effects: kept.scroll });
    else this.view.scrollDOM.scrollTo({ top: 0, left: 0, behavior: 'instant' });
  }

  /** A document comes back as it was, under the configuration of today, and with the text that it now has. */
  private revive(state: EditorState, text?: string): EditorState {
    const today = state.update({ effects: this.configuration.effects() }).state;
    const changes = text === undefined ? undefined : textChange(today.doc.toString(), normalLines(text));
    return changes ? straight(today.update({ ...unmade, changes }).state) : today;
  }

  private create(text: string): EditorState {
    return EditorState.create({
      doc: normalLines(text),
      extensions: [this.configuration.extension(), this.watch()],
    });
  }

  private selecting(state: EditorState, selection?: TextSelection): EditorState {
    return selection ? state.update({ selection: within(state, selection) }).state : state;
  }

  private watch(): Extension {
    return EditorView.updateListener.of((update) => this.saw(update));
  }

  private saw(update: ViewUpdate): void {
    if (update.docChanged) this.listener.written();
    if (!this.quiet && update.transactions.some(isPersonsEdit)) this.listener.edited();
    const before = update.startState.selection.main;
    if (!update.state.selection.main.eq(before)) this.listener.selected();
  }

  private noteScroll(): void {
    const scroller = this.view?.scrollDOM;
    if (scroller?.isConnected) this.scroll = { top: scroller.scrollTop, left: scroller.scrollLeft };
  }
}

function update(made: readonly Transaction[], view: EditorView): void {
  view.update(made);
  const selection = straightened(view.state);
  if (selection) view.dispatch({ selection });
}

function straight(state: EditorState): EditorState {
  const selection = straightened(state);
  return selection ? state.update({ selection }).state : state;
}

function within(state: EditorState, { anchor, head }: TextSelection): TextSelection {
  const clamp = (offset: number) => Math.min(Math.max(0, offset), state.doc.length);
  return { anchor: clamp(anchor), head: clamp(head) };
}
