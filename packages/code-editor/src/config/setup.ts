import { history } from '@codemirror/commands';
import { bracketMatching, codeFolding, foldGutter, indentOnInput } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  rectangularSelection,
} from '@codemirror/view';
import { writeOver } from '../behaviour/write-over.js';
import { highlighting } from './highlight.js';
import { baseKeys } from './keys.js';

/** What every document has and no property changes. */
export const setup: Extension = [
  highlightSpecialChars(),
  history(),
  codeFolding(),
  drawSelection(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  // As in most editors: Alt-click adds a cursor, Alt-Shift-drag selects a rectangle.
  EditorView.clickAddsSelectionRange.of((event) => event.altKey || event.ctrlKey || event.metaKey),
  rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey && event.button === 0 }),
  indentOnInput(),
  writeOver,
  bracketMatching(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlighting,
  baseKeys,
];

/** Folding marks, which come after the line numbers. */
export const folding: Extension = foldGutter();
