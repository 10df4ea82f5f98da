import { language } from '@codemirror/language';
import type { EditorState, Range } from '@codemirror/state';
import { Decoration, type DecorationSet } from '@codemirror/view';
import { CaretWidget } from './draw/caret.js';
import { HunkWidget } from './draw/hunk-widget.js';
import { proposalDesk } from './host.js';
import { adds, type PlacedHunk } from './place.js';
import { undecided, type Shown } from './shown.js';

const old = Decoration.line({ class: 'cm-proposal-old' });
const taken = Decoration.line({ class: 'cm-proposal-old cm-proposal-taken' });
const changed = Decoration.line({ class: 'cm-proposal-changed' });
const gone = Decoration.mark({ tagName: 'del', class: 'cm-proposal-gone' });

function of(shown: Shown, state: EditorState): DecorationSet {
  const all = undecided(shown);
  const ranges = all.flatMap((each, index) => [...lines(each, state), block(shown, state, index)]);
  const caret = shown.growth && shown.growth.into === undefined ? [caretAt(shown)] : [];
  return Decoration.set([...ranges, ...caret], true);
}

/** How a proposal is drawn over a text: lines that go, and blocks of those that come. */
export const decorations = { of, none: Decoration.none };

function lines({ hunk, from, to, status }: PlacedHunk, { doc }: EditorState): Range<Decoration>[] {
  if (adds(hunk)) return [];
  const kind = status === 'conflict' ? changed : hunk.insert === undefined ? taken : old;
  const ranges: Range<Decoration>[] = [];
  for (let at = from; at <= to; at = doc.lineAt(at).to + 1) ranges.push(kind.range(at));
  const details = status === 'open' && hunk.insert !== undefined ? hunk.details?.gone : undefined;
  return [...ranges, ...(details ?? []).map((part) => gone.range(from + part.from, from + part.to))];
}

function block(shown: Shown, state: EditorState, index: number): Range<Decoration> {
  const all = undecided(shown);
  const placed = all[index] as PlacedHunk;
  const { hunk, from, to, behind } = placed;
  const above = adds(hunk) && !behind && placed.status !== 'conflict';
  const { author, hue } = shown.proposal;
  const last = index === all.length - 1;
  const widget = new HunkWidget({
    hunk,
    author,
    hue,
    index,
    total: all.length,
    status: placed.status,
    firstLine: state.doc.lineAt(from).number,
    lastLine: state.doc.lineAt(to).number,
    growing: shown.growth !== undefined,
    caret: last ? shown.growth?.into : undefined,
    readOnly: state.readOnly,
    language: state.facet(language) ?? undefined,
    desk: state.facet(proposalDesk),
  });
  return Decoration.widget({ widget, block: true, side: above ? -1 : 1 }).range(above ? from : to);
}

function caretAt({ proposal, growth, drift }: Shown): Range<Decoration> {
  const widget = new CaretWidget(proposal.author, proposal.hue);
  return Decoration.widget({ widget, side: 1 }).range(drift.mapPos(growth?.at ?? 0, 1));
}
