import { indentUnit } from '@codemirror/language';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { assisting, fetchAtFirstKey } from '../lazy/assist.js';
import { keymapNamed, keymaps } from '../lazy/keymaps.js';
import { languages, usualIndent, type LanguageId } from '../lazy/languages.js';
import { linting } from '../lazy/diagnostics.js';
import { proposing } from '../lazy/proposing.js';
import { searching, searchKeys } from '../lazy/search.js';
import type { ProposalHost } from '../proposal/host.js';
import type { Row } from './configuration.js';
import { folding, setup } from './setup.js';

/** What the rows read of an editor. Names with `#` are not properties but parts that may have come meanwhile. */
export interface Settings {
  readonly readonly: boolean;
  readonly locked: boolean;
  readonly placeholder: string;
  readonly lineNumbers: boolean;
  readonly lineWrapping: boolean;
  readonly tabSize: number;
  readonly indentWith: string | number;
  readonly keymap: string;
  readonly extensions: Extension;
  readonly cspNonce: string;
  readonly languageId: LanguageId;
  readonly contentAttributes: Record<string, string>;
  readonly phrases: Record<string, string>;
  readonly ownKeys: Extension;
  readonly proposalHost: ProposalHost;
  /** Puts in a part that has come. */
  install(part: string): void;
}

/** The columns of one step of indentation, or a tab. */
export function indentation(settings: Pick<Settings, 'indentWith' | 'tabSize' | 'languageId'>): string {
  const wanted = String(settings.indentWith);
  if (wanted === 'tab' || wanted === 'tabs') return '\t';
  const columns = Number.parseInt(wanted, 10) || settings.tabSize || usualIndent(settings.languageId);
  return ' '.repeat(Math.min(16, Math.max(1, columns)));
}

/** The table of the editor's concerns. The order is one of precedence: what comes first wins. */
export const rows: readonly Row<Settings>[] = [
  { reads: ['extensions'], make: (at) => at.extensions },
  { reads: ['keymap', '#keymap'], make: (at) => Prec.high(keymaps.ready(keymapNamed(at.keymap)) ?? []) },
  { reads: [], make: (at) => at.ownKeys },
  { reads: ['#search'], make: searchRow },
  {
    reads: ['#assist'],
    make: (at) => assisting.ready('assist') ?? fetchAtFirstKey(() => at.install('#assist')),
  },
  { reads: ['language', 'path', '#language'], make: (at) => languages.ready(at.languageId) ?? [] },
  { reads: ['#lint'], make: () => linting.ready('lint')?.extension ?? [] },
  {
    reads: ['#proposal', '#words'],
    make: (at) => proposing.ready('proposal')?.extension(at.proposalHost) ?? [],
  },
  { reads: ['lineNumbers'], make: (at) => (at.lineNumbers ? lineNumbers() : []) },
  { reads: [], make: () => [folding, setup] },
  { reads: ['lineWrapping'], make: (at) => (at.lineWrapping ? EditorView.lineWrapping : []) },
  { reads: ['placeholder'], make: (at) => (at.placeholder ? placeholder(at.placeholder) : []) },
  { reads: ['readonly'], make: (at) => EditorState.readOnly.of(at.readonly) },
  {
    reads: ['#locked'],
    make: (at) => (at.locked ? [EditorView.editable.of(false), EditorState.readOnly.of(true)] : []),
  },
  {
    reads: ['tabSize', 'indentWith', 'language', 'path'],
    make: (at) => [
      EditorState.tabSize.of(at.tabSize || usualIndent(at.languageId)),
      indentUnit.of(indentation(at)),
    ],
  },
  { reads: ['cspNonce'], make: (at) => (at.cspNonce ? EditorView.cspNonce.of(at.cspNonce) : []) },
  { reads: ['#words'], make: (at) => EditorState.phrases.of(at.phrases) },
  { reads: ['#attributes'], make: (at) => EditorView.contentAttributes.of(at.contentAttributes) },
];

function searchRow(at: Settings): Extension {
  const kit = searching.ready('search');
  if (kit) return kit.extension;
  return [keymap.of(searchKeys(() => at.install('#search'))), fetchOnSelection(at)];
}

/** The other places of what is selected are shown: that too comes with find and replace, when first something is. */
function fetchOnSelection(at: Settings): Extension {
  return EditorView.updateListener.of((update) => {
    if (!update.selectionSet || update.state.selection.main.empty) return;
    void searching.fetch('search').then(
      () => at.install('#search'),
      () => {},
    );
  });
}
