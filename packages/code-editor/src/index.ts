export { CodeEditor } from './code-editor.js';
export { SaveRequestEvent, SelectionChangeEvent, type TextSelection } from './events.js';
export type { EditorDiagnostic } from './lazy/diagnostics.js';
export type { KeymapName } from './lazy/keymaps.js';
export { languageFor, type LanguageId } from './lazy/languages.js';
