import type { RefusalReason } from './protocol/frames.js';

/** An entry that was not added, and why. */
export class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';
  constructor(
    readonly kind: string,
    /** Why, in words. */
    readonly reason: string,
    /** Why, for a program; absent where the backend was not asked. */
    readonly code?: RefusalReason,
  ) {
    super(`"${kind}" was refused: ${reason.replace(/\.$/, '')}.`);
  }
}

/** A room that could not be joined, where nothing of it is kept from before that could be shown. */
export class JoinRefusedError extends Error {
  override readonly name = 'JoinRefusedError';
  constructor(
    /** `unavailable`: the backend was not reached. All others are its answer. */
    readonly reason: RefusalReason,
    message: string,
    /** Whether the same may work later. */
    readonly retry: boolean,
  ) {
    super(message);
  }
}
