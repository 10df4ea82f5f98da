import { LanguageSupport, type Language } from '@codemirror/language';
import { highlightCode as walk } from '@lezer/highlight';
import { highlighter } from './config/highlight.js';
import { languageNamed, languages } from './lazy/languages.js';

/** A run of code in one colour: its text, and the classes that the editor's style sheet colours, or none. */
export interface HighlightedText {
  readonly text: string;
  readonly class: string;
}

/** Colours code of a language whose grammar is here. Line breaks are runs of their own. */
export function highlightWith({ parser }: Language, code: string): HighlightedText[] {
  const runs: HighlightedText[] = [];
  const put = (text: string, classes: string) => void runs.push({ text, class: classes });
  walk(code, parser.parse(code), highlighter, put, () => put('\n', ''));
  return runs;
}

/**
 * Colours code as the editor does, for what shows code elsewhere: in order, all of it, with `\n` as runs of their own. The
 * language is fetched when it is first named, by any name that the editor knows; one that it does not know has no colours. The
 * classes are those of `syntaxStyles`.
 */
export async function highlightCode(code: string, language: string): Promise<readonly HighlightedText[]> {
  const support = await languages.fetch(languageNamed(language));
  return support instanceof LanguageSupport
    ? highlightWith(support.language, code)
    : code.split(/(\n)/).flatMap((text) => (text ? [{ text, class: '' }] : []));
}
