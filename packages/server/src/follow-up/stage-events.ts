import type { StageChange } from '@interview-room/core/replay';
import type { Happening } from '../hooks/webhooks.js';

/** What is told of a change of stage: who made it, and when. Notes and texts stay in the room. */
export function happeningOf(
  room: string,
  index: number,
  changes: readonly StageChange[],
): Happening | undefined {
  const change = changes[index];
  if (!change || change.stage === 'waiting') return;
  const { stage: event, at, by } = change;
  const reopened = event === 'started' && changes[index - 1]?.stage === 'submitted';
  return { event, room, at, data: { by, ...(reopened && { reopened }) } };
}
