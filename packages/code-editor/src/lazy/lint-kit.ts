import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';

/** The gutter of diagnostics, its keys, and how they are set. */
export const lintKit = { extension: [lintGutter(), keymap.of(lintKeymap)] as Extension, setDiagnostics };

export type LintKit = typeof lintKit;
