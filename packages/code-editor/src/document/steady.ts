import { BlockType, type EditorView } from '@codemirror/view';

/**
 * Makes a change of what is drawn over or beside the text, after which the line at the top is where it was. CodeMirror makes
 * up for most by itself, once a frame; but not for a panel, nor where what it draws is another stretch of the text then. The
 * start of a text is let go, so that what comes above it is seen.
 */
export function steadily(view: EditorView | undefined, change: () => void): void {
  const line = view && view.scrollDOM.scrollTop > 0 ? topLine(view) : undefined;
  if (!view || !line) return change();
  change();
  const moved = placeOf(view, line.from) - line.top + (owed.get(view) ?? 0);
  const pixels = Math.trunc(moved);
  owed.set(view, moved - pixels);
  if (pixels === 0) return;
  view.scrollDOM.scrollBy({ top: pixels, behavior: 'instant' });
  view.requestMeasure();
}

/** A page scrolls by whole pixels; what is less than one counts the next time. */
const owed = new WeakMap<EditorView, number>();

/** The first line that is seen; none where that is a block that stands between lines. */
function topLine(view: EditorView): { from: number; top: number } | undefined {
  const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
  const { type, from } = view.elementAtHeight(height);
  return type === BlockType.Text ? { from, top: placeOf(view, from) } : undefined;
}

/** Where on the screen a line begins. Asking has CodeMirror measure what it has not yet. */
function placeOf(view: EditorView, from: number): number {
  const { top } = view.lineBlockAt(from);
  return view.documentTop + top;
}
