/** What can go wrong with a room. The name is the `code` of `room-error` and is spelled once and for ever. */
export type ProblemCode =
  | 'question-not-found'
  | 'question-unreachable'
  | 'question-offline'
  | 'question-server-error'
  | 'question-is-html'
  | 'question-not-json'
  | 'question-invalid'
  | 'editor-unavailable'
  | 'language-unknown'
  | 'storage-refused'
  | 'runtime-not-found'
  | 'room-refused'
  | 'entry-refused';

/** One remark about a place in a question file. */
export interface Remark {
  /** Where, as one would write it in JavaScript: `languages.python.entry`. Empty for the whole file. */
  path: string;
  message: string;
}

/** Something that went wrong, for the person and for the page's author. */
export interface RoomProblem {
  code: ProblemCode;
  /** In English, for a log. What the person reads is worded by the element in their language. */
  message: string;
  /** What the message leaves out: the address, the status, what the browser said. */
  detail?: unknown;
  /** What a person typed that was not taken, so that they can have it back. */
  typed?: string;
  /** The mistakes of a question file. */
  remarks?: readonly Remark[];
  /** The status that a server answered with. */
  status?: number;
}

/** Thrown inside the room, and told outside as `room-error`. */
export class ProblemError extends Error {
  constructor(readonly problem: RoomProblem) {
    super(problem.message);
    this.name = 'ProblemError';
  }
}
