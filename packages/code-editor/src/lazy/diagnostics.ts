import type { Text } from '@codemirror/state';
import type { Surface } from '../document/surface.js';
import type { LintKit } from './lint-kit.js';
import { Shelf } from './shelf.js';

/**
 * A remark about the text, as a checker reports it. Lines and columns count from 1; `endLine` and `endColumn` are
 * exclusive, and where they are missing the word at the place is meant.
 */
export interface EditorDiagnostic {
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
  severity?: 'error' | 'warning' | 'info' | 'hint';
  message: string;
  /** Who says so, such as `ts` or `ruff`. */
  source?: string;
  /** The file it is about. One about another file than the editor's `path` is not shown. */
  path?: string;
}

/** The showing of diagnostics, fetched when there is one to show. */
export const linting = new Shelf<'lint', LintKit>({
  lint: async () => (await import('./lint-kit.js')).lintKit,
});

/** Shows remarks in a document that may have been left by the time that the code for it has come. */
export async function showDiagnostics(
  surface: Surface,
  of: { readonly diagnostics: readonly EditorDiagnostic[]; readonly path: string },
): Promise<void> {
  if (of.diagnostics.length === 0 && !linting.ready('lint')) return;
  const kit = await linting.fetch('lint').catch(() => undefined);
  const { state } = surface;
  if (!kit || !state) return;
  surface.reconfigure('#lint');
  surface.dispatch(kit.setDiagnostics(state, placed(of.diagnostics, of.path, state.doc)));
}

/** The remarks that are about this file, as offsets into its text as it is now. */
export function placed(diagnostics: readonly EditorDiagnostic[], path: string, doc: Text) {
  return diagnostics
    .filter((found) => found.path === undefined || found.path === path)
    .map((found) => ({
      ...extent(found, doc),
      severity: found.severity ?? 'error',
      message: found.message,
      ...(found.source ? { source: found.source } : {}),
    }))
    .sort((one, other) => one.from - other.from);
}

function extent(found: EditorDiagnostic, doc: Text): { from: number; to: number } {
  const from = offset(doc, found.line, found.column);
  const end = found.endColumn === undefined ? 0 : offset(doc, found.endLine ?? found.line, found.endColumn);
  return { from, to: end > from ? end : endOfWord(doc, from) };
}

function offset(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(found.from + Math.max(0, column - 1), found.to);
}

function endOfWord(doc: Text, from: number): number {
  const line = doc.lineAt(from);
  const word = /^(?:[\p{L}\p{N}_$]+|\S)/u.exec(line.text.slice(from - line.from));
  return from + (word?.[0].length ?? 0);
}
