import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Entry } from '../talk/entry.js';
import { AtRest } from './at-rest.js';
import type { Desk } from './desk.js';
import { Frames } from './frames.js';
import { MessageView } from './message-view.js';
import { Unrolled } from './unrolled.js';

/** So many messages are in a box that is laid out where it is in sight: a browser looks at each box in each frame. */
const BOX = 8;

interface Box {
  readonly number: number;
  readonly entries: readonly Entry[];
}

/** The messages as they are drawn: each once, and again only where it has changed. */
export class Transcript {
  private readonly views = new Map<Entry, MessageView>();
  private readonly frames = new Frames<MessageView>((view) => view.grow());
  private readonly inSight = new AtRest<MessageView>((view) => view.see());
  private readonly unrolled: Unrolled;

  constructor(host: ReactiveControllerHost) {
    this.unrolled = new Unrolled(host);
  }

  /** Draws the entries, oldest first. */
  render(entries: readonly Entry[], desk: Desk): TemplateResult {
    this.forget(new Set(entries));
    return html`${repeat(
      boxesOf(this.unrolled.shown(entries), entries.length),
      ({ number }) => number,
      (box) => this.renderBox(box, desk),
    )}`;
  }

  private renderBox({ entries }: Box, desk: Desk): TemplateResult {
    const newest = desk.last !== undefined && entries.includes(desk.last);
    const views = entries.map((entry) => this.viewOf(entry, desk));
    // This one is always laid out, and nothing is told of it.
    if (newest) this.sighted(views, true);
    return html`<div
      class=${newest ? 'messages newest' : 'messages'}
      @contentvisibilityautostatechange=${(event: ContentVisibilityAutoStateChangeEvent) =>
        this.sighted(views, !event.skipped)}
    >
      ${repeat(
        views,
        (view) => view,
        (view) => view.root,
      )}
    </div>`;
  }

  private sighted(views: readonly MessageView[], are: boolean): void {
    for (const view of views)
      if (are && !view.seen) this.inSight.add(view);
      else this.inSight.delete(view);
  }

  /** An answer has grown: it is drawn in the next frame, so that many pieces cost as much as one. */
  grew(entry: Entry): void {
    const view = this.views.get(entry);
    if (view) this.frames.add(view);
  }

  /** Some of an answer was taken back: it is drawn at once, for what comes next is drawn as growth. */
  shrank(entry: Entry): void {
    this.views.get(entry)?.grow(false);
  }

  /** Draws now what the next frame would. */
  flush(entry: Entry): void {
    this.views.get(entry)?.grow();
  }

  /** The element of a message. */
  rootOf(entry: Entry | undefined): HTMLElement | undefined {
    return entry && this.views.get(entry)?.root;
  }

  private viewOf(entry: Entry, desk: Desk): MessageView {
    const view = this.views.get(entry) ?? new MessageView(entry, desk);
    this.views.set(entry, view);
    view.draw(desk);
    return view;
  }

  private forget(kept: ReadonlySet<Entry>): void {
    for (const [entry, view] of this.views) {
      if (kept.has(entry)) continue;
      this.views.delete(entry);
      this.frames.delete(view);
      this.inSight.delete(view);
      view.dispose();
    }
  }
}

/** The newest entries in their boxes. A message stays in its box while older ones are drawn and newer ones come. */
function boxesOf(shown: readonly Entry[], count: number): Box[] {
  const boxes: Box[] = [];
  for (let at = count - shown.length; at < count;) {
    const number = Math.floor(at / BOX);
    const end = Math.min((number + 1) * BOX, count);
    boxes.push({ number, entries: shown.slice(at - count + shown.length, end - count + shown.length) });
    at = end;
  }
  return boxes;
}
