import {
  EditorSelection,
  StateEffect,
  StateField,
  Transaction,
  type ChangeDesc,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import {
  EditorView,
  layer,
  RectangleMarker,
  ViewPlugin,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import type { Text } from 'yjs';
import { CaretMarker } from './caret-marker.js';
import { cursorTheme } from './cursor-theme.js';
import { hueIndex, pattern } from './hues.js';
import { toAbsolute, type Span } from './positions.js';

/** How long a cursor bears its name after it moved. */
const NAMED = 2_000;
/** How near the pointer has to be for the name, in pixels. */
const NEAR = 6;
/** Room that is kept above and below a cursor which is followed. */
const MARGIN = 48;

/** Someone's cursor in the file that is shown. */
export interface Cursor {
  readonly key: string;
  readonly name: string;
  readonly color: number;
  readonly anchor: string;
  readonly head: string;
  /** Counts up with each move. */
  readonly moves: number;
  /** It is kept in view, and always bears its name. */
  readonly followed: boolean;
  /** It is not drawn. */
  readonly muted: boolean;
}

/** Whose cursors there are. */
export interface CursorSource {
  cursors(): readonly Cursor[];
  subscribe(listener: () => void): () => void;
}

/** A cursor and where it is, which follows the edits until its owner tells anew. */
interface Placed {
  readonly cursor: Cursor;
  readonly span: Span;
  readonly named: boolean;
}

const setPlaced = StateEffect.define<readonly Placed[]>();

const placedField = StateField.define<readonly Placed[]>({
  create: () => [],
  update(placed, { changes, docChanged, effects }) {
    const moved = docChanged ? placed.map((each) => ({ ...each, span: mapped(each.span, changes) })) : placed;
    return effects.reduce((now, effect) => (effect.is(setPlaced) ? effect.value : now), moved);
  },
});

function mapped({ anchor, head }: Span, changes: ChangeDesc): Span {
  return {
    anchor: changes.mapPos(anchor, anchor < head ? 1 : -1),
    head: changes.mapPos(head, head < anchor ? 1 : -1),
  };
}

/** Where the cursors of others are, as far as they are drawn. */
export const cursorsIn = (state: EditorState): readonly (Span & { key: string; named: boolean })[] =>
  (state.field(placedField, false) ?? [])
    .filter(({ cursor }) => !cursor.muted)
    .map(({ cursor: { key }, span, named }) => ({ ...span, key, named }));

/** Looks where the cursors are, once a frame at most, and tells the editor. */
class Watch implements PluginValue {
  private readonly stop: () => void;
  private readonly movedAt = new Map<string, { moves: number; at: number }>();
  private frame = 0;
  private fading?: ReturnType<typeof setTimeout>;
  private hovered = '';
  private lost = false;

  constructor(
    private readonly view: EditorView,
    private readonly text: Text,
    private readonly source: CursorSource,
  ) {
    this.stop = source.subscribe(() => this.later());
    this.later();
  }

  /** Characters that a cursor stands at may have come only now. */
  update({ docChanged, transactions }: ViewUpdate): void {
    const told = docChanged && transactions.some((made) => made.annotation(Transaction.remote));
    if (told && this.lost) this.later();
  }

  hover(event: MouseEvent): void {
    const carets = [...this.view.scrollDOM.querySelectorAll<HTMLElement>('.ir-caret')];
    const near = carets.find((caret) => isNear(caret.getBoundingClientRect(), event));
    const key = near?.dataset['key'] ?? '';
    if (key !== this.hovered) this.later();
    this.hovered = key;
  }

  destroy(): void {
    this.stop();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.fading);
  }

  private later(): void {
    this.frame ||= requestAnimationFrame(() => this.place());
  }

  private place(): void {
    this.frame = 0;
    this.lost = false;
    const before = new Map(this.view.state.field(placedField).map((each) => [each.cursor.key, each]));
    const cursors = this.source.cursors();
    const placed = cursors.flatMap((cursor) => this.find(cursor, before.get(cursor.key)) ?? []);
    const followed = placed.find(({ cursor }) => cursor.followed);
    const effects: StateEffect<unknown>[] = [setPlaced.of(placed)];
    if (followed && hasMoved(followed, before.get(followed.cursor.key))) {
      effects.push(EditorView.scrollIntoView(followed.span.head, { yMargin: MARGIN }));
    }
    for (const key of this.movedAt.keys())
      if (!cursors.some((each) => each.key === key)) this.movedAt.delete(key);
    if (placed.length > 0 || before.size > 0) this.view.dispatch({ effects });
  }

  private find(cursor: Cursor, before: Placed | undefined): Placed | undefined {
    const named = this.isNamed(cursor);
    const same = before?.cursor.anchor === cursor.anchor && before.cursor.head === cursor.head;
    const span = same ? before.span : toAbsolute(this.text, cursor.anchor, cursor.head);
    if (span) return { cursor, span: within(span, this.view.state.doc.length), named };
    this.lost = true;
    // Where it was, under what it said then: so that it is looked for again.
    return before && { ...before, named };
  }

  private isNamed({ key, moves, followed }: Cursor): boolean {
    const now = performance.now();
    const known = this.movedAt.get(key);
    const at = known?.moves === moves ? known.at : now;
    this.movedAt.set(key, { moves, at });
    if (now - at < NAMED) this.fadeLater();
    return followed || key === this.hovered || now - at < NAMED;
  }

  private fadeLater(): void {
    this.fading ??= setTimeout(() => {
      delete this.fading;
      this.later();
    }, NAMED);
  }
}

const hasMoved = ({ cursor, span }: Placed, before: Placed | undefined): boolean =>
  !before?.cursor.followed || before.cursor.moves !== cursor.moves || before.span.head !== span.head;

const within = ({ anchor, head }: Span, length: number): Span => ({
  anchor: Math.min(anchor, length),
  head: Math.min(head, length),
});

const isNear = ({ left, right, top, bottom }: DOMRect, { clientX, clientY }: MouseEvent): boolean =>
  clientX > left - NEAR && clientX < right + NEAR && clientY > top && clientY < bottom;

const hasChanged = ({ docChanged, viewportChanged, state, startState }: ViewUpdate): boolean =>
  docChanged || viewportChanged || state.field(placedField) !== startState.field(placedField);

/** Classes rather than styles on each mark: the hue, and how a line of theirs is drawn. */
const look = ({ color }: Cursor): string => `ir-hue-${hueIndex(color)} ir-line-${pattern(color).line}`;

const drawn = (view: EditorView): readonly Placed[] => {
  const { from, to } = view.viewport;
  const touches = ({ span: { anchor, head } }: Placed) =>
    Math.min(anchor, head) <= to && Math.max(anchor, head) >= from;
  return view.state.field(placedField).filter((each) => !each.cursor.muted && touches(each));
};

const selections = layer({
  above: false,
  class: 'ir-selections',
  update: hasChanged,
  markers: (view) =>
    drawn(view).flatMap(({ cursor, span: { anchor, head } }) =>
      anchor === head
        ? []
        : RectangleMarker.forRange(view, `ir-selection ${look(cursor)}`, EditorSelection.range(anchor, head)),
    ),
});

const carets = layer({
  above: true,
  class: 'ir-carets',
  update: hasChanged,
  markers: (view) =>
    drawn(view).flatMap(({ cursor, span: { head }, named }) =>
      CaretMarker.at(view, head, { ...cursor, named, look: look(cursor) }),
    ),
});

/** Shows the cursors and selections of others in the text that the editor is bound to. */
export function showCursors(text: Text, source: CursorSource): Extension {
  const watch = ViewPlugin.define((view) => new Watch(view, text, source), {
    eventObservers: {
      mousemove(event) {
        this.hover(event);
      },
    },
  });
  return [placedField, watch, selections, carets, cursorTheme];
}
