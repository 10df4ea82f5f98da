/** The head of a module: `make(doc)` is CodeMirror with all that `<code-editor>` has switched on, and nothing else. */
export const bare = `
  import { EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, rectangularSelection, dropCursor } from '@codemirror/view';
  import { EditorState } from '@codemirror/state';
  import { history, defaultKeymap, historyKeymap, indentWithTab } from '@codemirror/commands';
  import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting, defaultHighlightStyle } from '@codemirror/language';
  import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
  import { python } from '@codemirror/lang-python';
  const make = (doc) => new EditorView({ doc, parent: document.body, extensions: [lineNumbers(), foldGutter(), codeFolding(),
    highlightSpecialChars(), history(), drawSelection(), dropCursor(), EditorState.allowMultipleSelections.of(true), indentOnInput(),
    bracketMatching(), closeBrackets(), autocompletion(), rectangularSelection(), highlightActiveLine(), highlightActiveLineGutter(),
    syntaxHighlighting(defaultHighlightStyle), keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    python(), EditorView.theme({ '&': { height: '400px' } })] });`;
