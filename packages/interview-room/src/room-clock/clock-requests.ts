import { RoomRequest } from '../together/request.js';

/** Request: the interview is to take so long, before what is added and before extra time. */
export class TimerSetRequestEvent extends RoomRequest {
  constructor(readonly totalMs: number) {
    super('timer-set-request');
  }
}

/** Request: time is to pass, for the first time or again. */
export class TimerStartRequestEvent extends RoomRequest {
  constructor() {
    super('timer-start-request');
  }
}

/** Request: time is to stand still. */
export class TimerPauseRequestEvent extends RoomRequest {
  constructor() {
    super('timer-pause-request');
  }
}

/** Request: there is to be more time. */
export class TimerExtendRequestEvent extends RoomRequest {
  constructor(readonly byMs: number) {
    super('timer-extend-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'timer-set-request': TimerSetRequestEvent;
    'timer-start-request': TimerStartRequestEvent;
    'timer-pause-request': TimerPauseRequestEvent;
    'timer-extend-request': TimerExtendRequestEvent;
  }
}
