/** The panel's keyboard shortcuts. */
export interface Shortcut {
  /** As shown to people. */
  shown: string;
  /** As `aria-keyshortcuts` wants it. */
  aria: string;
}

function apple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

export function runShortcut(): Shortcut {
  return apple() ? { shown: '⌘ Enter', aria: 'Meta+Enter' } : { shown: 'Ctrl+Enter', aria: 'Control+Enter' };
}

export function testShortcut(): Shortcut {
  return apple()
    ? { shown: '⇧ ⌘ Enter', aria: 'Meta+Shift+Enter' }
    : { shown: 'Ctrl+Shift+Enter', aria: 'Control+Shift+Enter' };
}

/** What a key asks for; undefined if it is none of ours. */
export function asked(event: KeyboardEvent): 'run' | 'test' | undefined {
  if (event.key !== 'Enter' || event.altKey || event.isComposing || !(event.ctrlKey || event.metaKey))
    return undefined;
  return event.shiftKey ? 'test' : 'run';
}
