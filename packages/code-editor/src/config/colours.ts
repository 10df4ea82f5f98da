import { syntaxTree } from '@codemirror/language';
import { Prec, StateEffect, type Extension, type Range } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import { highlightTree } from '@lezer/highlight';
import { afterKeys, isSame } from './after-keys.js';
import { highlighter } from './highlight.js';
import { near } from './near.js';

/** Longer changes are no keys: after them all is coloured at once. */
const SHORT = 1000;

const recoloured = StateEffect.define<DecorationSet>();
const marks = new Map<string, Decoration>();

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function markOf(classes: string): Decoration {
  const mark = marks.get(classes) ?? Decoration.mark({ class: classes });
  marks.set(classes, mark);
  return mark;
}

function coloursOf({ state }: EditorView, { from, to }: Stretch): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  const put = (start: number, end: number, classes: string) =>
    void found.push(markOf(classes).range(start, end));
  highlightTree(near(syntaxTree(state), from, to), highlighter, put, from, to);
  return found;
}

/**
 * Colours what is in view. CodeMirror's own does all of it anew at each key, which is a tenth of what a key costs; here a key
 * colours the lines that it changed, and the others are looked at a moment later: what opens a string colours those below.
 */
class Colours implements PluginValue {
  decorations: DecorationSet;
  private tree;
  private end: number;

  constructor(view: EditorView) {
    this.tree = syntaxTree(view.state);
    this.end = view.viewport.to;
    this.decorations = this.all(view);
  }

  update(update: ViewUpdate): void {
    const { view, changes, transactions } = update;
    const tree = syntaxTree(update.state);
    const end = changes.mapPos(this.end, 1);
    const told = transactions.flatMap(({ effects }) => effects).find((effect) => effect.is(recoloured));
    if (tree.length < view.viewport.to && tree.type === this.tree.type && end >= view.viewport.to) {
      // The rest of the tree is still to come.
      this.decorations = this.decorations.map(changes);
      this.end = end;
      return;
    }
    if (update.viewportMoved) this.decorations = this.all(view);
    else if (told) this.decorations = told.value as DecorationSet;
    else if (tree !== this.tree) this.decorations = this.afterKey(update) ?? this.all(view);
    this.tree = tree;
    this.end = view.viewport.to;
  }

  /** All of it, if that is not what is shown. */
  again(view: EditorView): StateEffect<unknown> | undefined {
    const all = this.all(view);
    return isSame(all, this.decorations) ? undefined : recoloured.of(all);
  }

  private all(view: EditorView): DecorationSet {
    return Decoration.set(view.visibleRanges.flatMap((range) => coloursOf(view, range)));
  }

  /** With the lines of a short change coloured anew; nothing where there is no such change. */
  private afterKey({ view, changes, docChanged }: ViewUpdate): DecorationSet | undefined {
    if (!docChanged) return undefined;
    const { doc } = view.state;
    const { viewport } = view;
    let [first, last] = [Infinity, -Infinity];
    changes.iterChangedRanges((_fromA, _toA, from, to) => {
      [first, last] = [Math.min(first, from), Math.max(last, to)];
    });
    if (first > last || last - first > SHORT || first < viewport.from || last > viewport.to) return undefined;
    const [from, to] = [doc.lineAt(first).from, doc.lineAt(last).to];
    if (to - from > 2 * SHORT) return undefined;
    return patched(this.decorations.map(changes), { from, to }, coloursOf(view, { from, to }));
  }
}

/** The same with other colours in one stretch; what goes over its edges stays beside it. */
function patched(set: DecorationSet, { from, to }: Stretch, add: Range<Decoration>[]): DecorationSet {
  const before: Range<Decoration>[] = [];
  const after: Range<Decoration>[] = [];
  set.between(from, to, (start, end, mark) => {
    if (start < from && end > from) before.push(mark.range(start, from));
    if (end > to && start < to) after.push(mark.range(to, end));
  });
  return set.update({
    filterFrom: from,
    filterTo: to,
    filter: (start, end) => end <= from || start >= to,
    add: [...before, ...add, ...after],
  });
}

const colours = ViewPlugin.fromClass(Colours, { decorations: (plugin) => plugin.decorations });

/** The colours of a program, as `highlighter` names them. */
export const highlighting: Extension = [
  Prec.high(colours),
  afterKeys.of((view) => view.plugin(colours)?.again(view)),
];
