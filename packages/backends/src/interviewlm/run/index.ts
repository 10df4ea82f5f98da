import type { ExecutionOffer } from '@interview-room/core';
import type { Session } from '../session.js';

/** What the backend runs. */
export function createExecution(_: Session): ExecutionOffer {
  return {};
}
