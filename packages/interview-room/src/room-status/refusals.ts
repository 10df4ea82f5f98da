import type { RemoteConnection } from '@interview-room/core';

type Reason = NonNullable<RemoteConnection['refusal']>['reason'];

/** What happened and what to do about it, for each reason of a refusal. */
export const REFUSALS = {
  'token-missing': 'refusedTokenMissing',
  'token-invalid': 'refusedTokenInvalid',
  'token-expired': 'refusedTokenExpired',
  'token-foreign': 'refusedTokenForeign',
  'protocol': 'refusedProtocol',
  'room-unknown': 'refusedRoomUnknown',
  'room-ended': 'refusedRoomEnded',
  'not-allowed': 'refusedNotAllowed',
  'malformed': 'refusedMalformed',
  'too-large': 'refusedTooLarge',
  'rate': 'refusedRate',
  'unavailable': 'refusedUnavailable',
} as const satisfies Record<Reason, string>;
