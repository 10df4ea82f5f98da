import { acceptCompletion, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, historyKeymap, indentWithTab } from '@codemirror/commands';
import { foldKeymap } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { hostKeys } from '../lazy/keymaps.js';

/** The default keys. Tab takes the completion that is offered, and else indents. */
export const baseKeys: Extension = keymap.of([
  ...closeBracketsKeymap,
  ...defaultKeymap.filter((binding) => !hostKeys.has(binding.key ?? '')),
  ...historyKeymap,
  ...foldKeymap,
  { key: 'Tab', run: acceptCompletion },
  indentWithTab,
]);
