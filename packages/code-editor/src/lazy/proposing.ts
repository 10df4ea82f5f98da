import type { ProposalKit } from '../proposal/proposal-kit.js';
import { Shelf } from './shelf.js';

/** The showing of proposals, fetched when there is one to show. */
export const proposing = new Shelf<'proposal', ProposalKit>({
  proposal: async () => (await import('../proposal/proposal-kit.js')).proposalKit,
});
