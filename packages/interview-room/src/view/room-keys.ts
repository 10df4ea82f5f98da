/** What a key asks of the room, wherever in it the focus is. */
export type RoomKey = 'run' | 'test' | 'next-pane' | 'previous-pane' | 'shortcuts';

/** Whether keys typed here are text. */
function isTyping(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** What a key asks for, or nothing: then it is someone else's. */
export function roomKeyOf(event: KeyboardEvent): RoomKey | undefined {
  const { key, shiftKey, altKey } = event;
  const mod = (event.ctrlKey || event.metaKey) && !altKey;
  if (key === 'Enter' && mod) return shiftKey ? 'test' : 'run';
  if (key === 'F6' && !mod && !altKey) return shiftKey ? 'previous-pane' : 'next-pane';
  if (key === '?' && !mod && !altKey && !isTyping(event.composedPath()[0])) return 'shortcuts';
  return undefined;
}
