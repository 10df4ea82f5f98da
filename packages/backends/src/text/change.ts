import type { Text } from 'yjs';
import { hunksOf } from './hunks.js';

/**
 * Makes a text of Yjs another by the smallest edits, several where several places differ: whoever has a caret in it keeps it,
 * and what is typed at the same time stays where it belongs.
 */
export function change(text: Text, to: string): void {
  const hunks = hunksOf(text.toString(), to);
  if (hunks.length === 0) return;
  const edit = () => {
    // From the end, so that the places before stay what they are.
    for (const { from, to: end, text: written } of hunks.toReversed()) {
      if (end > from) text.delete(from, end - from);
      if (written !== '') text.insert(from, written);
    }
  };
  if (text.doc) text.doc.transact(edit);
  else edit();
}
