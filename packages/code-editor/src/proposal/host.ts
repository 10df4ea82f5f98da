import { Facet } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Hunk } from './hunks.js';
import type { ProposalDecision, ProposalSettlement } from './proposal.js';

/** What a proposal is called in the person's language. */
export interface ProposalWords {
  readonly dir: 'ltr' | 'rtl';
  proposes(author: string, count: number): string;
  writing(author: string): string;
  stuck(count: number): string;
  lines(from: number, to: number): string;
  change(index: number, total: number, author: string, lines: string): string;
  accepted(left: number): string;
  rejected(left: number): string;
  acceptAt(lines: string): string;
  rejectAt(lines: string): string;
  dismissAt(lines: string): string;
  readonly region: string;
  readonly conflict: string;
  readonly accept: string;
  readonly reject: string;
  readonly dismiss: string;
  readonly acceptAll: string;
  readonly rejectAll: string;
  readonly previous: string;
  readonly next: string;
}

/** The element around a proposal: its words, and whom it tells. */
export interface ProposalHost {
  readonly words: ProposalWords;
  decided(decision: ProposalDecision): void;
  settled(settlement: ProposalSettlement): void;
}

/** What is drawn of a proposal needs the element around it, and a way to decide. */
export interface ProposalDesk extends ProposalHost {
  decide(view: EditorView, hunk: Hunk, accepted: boolean): void;
  /** How high things were when they were last drawn, in pixels. */
  readonly heights: { line: number; foot: number };
}

export const proposalDesk = Facet.define<ProposalDesk, ProposalDesk | undefined>({
  combine: (desks) => desks[0],
});
