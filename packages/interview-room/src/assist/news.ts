import type { Room } from '@interview-room/core';

/** How many things of the assistant's wait for this person: help that is offered, advice, and what is to be answered by hand. */
export function newsOf({ role, state }: Room, offered: boolean): number {
  if (role !== 'interviewer') return offered ? 1 : 0;
  const { advice, assist } = state;
  const advised = advice.some(({ taken }) => taken === undefined) ? 1 : 0;
  const byHand = assist.session === 'paused' ? assist.turns.filter(({ steps }) => steps.length === 0) : [];
  return advised + byHand.length;
}
