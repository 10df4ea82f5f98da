import { defaultKeymap, historyKeymap, indentWithTab } from '@codemirror/commands';
import { foldKeymap } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { hostKeys } from '../lazy/keymaps.js';

/** The default keys. Tab indents; leaving by keyboard is `behaviour/leave.ts`. */
export const baseKeys: Extension = keymap.of([
  ...defaultKeymap.filter((binding) => !hostKeys.has(binding.key ?? '')),
  ...historyKeymap,
  ...foldKeymap,
  indentWithTab,
]);
