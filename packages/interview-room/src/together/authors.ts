import { RangeSetBuilder, StateEffect, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import { ASSISTANT, sourceOf, type Authors } from '@interview-room/core';
import type { Text } from 'yjs';
import { cursorTheme } from './cursor-theme.js';
import { hueIndex, pattern } from './hues.js';

/** How long after an edit it is looked again who wrote what. Meanwhile the tints move along. */
const REST = 200;

/** A stretch of a text that one participant wrote. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly by: string;
  /** It came from a clipboard. */
  readonly pasted?: true;
}

/**
 * Who wrote each stretch of a text, without gaps. What is by nobody known, as an edit whose entry is still on its way, is by
 * `''`; what files began with is by `room`.
 */
export function authorsOf(text: Text, authors: Authors): Run[] {
  const runs: { from: number; to: number; by: string; pasted?: true }[] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const by = sourceOf(item.id.client) === 'assistant' ? ASSISTANT : (authors[item.id.client] ?? '');
    const pasted = sourceOf(item.id.client) === 'paste';
    const last = runs.at(-1);
    if (last?.by === by && (last.pasted ?? false) === pasted) last.to += item.length;
    else runs.push({ from: at, to: at + item.length, by, ...(pasted && { pasted }) });
    at += item.length;
  }
  return runs;
}

/** Who an author is, to those who read. */
export interface AuthorSource {
  /** Whether it is to be seen at all. */
  shown(): boolean;
  /** Who is behind each number, with one's own, whose entries may be on their way still. */
  authors(): Authors;
  /** Nothing for those who are not tinted. */
  person(by: string): { readonly name: string; readonly color: number } | undefined;
  /** Says that someone brought a stretch from a clipboard. */
  pasted(name: string): string;
  subscribe(listener: () => void): () => void;
}

const looked = StateEffect.define<null>();

/** Tints what is in view by who wrote it. */
class Tints implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  private runs: readonly Run[] = [];
  private readonly stop: () => void;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly view: EditorView,
    private readonly text: Text,
    private readonly source: AuthorSource,
  ) {
    this.stop = source.subscribe(() => this.later());
    if (source.shown()) this.look();
  }

  update({ docChanged, changes, viewportChanged, transactions }: ViewUpdate): void {
    const fresh = transactions.some((made) => made.effects.some((effect) => effect.is(looked)));
    if (docChanged && this.source.shown()) {
      this.decorations = this.decorations.map(changes);
      this.runs = this.runs.map((run) => ({
        ...run,
        from: changes.mapPos(run.from, 1),
        to: changes.mapPos(run.to, -1),
      }));
      this.later();
    }
    if (fresh) this.look();
    else if (viewportChanged && this.runs.length > 0) this.draw();
  }

  destroy(): void {
    this.stop();
    clearTimeout(this.timer);
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.view.dispatch({ effects: looked.of(null) }), REST);
  }

  private look(): void {
    this.runs = this.source.shown() ? authorsOf(this.text, this.source.authors()) : [];
    this.draw();
  }

  private draw(): void {
    const builder = new RangeSetBuilder<Decoration>();
    const marks = new Map<string, Decoration | undefined>();
    const { doc } = this.view.state;
    for (const { from, to } of this.view.visibleRanges) {
      for (const run of this.runs) {
        if (run.to <= from || run.from >= to) continue;
        const key = `${run.by} ${run.pasted}`;
        if (!marks.has(key)) marks.set(key, this.markOf(run));
        const mark = marks.get(key);
        const [start, end] = [Math.max(run.from, from), Math.min(run.to, to, doc.length)];
        if (mark && start < end) builder.add(start, end, mark);
      }
    }
    this.decorations = builder.finish();
  }

  private markOf({ by, pasted }: Run): Decoration | undefined {
    const person = this.source.person(by);
    if (!person) return undefined;
    const look = `ir-author ir-hue-${hueIndex(person.color)} ir-line-${pattern(person.color).line}`;
    return Decoration.mark({
      class: pasted ? `${look} ir-pasted` : look,
      attributes: { title: pasted ? this.source.pasted(person.name) : person.name },
    });
  }
}

/** Shows, while its source says so, who wrote what: each stretch in its author's hue, named where the pointer rests. */
export const showAuthors = (text: Text, source: AuthorSource): Extension => [
  ViewPlugin.define((view) => new Tints(view, text, source), { decorations: (tints) => tints.decorations }),
  cursorTheme,
];
