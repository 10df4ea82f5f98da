/** How far a person has come. */
export interface RoomProgress {
  language: string;
  /** How many tests passed, of how many. */
  passed: number;
  total: number;
  /** All of them did. */
  solved: boolean;
}

/** Fact: the tests have run. `detail` says how many pass. */
export class RoomProgressEvent extends CustomEvent<RoomProgress> {
  constructor(progress: RoomProgress) {
    super('room-progress', { bubbles: true, composed: true, detail: progress });
  }
}

/** Fact: every test passes. Comes after `room-progress`, each time that is so. */
export class RoomSolvedEvent extends CustomEvent<RoomProgress> {
  constructor(progress: RoomProgress) {
    super('room-solved', { bubbles: true, composed: true, detail: progress });
  }
}

declare global {
  interface HTMLElementEventMap {
    'room-progress': RoomProgressEvent;
    'room-solved': RoomSolvedEvent;
  }
}
