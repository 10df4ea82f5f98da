import { keymaps, type KeymapName } from './keymaps.js';
import { languages, type LanguageId } from './languages.js';

/**
 * Fetches a language and a set of keys that are not here yet; `put` is told when one has come. One that could not be
 * fetched is asked for again when it is next named; until then the editor does without.
 */
export function fetchParts(
  language: LanguageId,
  keymap: KeymapName,
  put: (part: '#language' | '#keymap') => void,
): void {
  const ignore = () => {};
  if (!languages.ready(language)) void languages.fetch(language).then(() => put('#language'), ignore);
  if (!keymaps.ready(keymap)) void keymaps.fetch(keymap).then(() => put('#keymap'), ignore);
}
