import type { Room } from '@interview-room/core';
import type { ToolProposals } from './ports.js';

/** Proposals as entries of a room. One that takes the place of another settles it. */
export const roomProposals = (room: Pick<Room, 'state' | 'append'>): ToolProposals => ({
  list: () => room.state.proposals,
  async propose({ replaces, ...edit }) {
    await room.append('edit.proposed', edit);
    for (const proposal of replaces) await room.append('edit.resolved', { proposal, outcome: 'stale' });
  },
});
