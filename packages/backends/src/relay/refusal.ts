import { JoinRefusedError } from '@interview-room/core';
import { WireError } from '../wire/index.js';

/** Why a pad cannot be joined, where trying again does not help. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof WireError)) return error;
  if (error.code === 'not-found' || error.code === 'gone')
    return new JoinRefusedError(
      'room-unknown',
      'There is no such pad. Check the link, or make a new pad.',
      false,
    );
  if (error.code === 'unauthorized') return new JoinRefusedError('token-invalid', error.message, false);
  if (error.code === 'forbidden') return new JoinRefusedError('not-allowed', error.message, false);
  return error;
}
