import {
  codeFolding,
  foldable,
  foldEffect,
  foldState,
  language,
  syntaxTree,
  unfoldEffect,
} from '@codemirror/language';
import { RangeSet, StateEffect, type EditorState, type Extension, type Range } from '@codemirror/state';
import {
  gutter,
  GutterMarker,
  ViewPlugin,
  type BlockInfo,
  type EditorView,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import { afterKeys, isSame } from './after-keys.js';

type Marks = RangeSet<GutterMarker>;
type Lines = Pick<BlockInfo, 'from' | 'to'>;

const remarked = StateEffect.define<Marks>();

class Mark extends GutterMarker {
  constructor(private readonly open: boolean) {
    super();
  }

  override eq(other: Mark): boolean {
    return this.open === other.open;
  }

  override toDOM({ state }: EditorView): Node {
    const mark = document.createElement('span');
    mark.textContent = this.open ? '⌄' : '›';
    mark.title = state.phrase(this.open ? 'Fold line' : 'Unfold line');
    return mark;
  }
}

const [open, closed] = [new Mark(true), new Mark(false)];

/** The first fold that begins in a line. */
function foldIn(state: EditorState, { from, to }: Lines): Lines | undefined {
  let found: Lines | undefined;
  state.field(foldState, false)?.between(from, to, (start, end) => {
    if (!found || found.from > start) found = { from: start, to: end };
  });
  return found;
}

function marksIn({ state, viewportLineBlocks }: EditorView): Marks {
  const found: Range<GutterMarker>[] = [];
  for (const line of viewportLineBlocks) {
    if (foldIn(state, line)) found.push(closed.range(line.from));
    else if (foldable(state, line.from, line.to)) found.push(open.range(line.from));
  }
  return RangeSet.of(found);
}

/** Whether something other than what is in a line has changed: then the marks are seen to change too. */
const isMore = ({ view, startState, state, viewportMoved, docChanged }: ViewUpdate): boolean =>
  viewportMoved ||
  startState.doc.lines !== state.doc.lines ||
  startState.facet(language) !== state.facet(language) ||
  startState.field(foldState, false) !== state.field(foldState, false) ||
  (!docChanged && syntaxTree(startState) !== syntaxTree(view.state));

/**
 * Which lines can be folded, and which are. CodeMirror's own asks it of every line in view at each key; here that is done a
 * moment later.
 */
class FoldMarks implements PluginValue {
  constructor(
    view: EditorView,
    public marks = marksIn(view),
  ) {}

  update(update: ViewUpdate): void {
    const told = update.transactions.flatMap(({ effects }) => effects).find((effect) => effect.is(remarked));
    if (isMore(update)) this.marks = marksIn(update.view);
    else if (told) this.marks = told.value as Marks;
    else this.marks = this.marks.map(update.changes);
  }

  /** The marks, if they are not those that are shown. */
  again(view: EditorView): StateEffect<unknown> | undefined {
    const marks = marksIn(view);
    return isSame(marks, this.marks) ? undefined : remarked.of(marks);
  }
}

const plugin = ViewPlugin.define((view) => new FoldMarks(view));

function toggle(view: EditorView, line: BlockInfo): boolean {
  const folded = foldIn(view.state, line);
  const range = folded ?? foldable(view.state, line.from, line.to);
  if (!range) return false;
  view.dispatch({ effects: (folded ? unfoldEffect : foldEffect).of(range) });
  return true;
}

/** A gutter of marks to fold by. */
export const foldMarks: Extension = [
  plugin,
  gutter({
    class: 'cm-foldGutter',
    markers: (view) => view.plugin(plugin)?.marks ?? RangeSet.empty,
    initialSpacer: () => closed,
    domEventHandlers: { click: toggle },
  }),
  codeFolding(),
  afterKeys.of((view) => view.plugin(plugin)?.again(view)),
];
