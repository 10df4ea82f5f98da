import { systemClock, type Cast, type Clock, type Person, type Room } from '@interview-room/core';
import type { Presence } from './whereabouts.js';

/** At most so often is told where one is. */
const PACE = 100;
/** So often it is told again, for those who missed it. */
const REPEAT = 15_000;
/** Who was silent for so long is not here any more. */
const SILENCE = 40_000;
/** How long after the last key one still is typing. */
const TYPING = 2_000;
/** Who is here has answered by then. */
const ANSWERS = 1_500;
/** More tabs than this are not shown: whoever casts as so many is none of them. */
const CROWD = 100;

/** Where one is, as the others are told. `anchor` and `head` are relative positions of Yjs, as base64. */
export interface Where {
  readonly path?: string;
  readonly anchor?: string;
  readonly head?: string;
}

/** Where one tab of another person is. */
export interface Place extends Presence, Where {
  /** Tells two tabs of one person apart, which `id` does not. */
  readonly key: string;
  readonly name: string;
  readonly color: number;
  /** Counts up each time that the cursor is another. */
  readonly moves: number;
}

type PresenceRoom = Pick<Room, 'state' | 'cast' | 'onCast' | 'subscribe'>;

interface Heard extends Where {
  readonly id: string;
  readonly client: string;
  readonly typing: boolean;
  readonly focus: boolean;
  readonly moves: number;
  readonly until: number;
}

const nowhere = (): Where => ({});

/** Who is where in a room: tells the others of this tab, and knows of theirs. Nothing of it is kept. */
export class RoomPresence {
  private readonly heard = new Map<string, Heard>();
  private readonly listeners = new Set<(places: readonly Place[]) => void>();
  private readonly stops: (() => void)[];
  private shown?: readonly Place[] | undefined;
  private where: () => Where = nowhere;
  private typing = false;
  private known = false;
  private toldAt = -Infinity;
  private told = '';
  private pending?: (() => void) | undefined;
  private repeating?: () => void;
  private resting?: (() => void) | undefined;
  private typedAt = -Infinity;
  private expiring?: () => void;
  private asking?: (() => void) | undefined;

  constructor(
    private readonly room: PresenceRoom,
    private readonly clock: Clock = systemClock,
    private readonly page: Window = window,
  ) {
    this.stops = [
      room.onCast((cast) => this.hear(cast)),
      room.subscribe(
        (state) => state.people,
        () => this.changed(),
      ),
      room.subscribe(
        (state) => state.connection.status,
        (status) => (status === 'open' ? this.enter() : this.lose()),
      ),
      this.listen('pagehide', () => this.room.cast('presence.gone', {})),
      this.listen('pageshow', (event) => (event as PageTransitionEvent).persisted && this.enter()),
      this.listen('focus', () => this.tell()),
      this.listen('blur', () => this.tell()),
    ];
    this.enter();
  }

  /** The tabs of others that are here now. The same array until something changes. */
  get places(): readonly Place[] {
    this.shown ??= [...this.heard].map(([key, heard]) => placeOf(key, heard, this.room.state.people));
    return this.shown;
  }

  /** Whether those who are here have had the time to say so: before that, and without a connection, nobody knows. */
  get isKnown(): boolean {
    return this.known;
  }

