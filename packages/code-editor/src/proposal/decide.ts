import { isolateHistory } from '@codemirror/commands';
import type { ChangeSet, EditorState, StateEffect, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { setDecided, shownIn } from './field.js';
import { proposalDesk } from './host.js';
import type { Hunk } from './hunks.js';
import { changeOf, type PlacedHunk } from './place.js';
import { proposalUserEvent, type ProposalDecision } from './proposal.js';
import { settlement, undecided, type Shown } from './shown.js';

/** The proposal, if this person may decide upon it now. */
export function decidable(state: EditorState): Shown | undefined {
  const shown = shownIn(state);
  return shown && !shown.growth && !state.readOnly && undecided(shown).length > 0 ? shown : undefined;
}

/** Accepts or rejects one hunk; tells whether it could. */
export function decideOn(view: EditorView, hunk: Hunk, accepted: boolean): boolean {
  const placed = decidable(view.state)?.placed.find((each) => each.hunk === hunk);
  return placed !== undefined && settle(view, [placed], accepted);
}

/** Accepts all that can be accepted, as one step to undo, or rejects all; tells whether there was something. */
export function decideOnAll(view: EditorView, accepted: boolean): boolean {
  const shown = decidable(view.state);
  return shown !== undefined && settle(view, undecided(shown), accepted);
}

function settle(view: EditorView, hunks: readonly PlacedHunk[], accepted: boolean): boolean {
  const taken = accepted ? hunks.filter(({ status }) => status === 'open') : hunks;
  const id = shownIn(view.state)?.proposal.id;
  if (taken.length === 0 || id === undefined) return false;
  const at = focusedHunk(view);
  const changes = accepted ? writing(view.state, taken) : undefined;
  const made = changes?.changes ?? view.state.changes([]);
  view.dispatch({
    ...changes,
    effects: setDecided.of({ hunks: taken.map(({ hunk }) => hunk), accepted }),
  });
  announce(view, accepted);
  for (const placed of taken) tell(view, { id, accepted, ...extent(placed, made) });
  tellEnd(view);
  if (at !== undefined) focusHunk(view, at);
  return true;
}

/** What was accepted is a step of its own, and known as the author's. */
function writing(state: EditorState, hunks: readonly PlacedHunk[]): TransactionSpec & { changes: ChangeSet } {
  return {
    changes: state.changes(hunks.map((each) => changeOf(each, state.doc))),
    annotations: isolateHistory.of('full'),
    userEvent: proposalUserEvent,
  };
}

const extent = ({ from, to }: PlacedHunk, made: ChangeSet): { from: number; to: number } => ({
  from: made.mapPos(from, -1),
  to: made.mapPos(to, 1),
});

function tell(view: EditorView, decision: ProposalDecision): void {
  view.state.facet(proposalDesk)?.decided(decision);
}

function tellEnd({ state }: EditorView): void {
  const shown = shownIn(state);
  const end = shown && settlement(shown);
  if (end) state.facet(proposalDesk)?.settled(end);
}

function announce(view: EditorView, accepted: boolean): void {
  const words = view.state.facet(proposalDesk)?.words;
  const shown = shownIn(view.state);
  if (!words || !shown) return;
  const left = undecided(shown).length;
  say(view, accepted ? words.accepted(left) : words.rejected(left));
}

/** Has a sentence read out. */
export function say(view: EditorView, sentence: string): void {
  view.dispatch({ effects: EditorView.announce.of(sentence) as StateEffect<unknown> });
}

/** Which hunk's buttons have the focus: they go with it. */
function focusedHunk(view: EditorView): number | undefined {
  const { activeElement } = view.root;
  const box = activeElement?.closest<HTMLElement>('.cm-proposal');
  return box && view.dom.contains(box) ? Number(box.dataset['index']) : undefined;
}

/** The focus goes to the hunk that has come to this place, or back into the text. */
function focusHunk(view: EditorView, index: number): void {
  const all = view.contentDOM.querySelectorAll<HTMLElement>('.cm-proposal');
  const next = [...all].find((each) => each.dataset['index'] === String(index)) ?? all[0];
  const button = next?.querySelector('button');
  if (button) button.focus();
  else view.focus();
}
