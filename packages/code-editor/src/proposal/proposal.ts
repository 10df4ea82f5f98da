/** A change of a file that someone proposes. It is shown over the text, which stays as it is until it is accepted. */
export interface EditorProposal {
  /** One proposal has one id for as long as it grows. */
  readonly id: string;
  /** The file it is about. It is shown while that is the editor's `path`. */
  readonly path: string;
  /** The file as it was when the proposal began. */
  readonly before: string;
  /** The file as it would be, as far as that is written. */
  readonly after: string;
  /** Who proposes it, by name. */
  readonly author: string;
  /** Their hue among the people of a room, counted from 0 (`--ir-person-1` and on). Default: the accent. */
  readonly hue?: number;
  /** Whether it is still being written. Only what is whole can be accepted. */
  readonly streaming?: boolean;
}

/** What came of a proposal: `stale` where nothing could be accepted, since its lines were changed meanwhile. */
export type ProposalOutcome = 'accepted' | 'rejected' | 'partly' | 'stale';

/** The user event of transactions that write what was accepted, so that a binding can tell whose text it is. */
export const proposalUserEvent = 'input.proposal';

/** Accepts the change at the cursor. */
export const acceptKey = 'Mod-Alt-Enter';
/** Rejects the change at the cursor. */
export const rejectKey = 'Mod-Alt-Backspace';
/** Goes to the next change; with Shift to the one before. */
export const nextKey = 'F7';

/** What became of one change of a proposal; `from` and `to` are where its lines are in the text now. */
export interface ProposalDecision {
  readonly id: string;
  readonly accepted: boolean;
  readonly from: number;
  readonly to: number;
}

/** How a proposal ended. */
export interface ProposalSettlement {
  readonly id: string;
  readonly outcome: ProposalOutcome;
  /** How many of its changes are in the text. */
  readonly accepted: number;
  readonly rejected: number;
}
