import type { RefusalReason, RefusedFrame } from '@interview-room/core/protocol';

/** Something is not taken, and why: in a word for programs and in a sentence for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly reason: RefusalReason,
    message: string,
    /** Whether the same may be taken later. */
    readonly retry = false,
  ) {
    super(message);
  }

  /** As a frame: of these entries, or of everything. */
  frame(ids?: string[]): RefusedFrame {
    const { reason, message, retry } = this;
    return { type: 'refused', reason, message, retry, ...(ids && { ids }) };
  }
}

/** What someone is told of an error that is not theirs. */
export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('unavailable', messageOf(error), !isCorrupt(error));

const isCorrupt = (error: unknown) => error instanceof Error && error.name === 'LogCorruptError';

/** Where a log is damaged is said; what else went wrong behind the scenes is nobody's business. */
const messageOf = (error: unknown) =>
  isCorrupt(error) ? (error as Error).message : 'The backend cannot do this now. Try again in a moment.';
