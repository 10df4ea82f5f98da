import type { Extension } from '@codemirror/state';
import { property } from 'lit/decorators.js';
import type { EditorDiagnostic } from '../lazy/diagnostics.js';
import type { KeymapName } from '../lazy/keymaps.js';
import { languageFor, languageNamed, type LanguageId } from '../lazy/languages.js';
import type { EditorProposal } from '../proposal/proposal.js';
import { FormElement } from './form-element.js';

/** What a host sets of an editor and the editor only reads. */
export abstract class EditorSettings extends FormElement {
  /** The language: `python`, `javascript`, `typescript`, `tsx`, `json` or `plain`. Default: by the ending of `path`. */
  @property() language = '';
  /** Shown while there is no text. */
  @property() placeholder = '';
  /** Numbers the lines. */
  @property({ type: Boolean, attribute: 'line-numbers' }) lineNumbers = false;
  /** Breaks long lines instead of scrolling. */
  @property({ type: Boolean, attribute: 'line-wrapping' }) lineWrapping = false;
  /** Columns of a tab. Default: as the language has it (Python 4, JavaScript and TypeScript 2). */
  @property({ type: Number, attribute: 'tab-size' }) tabSize = 0;
  /** What Tab writes: `tab`, `spaces` (as many as `tab-size`), or a number of spaces. */
  @property({ attribute: 'indent-with' }) indentWith: string | number = 'spaces';
  /** Whose keys: `default`, `vscode`, `vim` or `emacs`. */
  @property() keymap: KeymapName = 'default';
  /** Size of the text: a number of pixels or a CSS length. */
  @property({ attribute: 'font-size', reflect: true }) fontSize: string | number | null = null;
  /** What the editor is for, to those who cannot see it. An `aria-label` and a `<label>` do the same. */
  @property() label = '';
  /** More CodeMirror extensions; given anew, they replace those given before, without a loss of state. */
  @property({ attribute: false }) extensions: Extension = [];
  /** Remarks to show in the text. */
  @property({ attribute: false }) diagnostics: readonly EditorDiagnostic[] = [];
  /** A change that someone proposes for the file that is shown: a diff over the text, to accept or reject, which may grow. */
  @property({ attribute: false }) proposal?: EditorProposal | undefined;
  /** The nonce for styles, needed where the browser has no constructable style sheets. */
  @property({ attribute: 'csp-nonce' }) cspNonce = '';

  /** The file that is shown. */
  abstract path: string;

  /** @internal */
  get languageId(): LanguageId {
    return this.language ? languageNamed(this.language) : languageFor(this.path);
  }
}
