import type { Command, EditorView, KeyBinding } from '@codemirror/view';
import type { SearchKit } from './search-kit.js';
import { Shelf } from './shelf.js';

/** Find and replace, fetched when first wanted. */
export const searching = new Shelf<'search', SearchKit>({
  search: async () => (await import('./search-kit.js')).searchKit,
});

type Wanted = keyof SearchKit['commands'];

/** Which key asks for what, as long as the real ones are not here. */
const wanted: readonly (readonly [key: string, command: Wanted])[] = [
  ['Mod-f', 'openSearchPanel'],
  ['F3', 'findNext'],
  ['Shift-F3', 'findPrevious'],
  ['Ctrl-g', 'gotoLine'],
  ['Mod-Alt-g', 'gotoLine'],
  ['Mod-d', 'selectNextOccurrence'],
  ['Mod-Shift-l', 'selectSelectionMatches'],
];

/** Keys that fetch find and replace, put it into the editor by `install`, and then do what was asked. */
export function searchKeys(install: () => void): KeyBinding[] {
  const first =
    (name: Wanted): Command =>
    (view) => {
      void fetchAndDo(name, view, install);
      return true;
    };
  return wanted.map(([key, name]) => ({ key, run: first(name), preventDefault: true }));
}

async function fetchAndDo(name: Wanted, view: EditorView, install: () => void): Promise<void> {
  const kit = await searching.fetch('search').catch(() => undefined);
  if (!kit) return;
  install();
  kit.commands[name](view);
}
