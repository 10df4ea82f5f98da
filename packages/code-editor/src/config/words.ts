import { completeAnyWord, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { language } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';

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

export const wordCompletion: Extension = EditorState.languageData.of(() => [{ autocomplete: documentWords }]);
