import { ChangeSet, Text, type ChangeDesc, type Transaction } from '@codemirror/state';
import { normalLines } from '../document/diff.js';
import { compare } from './compare.js';
import { grow, type Growth } from './growing.js';
import { hunksBetween, type Hunk } from './hunks.js';
import { place, type PlacedHunk } from './place.js';
import type { EditorProposal, ProposalSettlement } from './proposal.js';

/** A proposal over a text: what is left of it to decide, where that is now, and what was decided. */
export interface Shown {
  readonly proposal: EditorProposal;
  /** The text that the proposal is about, and what became of that since. */
  readonly before: Text;
  readonly drift: ChangeDesc;
  readonly placed: readonly PlacedHunk[];
  /** As long as it is being written. */
  readonly growth?: Growth | undefined;
  readonly accepted: number;
  readonly rejected: number;
  /** How many of the rejected could not have been accepted. */
  readonly stale: number;
}

const none = { accepted: 0, rejected: 0, stale: 0 };

/** Takes a proposal, or more of the one that is shown. */
export function take(proposal: EditorProposal, doc: Text, known?: Shown | null): Shown {
  const { id, before: old, after, streaming = false } = proposal;
  const same = known?.proposal.before === old ? known : undefined;
  const grown = same?.proposal.id === id ? same : undefined;
  if (grown && grown.proposal.after === after && (grown.growth !== undefined) === streaming)
    return { ...grown, proposal };
  const before = same?.before ?? textOf(old);
  const drift = same?.drift ?? driftBetween(before, doc);
  const growth = streaming ? grow(before, normalLines(after), grown?.growth, normalLines(old)) : undefined;
  const hunks = growth?.hunks ?? hunksBetween(before, textOf(after));
  const placed = hunks.map((hunk) => place(hunk, before, drift, doc));
  return { proposal, before, drift, growth, placed, ...none };
}

/** Carries a proposal along as the text changes. */
export function carry(shown: Shown, { changes, newDoc }: Transaction): Shown {
  const drift = shown.drift.composeDesc(changes.desc);
  const placed = shown.placed.map((each) => {
    const touched = changes.touchesRange(each.from, each.to) !== false || each.behind;
    if (touched) return place(each.hunk, shown.before, drift, newDoc);
    return { ...each, from: changes.mapPos(each.from), to: changes.mapPos(each.to) };
  });
  const stuck = placed.some(({ status }) => status === 'conflict') && isDone(shown, newDoc);
  return { ...shown, drift, placed: stuck ? placed.map((each) => ({ ...each, status: 'there' })) : placed };
}

/** Whether the text is what was proposed: it may have been set to that as a whole. */
const isDone = ({ proposal: { after } }: Shown, doc: Text): boolean =>
  doc.length === after.length && doc.toString() === after;

/** What is left once these hunks are decided. */
export function decide(shown: Shown, hunks: readonly Hunk[], accepted: boolean): Shown {
  const gone = shown.placed.filter(({ hunk }) => hunks.includes(hunk));
  const stale = gone.filter(({ status }) => status === 'conflict').length;
  return {
    ...shown,
    placed: shown.placed.filter((each) => !gone.includes(each)),
    accepted: shown.accepted + (accepted ? gone.length : 0),
    rejected: shown.rejected + (accepted ? 0 : gone.length),
    stale: shown.stale + (accepted ? 0 : stale),
  };
}

/** The hunks that a person has to decide upon, in order. */
export const undecided = (shown: Shown): readonly PlacedHunk[] =>
  shown.placed.filter(({ status }) => status !== 'there');

/** How it ended, once nothing is left to decide. */
export function settlement(shown: Shown): ProposalSettlement | undefined {
  if (undecided(shown).length > 0) return undefined;
  const { proposal, rejected, stale } = shown;
  const accepted = shown.accepted + shown.placed.length;
  const refused = stale === rejected && accepted === 0 ? 'stale' : accepted > 0 ? 'partly' : 'rejected';
  return { id: proposal.id, outcome: rejected === 0 ? 'accepted' : refused, accepted, rejected };
}

const textOf = (text: string): Text => Text.of(normalLines(text).split('\n'));

/** What became of a text that nobody watched. */
function driftBetween(before: Text, doc: Text): ChangeDesc {
  if (before.eq(doc)) return ChangeSet.empty(before.length).desc;
  const found = compare(before.toString(), doc.toString(), 'exact');
  const changes = found.map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: doc.slice(fromB, toB),
  }));
  return ChangeSet.of(changes, before.length).desc;
}
