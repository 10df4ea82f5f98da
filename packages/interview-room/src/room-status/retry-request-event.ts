import { RoomRequest } from '../together/request.js';

/** Request: try to connect at once. */
export class RetryRequestEvent extends RoomRequest {
  constructor() {
    super('retry-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'retry-request': RetryRequestEvent;
  }
}
