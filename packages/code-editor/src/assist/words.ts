import {
  completeAnyWord,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { language } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { pythonWords } from './python-words.js';

/**
 * Completes the words of the document where the language itself has nothing to say: everywhere in plain text, and
 * after a dot in code, since which members a value has is not known without running it.
 */
function documentWords(
  context: CompletionContext,
): CompletionResult | null | Promise<CompletionResult | null> {
  const member = context.matchBefore(/\.\w+$/);
  if (context.state.facet(language) && !member) return null;
  return completeAnyWord(context);
}

const own: Readonly<Record<string, CompletionSource>> = { python: pythonWords };

/** The words that are offered beside those of the language package itself. */
export const wordCompletion: Extension = EditorState.languageData.of((state) => {
  const source = own[state.facet(language)?.name ?? ''];
  return source
    ? [{ autocomplete: source }, { autocomplete: documentWords }]
    : [{ autocomplete: documentWords }];
});
