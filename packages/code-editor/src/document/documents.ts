import type { EditorState, StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** What is kept of a document while another is shown: its text, undo and selection (the state), and its scroll. */
export interface KeptDocument {
  readonly state: EditorState;
  readonly scroll?: StateEffect<unknown>;
}

/** The documents of one editor by path. */
export class Documents {
  private readonly kept = new Map<string, KeptDocument>();

  keep(path: string, view: EditorView): void {
    this.kept.set(path, { state: view.state, scroll: view.scrollSnapshot() });
  }

  /** Keeps a document that is not on the screen now. */
  keepState(path: string, state: EditorState): void {
    this.kept.set(path, { state });
  }

  take(path: string): KeptDocument | undefined {
    const found = this.kept.get(path);
    this.kept.delete(path);
    return found;
  }

  /** What is kept of a path is that of another now. */
  rename(from: string, to: string): void {
    if (from === to) return;
    const found = this.take(from);
    this.forget(to);
    if (found) this.kept.set(to, found);
  }

  forget(path: string): void {
    this.kept.delete(path);
  }
}
