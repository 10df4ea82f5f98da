import {
  Annotation,
  EditorState,
  StateField,
  Transaction,
  type ChangeSet,
  type Extension,
  type Text as Lines,
  type TransactionSpec,
} from '@codemirror/state';
import { ViewPlugin, type EditorView, type PluginValue, type ViewUpdate } from '@codemirror/view';
import { writeAs, type Source } from '@interview-room/core';
import type { Text, YTextEvent, Transaction as SharedTransaction } from 'yjs';
import {
  changeOf,
  changesOf,
  contentOf,
  difference,
  wellFormed,
  wholeCharacters,
} from '../together/text-steps.js';

/** How long after an input method is done its last characters may still be on their way into the document. */
const AFTERMATH = 60;

/** Marks what an editor was told by the shared text, so that it does not tell it back. */
const fromShared = Annotation.define<true>();

/** What came from elsewhere: left out of the history, so that undo takes back what this person wrote here, and nothing else. */
const told = (changes: TransactionSpec['changes']): TransactionSpec => ({
  ...(changes && { changes }),
  annotations: [fromShared.of(true), Transaction.addToHistory.of(false), Transaction.remote.of(true)],
  filter: false,
});

/** How the text of a change came: what was accepted of a proposal is its author's, and stays told apart from what is typed. */
function sourceIn(made: Transaction): Source {
  if (made.isUserEvent('input.proposal')) return 'assistant';
  return made.isUserEvent('input.paste') || made.isUserEvent('input.drop') ? 'paste' : 'typed';
}

/** What a shared text has and the document of an editor has not yet. It goes on counting while no editor shows the document. */
class Lag {
  /** Of the document as it is, or as it was when it was `left`. */
  changes?: ChangeSet | undefined;
  left?: Lines;
  grown?: (() => void) | undefined;

  constructor(readonly text: Text) {
    text.observe(this.onShared);
  }

  /** The document's own changes are made in its name. */
  private readonly onShared = (event: YTextEvent, { origin }: SharedTransaction): void => {
    if (origin === this) return;
    const more = changesOf(event.delta, this.text.length);
    const fits = !this.changes || this.changes.newLength === more.length;
    this.changes = this.changes && fits ? this.changes.compose(more) : more;
    this.grown?.();
  };

  /**
   * Finds what the text has and a document has not: exactly, if that is the one that was left. Also where both say the same:
   * what another deleted and wrote again is the other's now.
   */
  measure(doc: Lines): void {
    const change = difference(doc.toString(), contentOf(this.text));
    this.changes = this.exactly(doc) ?? (change && changeOf(change, doc.length));
  }

  exactly(doc: Lines): ChangeSet | undefined {
    const known = this.changes?.length === doc.length && this.left?.eq(doc);
    return known && this.changes?.apply(doc).toString() === contentOf(this.text) ? this.changes : undefined;
  }

  stop(): void {
    this.text.unobserve(this.onShared);
  }
}

/**
 * Between two views of the same document: before and after another file was shown, or the editor was out of the page. Each
 * document waits for itself: a file that had several paths has several, and what one of them saw another has not.
 */
interface Wait {
  lag?: Lag | undefined;
}

/** Keeps an editor and a shared text the same. */
class Binding implements PluginValue {
  private readonly lag: Lag;
  private composing: boolean;
  private sharing = false;
  private aftermath?: ReturnType<typeof setTimeout>;
  private gone = false;

  constructor(
    private readonly view: EditorView,
    private readonly text: Text,
    private readonly wait: Wait,
  ) {
    // Another text may take this one's place while an input method is at work.
    this.composing = view.compositionStarted;
    this.lag = wait.lag ?? new Lag(text);
    wait.lag = undefined;
    this.lag.measure(view.state.doc);
    this.lag.grown = () => this.settle();
    // An editor that is being set up, or takes a new configuration, cannot be told anything at once.
    this.soon(() => this.settle());
  }

  /** Tells the editor what it lacks. */
  private settle(): void {
    if (this.sharing) return;
    this.tell();
    // How they came apart is not known then. That they are the same again is what counts.
    if (!this.lag.changes && !this.sameLength()) this.catchUp();
  }

  private tell(): void {
    const { changes } = this.lag;
    if (!changes || this.holds(changes)) return;
    this.lag.changes = undefined;
    if (changes.length === this.view.state.doc.length) this.view.dispatch(told(changes));
  }

