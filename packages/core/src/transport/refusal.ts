import { closeCodes, type RefusalReason, type RefusedFrame } from '../protocol/frames.js';
import type { Closed } from './link.js';

/** Why a backend does not let one in. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
  /** Whether the same may be taken later. */
  readonly retry: boolean;
}

/** These are no answer to who one is: they pass, and are waited for like a backend that is not reached. */
const passing: ReadonlySet<RefusalReason> = new Set(['unavailable', 'rate']);
export const passes = ({ reason }: Refusal): boolean => passing.has(reason);

/** Whether another token may change it. */
export const isOfToken = ({ reason }: Refusal): boolean => reason.startsWith('token-');

export const fromFrame = ({ reason, message, retry }: RefusedFrame): Refusal => ({ reason, message, retry });

/** What the end of a link says, where no frame said it before: undefined where it just broke. */
export function fromClose({ code, reason: message }: Closed): Refusal | undefined {
  const reason = reasons.find((each) => closeCodes[each] === code);
  return reason && { reason, message: message || `The backend closed with ${code}.`, retry: false };
}
/** The first of those that share a code stands for them. */
const reasons: readonly RefusalReason[] = [
  'malformed',
  'token-invalid',
  'not-allowed',
  'room-unknown',
  'room-ended',
  'too-large',
  'rate',
  'unavailable',
];
