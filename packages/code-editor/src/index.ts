export { CodeEditor } from './code-editor.js';
export {
  ProposalHunkEvent,
  ProposalSettledEvent,
  SaveRequestEvent,
  SelectionChangeEvent,
  type TextSelection,
} from './events.js';
export { highlightCode, type HighlightedText } from './highlight-code.js';
export type { EditorDiagnostic } from './lazy/diagnostics.js';
export type { KeymapName } from './lazy/keymaps.js';
export { languageFor, type LanguageId } from './lazy/languages.js';
export {
  proposalUserEvent,
  type EditorProposal,
  type ProposalDecision,
  type ProposalOutcome,
  type ProposalSettlement,
} from './proposal/proposal.js';
export { syntaxStyles } from './styles/syntax.styles.js';
