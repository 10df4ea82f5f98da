import { Transaction, type EditorState, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import type { Room } from '@interview-room/core';
import { ROOM } from '@interview-room/core/protocol';
import type { Text } from 'yjs';
import { showAuthors, type AuthorSource } from './authors.js';
import { showCursors, type Cursor, type CursorSource } from './cursors.js';
import { Follow, tabOf, type FollowEnd, type FollowHost } from './follow.js';
import { toRelative } from './positions.js';
import { RoomPresence, type Place } from './presence.js';

/** What those who are together in an editor need of who shows it. */
export interface TogetherHost {
  /** The one who is followed is in this file. */
  open(path: string): void;
  /** Something to show has changed: who is here, who is followed, whose cursors are hidden. `end`: why nobody is any more. */
  changed(end?: FollowEnd): void;
  /** Says that someone pasted a stretch of text. */
  pasted(name: string): string;
  /** So much of a file went to the clipboard. */
  copied(length: number, path: string): void;
}

/** Several people in one editor: where each is, whose cursors are shown, who is followed, who wrote what. */
export class Together {
  readonly presence: RoomPresence;
  private readonly follower: Follow;
  private readonly made = new WeakMap<Text, readonly Extension[]>();
  private readonly listeners = new Set<() => void>();
  private readonly stop: () => void;
  private hidden: readonly string[] = [];
  private path: string | undefined;
  private attended?: { text: Text; path: string } | undefined;
  private tinted = false;

  constructor(
    private readonly room: Room,
    private readonly host: TogetherHost,
    presence = new RoomPresence(room),
  ) {
    this.presence = presence;
    this.follower = new Follow(this.followHost());
    presence.subscribe((places) => {
      this.follower.look(places);
      this.tell();
    });
    this.stop = room.subscribe(
      (state) => state.authors,
      () => this.tinted && this.tell(),
    );
  }

  /** The tabs of others that are here, for `<room-people>`. */
  get places(): readonly Place[] {
    return this.presence.places;
  }
  /** The id of the person who is followed. */
  get following(): string | undefined {
    return this.follower.person;
  }
  /** The ids of those whose cursors are hidden. */
  get muted(): readonly string[] {
    return this.hidden;
  }
  get authorsShown(): boolean {
    return this.tinted;
  }

  follow(person: string | undefined): void {
    if (person === undefined) this.follower.stop('asked');
    else this.follower.start(person, this.places);
  }

  mute(person: string, muted: boolean): void {
    const others = this.hidden.filter((id) => id !== person);
    this.hidden = muted ? [...others, person] : others;
    this.tell();
  }

  /** Shows by tints who wrote what, in every file; off to begin with. */
  showAuthors(shown: boolean): void {
    this.tinted = shown;
    this.tell();
  }

  /** A file is shown, one without a text to be edited perhaps. An editor that is bound says so itself. */
  shown(path: string): void {
    if (path === this.shownPath()) return;
    this.path = path;
    this.attended = undefined;
    this.follower.shown(path);
    this.presence.moveTo(() => ({ path }));
  }

  /** What the editor of a text shows of the others; the same for the same text. Goes beside `bindText`. */
  extensions(text: Text, path: string): readonly Extension[] {
    const known = this.made.get(text) ?? this.make(text, path);
    this.made.set(text, known);
    return known;
  }

  leave(): void {
    this.presence.stop();
    this.stop();
    this.listeners.clear();
  }

  private make(text: Text, path: string): readonly Extension[] {
    const authors = showAuthors(text, this.authorSource());
    return [
      showCursors(text, this.cursorSource(text, path)),
      authors,
      this.follower.extension,
      this.attend(text, path),
    ];
  }

  /**
   * Tells the others where this person is in a text, as long as an editor shows it. Every editor has a cursor at its start:
   * it is the person's once they have come to it.
   */
  private attend(text: Text, path: string): Extension {
    let placed = false;
    const copied = (_: Event, { state }: EditorView) =>
      this.host.copied(copiedLength(state), this.pathOf(text, path));
    const plugin = (view: EditorView) => {
      this.attended = { text, path };
      this.follower.shown(this.pathOf(text, path));
      placed ||= view.hasFocus;
      const cursor = () => (placed ? toRelative(text, view.state.selection.main) : {});
      this.presence.moveTo(() => ({ path: this.pathOf(text, path), ...cursor() }));
      return {
        update: ({ selectionSet, docChanged, focusChanged, transactions }: ViewUpdate) => {
          placed ||= view.hasFocus || transactions.some(isPlaced);
          if (transactions.some(isTyped)) this.presence.typed();
          else if (selectionSet || docChanged || focusChanged) this.presence.tell();
        },
      };
    };
    return ViewPlugin.define(plugin, { eventObservers: { copy: copied, cut: copied } });
  }

  /** A file that was renamed is the same text under another path. */
  private pathOf(text: Text, path: string): string {
    const { workspace } = this.room;
    if (workspace.has(path) && workspace.text(path) === text) return path;
    return workspace.list().find((each) => workspace.text(each) === text) ?? path;
  }
  private shownPath(): string | undefined {
    return this.attended ? this.pathOf(this.attended.text, this.attended.path) : this.path;
  }

  private cursorSource(text: Text, path: string): CursorSource {
    return {
      subscribe: (listener) => this.subscribe(listener),
      cursors: () => {
        const here = this.pathOf(text, path);
        const followed = this.following && tabOf(this.places, this.following)?.key;
        return this.places
          .filter((place) => place.path === here)
          .flatMap((place) => this.cursorOf(place, followed));
      },
    };
  }

  private cursorOf({ id, key, name, color, anchor, head, moves }: Place, followed?: string): Cursor[] {
    if (anchor === undefined || head === undefined) return [];
    return [
      { key, name, color, anchor, head, moves, followed: key === followed, muted: this.hidden.includes(id) },
    ];
  }

  private authorSource(): AuthorSource {
    const { room } = this;
    return {
      shown: () => this.tinted,
      authors: () => room.state.authors,
      person: (by) => (by === ROOM ? undefined : room.state.people.find(({ id }) => id === by)),
      pasted: (name) => this.host.pasted(name),
      subscribe: (listener) => this.subscribe(listener),
    };
  }

  private followHost(): FollowHost {
    const path = () => this.shownPath();
    return {
      get path() {
        return path();
      },
      open: (wanted) => this.host.open(wanted),
      changed: (end) => this.tell(end),
    };
  }

  private subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(end?: FollowEnd): void {
    for (const listener of this.listeners) listener();
    this.host.changed(end);
  }
}

const isTyped = (made: Transaction): boolean =>
  made.docChanged &&
  !made.annotation(Transaction.remote) &&
  made.annotation(Transaction.addToHistory) !== false;

const isPlaced = (made: Transaction): boolean =>
  made.selection !== undefined && !made.annotation(Transaction.remote);

/** What an editor copies: what is selected, and else the lines that the carets are in. */
function copiedLength({ doc, selection: { ranges } }: EditorState): number {
  const parts = ranges.some(({ empty }) => !empty)
    ? ranges
    : new Map(ranges.map(({ head }) => doc.lineAt(head)).map((line) => [line.from, line])).values();
  let length = 0;
  for (const { from, to } of parts) length += to - from;
  return length;
}
