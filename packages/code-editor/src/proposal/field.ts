import { language } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Transaction } from '@codemirror/state';
import { EditorView, type DecorationSet } from '@codemirror/view';
import { decorations } from './decorations.js';
import { proposalDesk } from './host.js';
import type { Hunk } from './hunks.js';
import type { EditorProposal } from './proposal.js';
import { carry, decide, take, type Shown } from './shown.js';

/** Shows a proposal, more of it, or none. */
export const setProposal = StateEffect.define<EditorProposal | undefined>();
/** Takes hunks for decided. */
export const setDecided = StateEffect.define<{ hunks: readonly Hunk[]; accepted: boolean }>();

interface Sight {
  readonly shown: Shown;
  readonly drawn: DecorationSet;
}

const field = StateField.define<Sight | null>({
  create: () => null,
  update(sight, made) {
    const shown = next(sight?.shown ?? null, made);
    if (!shown) return null;
    return shown === sight?.shown && !isOtherwise(made) ? sight : { shown, drawn: draw(sight, shown, made) };
  },
  provide: (from) => EditorView.decorations.from(from, (sight) => sight?.drawn ?? decorations.none),
});

/** What is shown over the text, and all that it takes. */
export const proposalField = field;

/** The proposal over a text. */
export const shownIn = (state: EditorState): Shown | undefined => state.field(field, false)?.shown;

function next(shown: Shown | null, made: Transaction): Shown | null {
  let now = shown && made.docChanged ? carry(shown, made) : shown;
  for (const effect of made.effects) {
    if (effect.is(setProposal)) now = effect.value ? take(effect.value, made.newDoc, now) : null;
    if (effect.is(setDecided) && now) now = decide(now, effect.value.hunks, effect.value.accepted);
  }
  return now;
}

/** What was drawn moves along with the text, as long as it says the same. */
function draw(sight: Sight | null, shown: Shown, made: Transaction): DecorationSet {
  const moved = sight && made.effects.length === 0 && !isOtherwise(made) && saysTheSame(sight.shown, shown);
  const sameLines = made.startState.doc.lines === made.newDoc.lines;
  return moved && sameLines ? sight.drawn.map(made.changes) : decorations.of(shown, made.state);
}

const saysTheSame = (one: Shown, other: Shown): boolean =>
  one.placed.length === other.placed.length &&
  one.placed.every(({ status }, index) => status === other.placed[index]?.status);

/** Whether the words are others now, or the colours, or who may decide. */
const isOtherwise = ({ startState, state, reconfigured }: Transaction): boolean =>
  reconfigured &&
  (startState.facet(proposalDesk) !== state.facet(proposalDesk) ||
    startState.facet(language) !== state.facet(language) ||
    startState.readOnly !== state.readOnly);
