import { LanguageSupport } from '@codemirror/language';
import { localCompletionSource, pythonLanguage } from '@codemirror/lang-python';

/**
 * The grammar and the names in scope; the words that Python brings are in `assist/`, which comes with completion. A module
 * of its own, so that every bundler leaves out what of the package is not named here.
 */
export function python(): LanguageSupport {
  return new LanguageSupport(pythonLanguage, pythonLanguage.data.of({ autocomplete: localCompletionSource }));
}
