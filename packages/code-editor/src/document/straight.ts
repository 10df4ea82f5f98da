import { EditorSelection, type EditorState } from '@codemirror/state';

/**
 * A range that lies within a stretch which is replaced is mapped to one that ends before it begins: what is written over it
 * then throws. This is the selection without such ranges; undefined if there are none.
 */
export function straightened({ selection }: EditorState): EditorSelection | undefined {
  if (selection.ranges.every(({ from, to }) => from <= to)) return undefined;
  const ranges = selection.ranges.map((range) =>
    range.from <= range.to ? range : EditorSelection.cursor(range.to),
  );
  return EditorSelection.create(ranges, selection.mainIndex);
}
