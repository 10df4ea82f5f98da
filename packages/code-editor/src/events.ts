/** A place in the text: `anchor` is where the selection began, `head` where its cursor is; offsets in UTF-16 units. */
export interface TextSelection {
  anchor: number;
  head: number;
}

/** `selection-change`: the main selection of a `<code-editor>` is now elsewhere. */
export class SelectionChangeEvent extends Event {
  constructor(readonly selection: TextSelection) {
    super('selection-change', { bubbles: true, composed: true });
  }
}

/** `save-request`: the person pressed Ctrl+S or ⌘S in a `<code-editor>`. The browser's own dialog is never shown. */
export class SaveRequestEvent extends Event {
  constructor(readonly value: string) {
    super('save-request', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'selection-change': SelectionChangeEvent;
    'save-request': SaveRequestEvent;
  }
}
