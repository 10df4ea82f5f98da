import type { RemoteConnection } from '@interview-room/core';
import type { Localize } from '@interview-room/ui';
import type { Words } from '../locales/room/en.js';

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

/** Which entry of the room's log is damaged: the server names it where it cannot do anything for that. */
export const damagedAt = (refusal: RemoteConnection['refusal']): string | undefined =>
  refusal?.reason === 'unavailable'
    ? /\bdamaged at entry (\d{1,15})\b/.exec(refusal.message)?.[1]
    : undefined;

/** A reason that this version does not know is told in the backend's own words. */
export function refusalOf(words: Localize<Words>, refusal: RemoteConnection['refusal']): string {
  if (!refusal) return words.term('refusedUnavailable');
  const entry = damagedAt(refusal);
  if (entry) return words.term('refusedDamaged', entry);
  const known: Readonly<Record<string, (typeof REFUSALS)[Reason]>> = REFUSALS;
  const word = Object.hasOwn(known, refusal.reason) ? known[refusal.reason] : undefined;
  return word ? words.term(word) : refusal.message;
}
