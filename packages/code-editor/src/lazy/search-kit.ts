import {
  findNext,
  findPrevious,
  gotoLine,
  highlightSelectionMatches,
  openSearchPanel,
  search,
  searchKeymap,
  selectNextOccurrence,
  selectSelectionMatches,
} from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';

/** Find and replace: what goes into the editor, and the commands by name. */
export const searchKit = {
  extension: [
    search(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    keymap.of([{ key: 'Ctrl-g', run: gotoLine }, ...searchKeymap]),
  ] as Extension,
  commands: {
    openSearchPanel,
    findNext,
    findPrevious,
    gotoLine,
    selectNextOccurrence,
    selectSelectionMatches,
  },
};

export type SearchKit = typeof searchKit;
