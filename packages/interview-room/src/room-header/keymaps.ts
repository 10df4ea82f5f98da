import type { Keymap } from './header-requests.js';

/** The sets of keys that the editor knows, and the word for each. */
export const KEYMAPS = {
  default: 'roomKeymapDefault',
  vscode: 'roomKeymapVscode',
  vim: 'roomKeymapVim',
  emacs: 'roomKeymapEmacs',
} as const satisfies Record<Keymap, string>;

/** Whether a value, from storage or a menu, names a set of keys. */
export const isKeymap = (value: unknown): value is Keymap => typeof value === 'string' && value in KEYMAPS;
