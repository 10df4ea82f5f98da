import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Entry } from '../talk/entry.js';
import type { Desk } from './desk.js';
import { Frames } from './frames.js';
import { MessageView } from './message-view.js';
import { Unrolled } from './unrolled.js';

/** The messages as they are drawn: each once, and again only where it has changed. */
export class Transcript {
  private readonly views = new Map<Entry, MessageView>();
  private readonly frames = new Frames<MessageView>((view) => view.grow());
  private readonly unrolled: Unrolled;

  constructor(host: ReactiveControllerHost) {
    this.unrolled = new Unrolled(host);
  }

  /** Draws the entries, oldest first. */
  render(entries: readonly Entry[], desk: Desk): TemplateResult {
    this.forget(new Set(entries));
    return html`${repeat(
      this.unrolled.shown(entries),
      (entry) => entry,
      (entry) => this.viewOf(entry, desk).root,
    )}`;
  }

  /** An answer has grown: it is drawn in the next frame, so that many pieces cost as much as one. */
  grew(entry: Entry): void {
    const view = this.views.get(entry);
    if (view) this.frames.add(view);
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
      view.dispose();
    }
  }
}
