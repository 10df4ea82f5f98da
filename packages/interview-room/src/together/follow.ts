import { Transaction, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import type { Place } from './presence.js';

/** Why one follows nobody any more: one typed, moved one's own cursor or scrolled, pressed Escape, or asked for it. */
export type FollowEnd = 'typed' | 'moved' | 'scrolled' | 'escape' | 'asked';

/** Whom it tells. */
export interface FollowHost {
  /** The file that is shown. */
  readonly path: string | undefined;
  /** The one who is followed is in another file. */
  open(path: string): void;
  /** Someone else, or nobody any more, is followed. */
  changed(end?: FollowEnd): void;
}

/** The tab that a person is in, of several: where they type, else the one in front. */
export function tabOf(places: readonly Place[], id: string): Place | undefined {
  const tabs = places.filter((place) => place.id === id);
  return tabs.find(({ typing }) => typing) ?? tabs.find(({ focus }) => focus) ?? tabs.at(-1);
}

/**
 * Follows a person from file to file. That their cursor stays in view is the editor's part (`cursors.ts`). Who leaves and
 * comes back, after a reload perhaps, is followed on.
 */
export class Follow {
  person: string | undefined;
  private asked?: string | undefined;

  constructor(private readonly host: FollowHost) {}

  start(person: string, places: readonly Place[]): void {
    this.person = person;
    this.asked = undefined;
    this.host.changed();
    this.look(places);
  }

  stop(end: FollowEnd): void {
    if (this.person === undefined) return;
    this.person = undefined;
    this.host.changed(end);
  }

  /** People have moved. A file is asked for once: one that cannot be shown is not asked for with each step in it. */
  look(places: readonly Place[]): void {
    const path = this.person === undefined ? undefined : tabOf(places, this.person)?.path;
    if (path === undefined || path === this.asked) return;
    this.asked = path;
    if (path !== this.host.path) this.host.open(path);
  }

  /** A file is shown. One that was not asked for here was chosen by the person. */
  shown(path: string): void {
    if (this.asked !== undefined && path !== this.asked) this.stop('moved');
  }

  /** What a person does in the editor that ends it. Each comes from a hand: following scrolls too. */
  readonly extension: Extension = [
    EditorView.updateListener.of(({ transactions }) => {
      for (const made of transactions) {
        if (made.annotation(Transaction.remote) || !made.annotation(Transaction.userEvent)) continue;
        if (made.docChanged) this.stop('typed');
        else if (made.selection) this.stop('moved');
      }
    }),
    ViewPlugin.define(({ scrollDOM }) => {
      const controller = new AbortController();
      // On the scroller, which has the scroll bars and the line numbers too, and before anyone keeps an event to themselves.
      const options = { capture: true, passive: true, signal: controller.signal };
      const scrolled = () => this.stop('scrolled');
      scrollDOM.addEventListener('wheel', scrolled, options);
      scrollDOM.addEventListener('touchmove', scrolled, options);
      scrollDOM.addEventListener('mousedown', ({ target }) => target === scrollDOM && scrolled(), options);
      scrollDOM.addEventListener('keydown', (event) => this.pressed(event), options);
      return { destroy: () => controller.abort() };
    }),
  ];

  private pressed({ key }: KeyboardEvent): void {
    if (key === 'Escape') this.stop('escape');
    else if (key === 'PageUp' || key === 'PageDown') this.stop('scrolled');
  }
}