  private catchUp(): void {
    this.lag.measure(this.view.state.doc);
    this.tell();
  }

  /** A line that an input method works in is left alone: its half-made characters would be lost. */
  private holds(changes: ChangeSet): boolean {
    if (!this.composing) return false;
    const { doc, selection } = this.view.state;
    const line = doc.lineAt(selection.main.head);
    return changes.length !== doc.length || changes.touchesRange(line.from, line.to) !== false;
  }

  composes(): void {
    clearTimeout(this.aftermath);
    this.composing = true;
  }

  composed(): void {
    if (!this.composing) return;
    clearTimeout(this.aftermath);
    this.aftermath = setTimeout(() => {
      this.composing = false;
      this.settle();
    }, AFTERMATH);
  }

  update(update: ViewUpdate): void {
    if (!update.docChanged) return;
    const own = update.transactions.filter((made) => made.docChanged && !made.annotation(fromShared));
    if (own.length === 0) return;
    const set = own.every((made) => made.annotation(Transaction.addToHistory) === false);
    // An editor that was set to what the text says by now has nothing to tell it. What a person wrote is theirs, also where
    // another wrote the same at once: undo takes it back.
    if (set && this.agrees()) this.lag.changes = undefined;
    else this.share(own);
  }

  private sameLength(): boolean {
    return this.view.state.doc.length === this.text.length;
  }

  /** Whether they say the same. Lengths tell nearly always, and cheaply. */
  private agrees(): boolean {
    return this.sameLength() && this.view.state.doc.toString() === contentOf(this.text);
  }

  private share(own: readonly Transaction[]): void {
    this.sharing = true;
    const { doc } = this.text;
    if (doc) for (const made of own) writeAs(doc, sourceIn(made), () => this.write(made), this.lag);
    this.sharing = false;
    if (this.lag.changes || !this.sameLength()) this.soon(() => this.settle());
  }

  /** Writes a change of the document into the text, which may be ahead of it. */
  private write({ changes, startState }: Transaction): void {
    const ahead = this.lag.changes;
    const fits = ahead?.length === changes.length;
    const before = ahead && fits ? ahead.apply(startState.doc) : startState.doc;
    let shift = 0;
    (ahead && fits ? changes.map(ahead, true) : changes).iterChanges((from, to, _fromB, _toB, lines) => {
      const piece = wholeCharacters(before, { from, to, insert: lines.sliceString(0, lines.length, '\n') });
      const insert = wellFormed(piece.insert);
      if (piece.to > piece.from) this.text.delete(piece.from + shift, piece.to - piece.from);
      if (insert) this.text.insert(piece.from + shift, insert);
      shift += insert.length - (piece.to - piece.from);
      if (insert !== piece.insert) this.soon(() => this.catchUp());
    });
    this.lag.changes = ahead && fits ? ahead.map(changes) : undefined;
  }

  private soon(action: () => void): void {
    queueMicrotask(() => this.gone || action());
  }

  /** The text is followed on, so that the document can come back and be told exactly what it missed. */
  destroy(): void {
    this.gone = true;
    clearTimeout(this.aftermath);
    this.lag.grown = undefined;
    this.lag.left = this.view.state.doc;
    this.wait.lag?.stop();
    this.wait.lag = this.lag;
  }
}

/**
 * A host that shows a document again may set it to the new text in one stretch. Here that becomes the very steps that led
 * there, so that what the person wrote between them keeps its undo.
 */
const exactReturn = (waits: StateField<Wait>): Extension =>
  EditorState.transactionFilter.of((made) => {
    const lag = made.startState.field(waits).lag;
    if (!lag || !made.docChanged || made.annotation(Transaction.addToHistory) !== false) return made;
    const exact = lag.exactly(made.startState.doc);
    return exact?.apply(made.startState.doc).eq(made.newDoc)
      ? { ...told(exact), effects: made.effects }
      : made;
  });

/** The extension that ties the editor it is given to, to a shared text. The same one is to be given while the text is. */
export function bindText(text: Text): Extension {
  const waits = StateField.define<Wait>({ create: () => ({}), update: (wait) => wait });
  const plugin = ViewPlugin.define((view) => new Binding(view, text, view.state.field(waits)), {
    eventObservers: {
      compositionstart() {
        this.composes();
      },
      compositionend() {
        this.composed();
      },
      blur() {
        this.composed();
      },
    },
  });
  return [waits, plugin, exactReturn(waits)];
}
