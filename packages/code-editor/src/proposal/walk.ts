import type { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { shownIn } from './field.js';
import type { PlacedHunk } from './place.js';
import { undecided } from './shown.js';

/** The hunk whose lines the cursor is in, or before or behind which it puts others. */
export function hunkAtCursor(state: EditorState): PlacedHunk | undefined {
  const shown = shownIn(state);
  const line = state.doc.lineAt(state.selection.main.head);
  return shown && undecided(shown).find(({ from, to }) => from <= line.to && to >= line.from);
}

/** Puts the cursor at the next hunk, or the one before, round and round; tells whether there is one. */
export function goToHunk(view: EditorView, step: 1 | -1): boolean {
  const shown = shownIn(view.state);
  const all = shown ? undecided(shown) : [];
  const { head } = view.state.selection.main;
  const ahead = step > 0 ? all.find(({ from }) => from > head) : all.findLast(({ from }) => from < head);
  const wanted = ahead ?? (step > 0 ? all[0] : all.at(-1));
  if (!wanted) return false;
  view.dispatch({
    selection: { anchor: wanted.from },
    effects: EditorView.scrollIntoView(wanted.from, { y: 'center' }),
    userEvent: 'select.proposal',
  });
  return true;
}
