import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { Shelf } from './shelf.js';

/** Whose keys the editor answers to. */
export type KeymapName = 'default' | 'vscode' | 'vim' | 'emacs';

/** The sets of keys, fetched when first named. */
export const keymaps = new Shelf<KeymapName, Extension>({
  default: async () => [],
  vscode: async () => {
    const { vscodeKeymap } = await import('@replit/codemirror-vscode-keymap');
    return keymap.of(vscodeKeymap.filter((binding) => !hostKeys.has(binding.key ?? '')));
  },
  vim: async () => (await import('./vim.js')).vimKeys,
  emacs: async () => (await import('@replit/codemirror-emacs')).emacs(),
});

/** Left to the page: a room runs and tests with them. */
export const hostKeys: ReadonlySet<string> = new Set(['Mod-Enter', 'Shift-Mod-Enter', 'Mod-Shift-Enter']);

/** The set of keys of that name; the default one for any other name. */
export function keymapNamed(name: string): KeymapName {
  return name === 'vscode' || name === 'vim' || name === 'emacs' ? name : 'default';
}
