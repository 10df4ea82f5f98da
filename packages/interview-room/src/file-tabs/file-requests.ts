/** Request: show this file. */
export class SelectFileRequestEvent extends Event {
  constructor(readonly path: string) {
    super('select-file-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: make an empty file. */
export class NewFileRequestEvent extends Event {
  constructor(readonly path: string) {
    super('new-file-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: give one of the person's own files another name. */
export class RenameFileRequestEvent extends Event {
  constructor(
    readonly path: string,
    readonly to: string,
  ) {
    super('rename-file-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Request: delete one of the person's own files. */
export class DeleteFileRequestEvent extends Event {
  constructor(readonly path: string) {
    super('delete-file-request', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'select-file-request': SelectFileRequestEvent;
    'new-file-request': NewFileRequestEvent;
    'rename-file-request': RenameFileRequestEvent;
    'delete-file-request': DeleteFileRequestEvent;
  }
}
