import type { ProposalDecision, ProposalOutcome, ProposalSettlement } from './proposal/proposal.js';

/** A place in the text: `anchor` is where the selection began, `head` where its cursor is; offsets in UTF-16 units. */
export interface TextSelection {
  anchor: number;
  head: number;
}

/** `selection-change`: the main selection of a `<code-editor>` is now elsewhere. */
export class SelectionChangeEvent extends Event {
  constructor(readonly selection: TextSelection) {
    super('selection-change', { bubbles: true, composed: true });
  }
}

/** `save-request`: the person pressed Ctrl+S or ⌘S in a `<code-editor>`. The browser's own dialog is never shown. */
export class SaveRequestEvent extends Event {
  constructor(readonly value: string) {
    super('save-request', { bubbles: true, composed: true });
  }
}

/** `proposal-hunk`: a person accepted or rejected one change of the proposal in a `<code-editor>`. */
export class ProposalHunkEvent extends Event {
  readonly id: string;
  readonly accepted: boolean;
  /** Where its lines are in the text now. */
  readonly from: number;
  readonly to: number;

  constructor(
    { id, accepted, from, to }: ProposalDecision,
    /** The file that it is about. */
    readonly path: string,
  ) {
    super('proposal-hunk', { bubbles: true, composed: true });
    this.id = id;
    this.accepted = accepted;
    this.from = from;
    this.to = to;
  }
}

/** `proposal-settled`: each change of the proposal in a `<code-editor>` was accepted or rejected. */
export class ProposalSettledEvent extends Event {
  readonly id: string;
  readonly outcome: ProposalOutcome;
  /** How many of its changes are in the text. */
  readonly accepted: number;
  readonly rejected: number;

  constructor(
    { id, outcome, accepted, rejected }: ProposalSettlement,
    /** The file that it is about. */
    readonly path: string,
  ) {
    super('proposal-settled', { bubbles: true, composed: true });
    this.id = id;
    this.outcome = outcome;
    this.accepted = accepted;
    this.rejected = rejected;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'selection-change': SelectionChangeEvent;
    'save-request': SaveRequestEvent;
    'proposal-hunk': ProposalHunkEvent;
    'proposal-settled': ProposalSettledEvent;
  }
}
