import { Transaction, type ChangeSpec, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type PluginValue, type ViewUpdate } from '@codemirror/view';
import type { Text, YTextEvent, Transaction as SharedTransaction } from 'yjs';

/** A step of what Yjs says has changed. */
type Step = YTextEvent['delta'][number];

/** Yjs tells a change as steps from the start of the text; CodeMirror takes places in the text as it was. */
function changesOf(delta: readonly Step[]): ChangeSpec[] {
  let at = 0;
  return delta.flatMap((step): ChangeSpec[] => {
    const from = at;
    if (typeof step.insert === 'string') return [{ from, insert: step.insert }];
    at += step.retain ?? step.delete ?? 0;
    return step.delete ? [{ from, to: at }] : [];
  });
}

/**
 * Keeps an editor and a shared text the same. What comes from elsewhere is told to CodeMirror as remote and left out
 * of its history: undo takes back what this person wrote here, and nothing else.
 */
class Binding implements PluginValue {
  constructor(
    private readonly view: EditorView,
    private readonly text: Text,
  ) {
    text.observe(this.onShared);
  }

  private readonly onShared = (event: YTextEvent, { origin }: SharedTransaction): void => {
    if (origin === this) return;
    this.view.dispatch({
      changes: changesOf(event.delta),
      annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    });
  };

  update(update: ViewUpdate): void {
    if (!update.docChanged || this.agrees(update)) return;
    for (const transaction of update.transactions) {
      if (transaction.docChanged && !transaction.annotation(Transaction.remote)) this.share(transaction);
    }
  }

  /** An editor that was set to what the text says by now has nothing to tell it. Lengths tell nearly always, and cheaply. */
  private agrees({ state: { doc } }: ViewUpdate): boolean {
    return doc.length === this.text.length && doc.toString() === this.text.toString();
  }

  private share({ changes }: Transaction): void {
    this.text.doc?.transact(() => {
      let shift = 0;
      changes.iterChanges((from, to, _fromB, _toB, insert) => {
        if (to > from) this.text.delete(from + shift, to - from);
        if (insert.length > 0) this.text.insert(from + shift, insert.sliceString(0, insert.length, '\n'));
        shift += insert.length - (to - from);
      });
    }, this);
  }

  destroy(): void {
    this.text.unobserve(this.onShared);
  }
}

/** The extension that ties the editor it is given to, to a shared text of the same content. */
export const bindText = (text: Text): Extension => ViewPlugin.define((view) => new Binding(view, text));
