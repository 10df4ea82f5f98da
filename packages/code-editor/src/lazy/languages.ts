import type { Extension } from '@codemirror/state';
import { Shelf } from './shelf.js';

interface LanguageRow {
  /** Other names that people give it. */
  readonly aliases: readonly string[];
  /** Endings of file names. */
  readonly endings: readonly string[];
  /** Columns of one indentation step, as the language's own style guide has it. */
  readonly indent: number;
  readonly load: () => Promise<Extension>;
}

const loadJavaScript = (options: { jsx?: boolean; typescript?: boolean }) => async () =>
  (await import('@codemirror/lang-javascript')).javascript(options);

/** The languages, a row each: adding one is adding a row. */
const rows = {
  python: {
    aliases: ['py', 'python3'],
    endings: ['py', 'pyi', 'pyw'],
    indent: 4,
    load: async () => (await import('./python.js')).python(),
  },
  javascript: {
    aliases: ['js', 'jsx', 'mjs', 'cjs'],
    endings: ['js', 'mjs', 'cjs', 'jsx'],
    indent: 2,
    load: loadJavaScript({ jsx: true }),
  },
  typescript: {
    aliases: ['ts', 'mts', 'cts'],
    endings: ['ts', 'mts', 'cts'],
    indent: 2,
    load: loadJavaScript({ typescript: true }),
  },
  tsx: { aliases: [], endings: ['tsx'], indent: 2, load: loadJavaScript({ jsx: true, typescript: true }) },
  json: {
    aliases: [],
    endings: ['json'],
    indent: 2,
    load: async () => (await import('@codemirror/lang-json')).json(),
  },
  java: {
    aliases: [],
    endings: ['java'],
    indent: 4,
    load: async () => (await import('@codemirror/lang-java')).java(),
  },
  cpp: {
    aliases: ['c++', 'c'],
    endings: ['cpp', 'cc', 'hpp', 'c', 'h'],
    indent: 4,
    load: async () => (await import('@codemirror/lang-cpp')).cpp(),
  },
  plain: { aliases: ['text', 'txt'], endings: [], indent: 4, load: async () => [] },
} satisfies Record<string, LanguageRow>;

/** A language that the editor colours and indents. */
export type LanguageId = keyof typeof rows;

const table: Record<LanguageId, LanguageRow> = rows;
const ids = Object.keys(rows) as LanguageId[];

/** The support of each language, fetched when first named. */
export const languages = new Shelf<LanguageId, Extension>(
  Object.fromEntries(ids.map((id) => [id, table[id].load])) as Record<LanguageId, () => Promise<Extension>>,
);

/** The language of a name or an alias of one; `plain` for any other. */
export function languageNamed(name: string): LanguageId {
  const wanted = name.toLowerCase();
  return ids.find((id) => id === wanted || table[id].aliases.includes(wanted)) ?? 'plain';
}

/** The language of a file by the ending of its name; `plain` where that says nothing. */
export function languageFor(path: string): LanguageId {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return ids.find((id) => table[id].endings.includes(ending)) ?? 'plain';
}

/** Columns of one indentation step in a language. */
export function usualIndent(id: LanguageId): number {
  return table[id].indent;
}
