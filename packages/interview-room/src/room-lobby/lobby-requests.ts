import { RoomRequest } from '../together/request.js';

/** Request: let the person in. A candidate has agreed to what is recorded. */
export class EnterRequestEvent extends RoomRequest {
  /** @param name what the person is called: as the token says it, or as they typed it */
  constructor(readonly name: string) {
    super('enter-request');
  }
}

/** Request: begin the interview. */
export class StartRequestEvent extends RoomRequest {
  constructor() {
    super('start-request');
  }
}

/** Request: have an editor to try in the slot `try`. */
export class TryRequestEvent extends RoomRequest {
  constructor() {
    super('try-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'enter-request': EnterRequestEvent;
    'start-request': StartRequestEvent;
    'try-request': TryRequestEvent;
  }
}
