import { RoomRequest } from '../together/request.js';

/** Request: hand the answer in. The person has been asked whether they mean it. */
export class SubmitRequestEvent extends RoomRequest {
  constructor() {
    super('submit-request');
  }
}

/** Request: let the candidate go on after they have submitted. */
export class ReopenRequestEvent extends RoomRequest {
  constructor() {
    super('reopen-request');
  }
}

/** Request: end the interview. The person has been asked whether they mean it. */
export class EndRequestEvent extends RoomRequest {
  constructor() {
    super('end-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'submit-request': SubmitRequestEvent;
    'reopen-request': ReopenRequestEvent;
    'end-request': EndRequestEvent;
  }
}
