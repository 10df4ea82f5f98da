import type { Extension, TransactionSpec } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { decidable, decideOn, decideOnAll, say } from './decide.js';
import { bar } from './draw/bar.js';
import { theme } from './draw/theme.js';
import { proposalField, setProposal, shownIn } from './field.js';
import { proposalDesk, type ProposalHost } from './host.js';
import { acceptKey, nextKey, rejectKey, type EditorProposal } from './proposal.js';
import { undecided } from './shown.js';
import { goToHunk, hunkAtCursor } from './walk.js';

const atCursor = (accepted: boolean) => (view: EditorView) => {
  const at = hunkAtCursor(view.state);
  return at !== undefined && decideOn(view, at.hunk, accepted);
};

const keys = keymap.of([
  { key: acceptKey, run: atCursor(true) },
  { key: rejectKey, run: atCursor(false) },
  { key: nextKey, run: (view) => goToHunk(view, 1), shift: (view) => goToHunk(view, -1) },
]);

/** The showing of proposals, and how one is set and decided. */
export const proposalKit = {
  extension: (host: ProposalHost): Extension => [
    proposalDesk.of({ ...host, decide: decideOn, heights: { line: 22, foot: 38 } }),
    proposalField,
    bar,
    keys,
    theme,
  ],
  set: (proposal: EditorProposal | undefined): TransactionSpec => ({ effects: setProposal.of(proposal) }),
  decide: decideOnAll,
  /** Says once what there is to decide. */
  announce(view: EditorView): void {
    const shown = decidable(view.state) && shownIn(view.state);
    const words = view.state.facet(proposalDesk)?.words;
    if (shown && words) say(view, words.proposes(shown.proposal.author, undecided(shown).length));
  },
};

export type ProposalKit = typeof proposalKit;
