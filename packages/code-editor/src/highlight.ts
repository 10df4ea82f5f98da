// The colours of code without the editor.
export { highlightCode, type HighlightedText } from './highlight-code.js';
export { syntaxStyles } from './styles/syntax.styles.js';
