const mac: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃', Enter: '⏎' };
const others: Readonly<Record<string, string>> = { Mod: 'Ctrl' };

/** `Mod-Shift-Enter` as it is written on the person's keyboard: `⌘⇧⏎` on Apple's, `Ctrl+Shift+Enter` on others. */
export function shortcut(keys: string, apple = onApple()): string {
  const names = apple ? mac : others;
  return keys
    .split('-')
    .map((key) => names[key] ?? key)
    .join(apple ? '' : '+');
}

/** The same for `aria-keyshortcuts`, whose names the specification fixes: `Meta+Shift+Enter`, `Control+Shift+Enter`. */
export function ariaShortcut(keys: string, apple = onApple()): string {
  return keys
    .replace('Mod', apple ? 'Meta' : 'Control')
    .replace('Ctrl', 'Control')
    .replaceAll('-', '+');
}

function onApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}
