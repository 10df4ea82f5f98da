import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { wordCompletion } from './words.js';

/** What helps while one writes: completion, and the closing of brackets. Tab takes what is offered. */
export const assistKit: Extension = [
  closeBrackets(),
  autocompletion({ icons: false }),
  wordCompletion,
  keymap.of([...closeBracketsKeymap, { key: 'Tab', run: acceptCompletion }]),
];
