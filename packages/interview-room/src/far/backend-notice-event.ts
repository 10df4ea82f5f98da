import type { BackendNotice } from '@interview-room/core';

/** The backend said something that has no place in the room's log. */
export class BackendNoticeEvent extends Event {
  constructor(readonly notice: BackendNotice) {
    super('backend-notice', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'backend-notice': BackendNoticeEvent;
  }
}
