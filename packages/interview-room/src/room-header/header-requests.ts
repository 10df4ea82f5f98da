/** How the editor's keys behave. */
export type Keymap = 'default' | 'vscode' | 'vim' | 'emacs';

/** Request: work in another language. What was written in this one is kept. */
export class LanguageRequestEvent extends Event {
  constructor(readonly language: string) {
    super('language-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: put the starter files back. */
export class ResetRequestEvent extends Event {
  constructor() {
    super('reset-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: use another set of keys in the editor. */
export class KeymapRequestEvent extends Event {
  constructor(readonly keymap: Keymap) {
    super('keymap-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: give the person their files, or the record of the room, as a download. */
export class ExportRequestEvent extends Event {
  constructor(readonly what: 'files' | 'record') {
    super('export-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: show the list of shortcuts. */
export class ShortcutsRequestEvent extends Event {
  constructor() {
    super('shortcuts-request', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'language-request': LanguageRequestEvent;
    'reset-request': ResetRequestEvent;
    'keymap-request': KeymapRequestEvent;
    'export-request': ExportRequestEvent;
    'shortcuts-request': ShortcutsRequestEvent;
  }
}
