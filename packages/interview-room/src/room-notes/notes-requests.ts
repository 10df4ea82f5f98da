import { RoomRequest } from '../together/request.js';

/** Request: write a note down. */
export class NoteAddRequestEvent extends RoomRequest {
  /** @param text what it says
   * @param moment the place in the log at which the writing began
   * @param replaces the id of one that was not taken and is sent again */
  constructor(
    readonly text: string,
    readonly moment?: number,
    readonly replaces?: string,
  ) {
    super('note-add-request');
  }
}

/** Request: have a note say something else. */
export class NoteChangeRequestEvent extends RoomRequest {
  constructor(
    readonly note: string,
    readonly text: string,
  ) {
    super('note-change-request');
  }
}

/** Request: delete a note. The time to take that back has passed. */
export class NoteRemoveRequestEvent extends RoomRequest {
  constructor(readonly note: string) {
    super('note-remove-request');
  }
}

/** Request: give a mark, and what is said to it; with `null` take the mark back. */
export class ScoreRequestEvent extends RoomRequest {
  constructor(
    readonly criterion: string,
    readonly score: number | null,
    readonly comment?: string,
  ) {
    super('score-request');
  }
}

/** Request: show how the room was at a place in the log. */
export class MomentRequestEvent extends RoomRequest {
  constructor(readonly seq: number) {
    super('moment-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'note-add-request': NoteAddRequestEvent;
    'note-change-request': NoteChangeRequestEvent;
    'note-remove-request': NoteRemoveRequestEvent;
    'score-request': ScoreRequestEvent;
    'moment-request': MomentRequestEvent;
  }
}
