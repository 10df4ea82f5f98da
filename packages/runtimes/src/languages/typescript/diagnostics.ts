import ts from 'typescript';
import type { Diagnostic } from '../../events.js';

const severities: Record<ts.DiagnosticCategory, Diagnostic['severity']> = {
  [ts.DiagnosticCategory.Error]: 'error',
  [ts.DiagnosticCategory.Warning]: 'warning',
  [ts.DiagnosticCategory.Suggestion]: 'info',
  [ts.DiagnosticCategory.Message]: 'info',
};

/** A remark of TypeScript as the events carry it. */
export function asDiagnostic(path: string, remark: ts.Diagnostic): Diagnostic {
  const start = remark.start ?? 0;
  const from = placeOf(remark.file, start);
  const to = placeOf(remark.file, start + (remark.length ?? 0));
  return {
    path,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    severity: severities[remark.category],
    message: ts.flattenDiagnosticMessageText(remark.messageText, '\n'),
    source: `ts(${remark.code})`,
  };
}

function placeOf(file: ts.SourceFile | undefined, at: number): { line: number; column: number } {
  const { line, character } = file ? ts.getLineAndCharacterOfPosition(file, at) : { line: 0, character: 0 };
  return { line: line + 1, column: character + 1 };
}
