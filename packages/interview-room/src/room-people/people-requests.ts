import { RoomRequest } from '../together/request.js';

/** Request: go where a person goes; with no person, stop that. */
export class FollowRequestEvent extends RoomRequest {
  /** @param person whom to follow; absent to stop */
  constructor(readonly person?: string) {
    super('follow-request');
  }
}

/** Request: hide a person's cursor here, or show it again. */
export class MuteCursorRequestEvent extends RoomRequest {
  /** @param person whose cursor
   * @param muted whether it is to be hidden */
  constructor(
    readonly person: string,
    readonly muted: boolean,
  ) {
    super('mute-cursor-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'follow-request': FollowRequestEvent;
    'mute-cursor-request': MuteCursorRequestEvent;
  }
}
