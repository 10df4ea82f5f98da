import type { Words } from '../locales/en.js';

/** A word of ours that needs nothing filled in. */
type PlainKey = { [K in keyof Words]: Words[K] extends string ? K : never }[keyof Words];
/** One line of the list: what it does, and the keys (`Mod` is Ctrl, or Cmd on Apple's keyboards). */
export interface Shortcut {
  word: PlainKey;
  keys: readonly string[];
}

/** Every shortcut of a room, in the order in which one meets them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { word: 'keyRun', keys: ['Mod', 'Enter'] },
  { word: 'keyTest', keys: ['Mod', 'Shift', 'Enter'] },
  { word: 'keyNextPane', keys: ['F6'] },
  { word: 'keyPreviousPane', keys: ['Shift', 'F6'] },
  { word: 'keyLeaveEditor', keys: ['Escape', 'Tab'] },
  { word: 'keyComment', keys: ['Mod', '/'] },
  { word: 'keyFind', keys: ['Mod', 'F'] },
  { word: 'keyUndo', keys: ['Mod', 'Z'] },
  { word: 'keyShortcuts', keys: ['?'] },
];

/** The key's name on the keyboard at hand. */
export function keyName(key: string, platform: string): string {
  const apple = /mac|iphone|ipad/i.test(platform);
  const names: Record<string, string> = apple
    ? { Mod: '⌘', Shift: '⇧', Escape: 'esc' }
    : { Mod: 'Ctrl', Escape: 'Esc' };
  return names[key] ?? key;
}
