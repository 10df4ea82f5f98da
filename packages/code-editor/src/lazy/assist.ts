import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Shelf } from './shelf.js';

/** Completion and the closing of brackets, fetched at the first key: who only reads does not pay for them. */
export const assisting = new Shelf<'assist', Extension>({
  assist: async () => (await import('../assist/assist-kit.js')).assistKit,
});

/** Waits for the first key in the text. */
export function fetchAtFirstKey(install: () => void): Extension {
  return EditorView.domEventObservers({
    keydown: () => void assisting.fetch('assist').then(install, () => {}),
    beforeinput: () => void assisting.fetch('assist').then(install, () => {}),
  });
}