  /** Calls back when someone came, went or moved. Returns how to stop it. */
  subscribe(listener: (places: readonly Place[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Another file is shown, or none: told at once. `where` is asked each time that it is told. */
  moveTo(where: (() => Where) | undefined): void {
    this.where = where ?? nowhere;
    this.tellNow();
  }

  /**
   * Something of where one is has changed: told as soon as the pace allows, and never in the very task that changed it, which
   * may be that of a key.
   */
  tell(): void {
    if (this.pending) return;
    const wait = Math.max(0, this.toldAt + PACE - this.clock.now());
    this.pending = this.clock.after(wait, () => this.tellNews());
  }

  /** The person typed. */
  typed(): void {
    this.typedAt = this.clock.now();
    this.resting ??= this.clock.after(TYPING, () => this.rest());
    this.typing = true;
    this.tell();
  }

  /** Leaves, and says so. */
  stop(): void {
    this.room.cast('presence.gone', {});
    this.stops.forEach((stop) => stop());
    const waiting = [this.pending, this.repeating, this.resting, this.expiring, this.asking];
    for (const cancel of waiting) cancel?.();
    this.listeners.clear();
    this.heard.clear();
  }

  /** One timer for many keys, set again for what is left. */
  private rest(): void {
    const left = this.typedAt + TYPING - this.clock.now();
    this.resting = left > 0 ? this.clock.after(left, () => this.rest()) : undefined;
    if (this.resting) return;
    this.typing = false;
    this.tell();
  }

  private listen(type: string, listener: (event: Event) => void): () => void {
    this.page.addEventListener(type, listener);
    return () => this.page.removeEventListener(type, listener);
  }

  private enter(): void {
    this.room.cast('presence.ask', {});
    this.tellNow();
    this.asking?.();
    this.asking = this.clock.after(ANSWERS, () => this.know(this.room.state.connection.status === 'open'));
  }

  private lose(): void {
    this.asking?.();
    this.know(false);
  }

  private know(known: boolean): void {
    if (known === this.known) return;
    this.known = known;
    this.changed();
  }

  /** What another writes moves no cursor: what was told holds on. */
  private tellNews(): void {
    this.pending = undefined;
    if (JSON.stringify(this.body()) !== this.told) this.tellNow();
  }

  private tellNow(): void {
    this.pending?.();
    this.pending = undefined;
    this.repeating?.();
    this.repeating = this.clock.after(REPEAT, () => this.tellNow());
    this.toldAt = this.clock.now();
    const body = this.body();
    this.told = JSON.stringify(body);
    this.room.cast('presence', body);
  }

  private body(): object {
    return { ...this.where(), typing: this.typing, focus: this.page.document.hasFocus() };
  }

  private hear({ by, client = '', kind, body }: Cast): void {
    const key = JSON.stringify([by, client]);
    if (kind === 'presence.ask') this.answer();
    else if (kind === 'presence.gone') this.forget(key);
    else if (kind === 'presence') this.note(key, by, client, body);
  }

  /** Once for all who ask at about the same time. */
  private answer(): void {
    this.told = '';
    this.tell();
  }

  private note(key: string, id: string, client: string, body: unknown): void {
    const before = this.heard.get(key);
    if (typeof body !== 'object' || body === null || (!before && this.heard.size >= CROWD)) return;
    const { path, anchor, head, typing, focus } = body as Record<string, unknown>;
    const where: Where = {
      ...(isShort(path) && { path }),
      ...(isShort(anchor) && isShort(head) && { anchor, head }),
    };
    const moved =
      before?.path !== where.path || before?.anchor !== where.anchor || before?.head !== where.head;
    this.heard.set(key, {
      ...where,
      id,
      client,
      typing: typing === true,
      focus: focus !== false,
      moves: (before?.moves ?? 0) + Number(moved),
      until: this.clock.now() + SILENCE,
    });
    this.expireLater();
    if (!before || moved || before.typing !== (typing === true) || before.focus !== (focus !== false))
      this.changed();
  }

  private forget(key: string): void {
    if (this.heard.delete(key)) this.changed();
  }

  private expireLater(): void {
    this.expiring?.();
    const next = Math.min(...[...this.heard.values()].map(({ until }) => until));
    if (next < Infinity) this.expiring = this.clock.after(next - this.clock.now(), () => this.expire());
  }

  private expire(): void {
    const now = this.clock.now();
    for (const [key, { until }] of this.heard) if (until <= now) this.forget(key);
    this.expireLater();
  }

  private changed(): void {
    this.shown = undefined;
    const { places } = this;
    for (const listener of this.listeners) listener(places);
  }
}

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000;

function placeOf(key: string, heard: Heard, people: readonly Person[]): Place {
  const { until: _, ...place } = heard;
  const person = people.find(({ id }) => id === heard.id);
  return { ...place, key, here: true, name: person?.name ?? heard.id, color: person?.color ?? 0 };
}
