import type { RoomProblem } from './problem.js';

/** Fact: something went wrong. `detail` is the problem: its `code`, a `message` in English, and a `detail`. */
export class RoomErrorEvent extends CustomEvent<RoomProblem> {
  constructor(problem: RoomProblem) {
    super('room-error', { bubbles: true, composed: true, detail: problem });
  }
}

declare global {
  interface HTMLElementEventMap {
    'room-error': RoomErrorEvent;
  }
}
