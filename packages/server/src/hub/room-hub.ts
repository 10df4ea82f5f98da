import {
  ROOM,
  type Draft,
  type Entry,
  type FrameDraft,
  type Head,
  type Sealed,
} from '@interview-room/core/protocol';
import type { LogState } from '@interview-room/core/replay';
import type { LogEngine } from '../log/engine.js';
import { Casting } from './casting.js';
import { theRoom, type Writer } from './decide.js';
import { Delivery } from './delivery.js';
import { Folded, views } from './folded.js';
import { joined } from './joined.js';
import type { Member, Peer } from './peer.js';
import { Presence } from './presence.js';
import { Refusal } from './refusal.js';
import { WriteQueue, type Outcome } from './write-queue.js';

/** How long it may take until what another process wrote is known here. */
const BEHIND_MS = 5000;

/** Something that was written to a room. */
export interface EntryEvent {
  readonly room: string;
  readonly entry: Entry;
  /** Whether this process wrote it: of all that see it, one did. */
  readonly own: boolean;
}

/** What a hub is given. */
export interface HubContext {
  readonly engine: LogEngine;
  /** Snapshots are made each time the log has grown by this many entries. */
  readonly snapshotEvery: number;
  /** Who has more than this waiting to be sent is let go, and comes back for the rest. */
  readonly bufferBytes: number;
  /** How long the log may become by what people write. */
  readonly roomEntries: number;
  onEntry(event: EntryEvent): void;
  /** A room was opened in this process. */
  onOpen?(hub: RoomHub): void;
  onAppend(seconds: number, entries: number): void;
  onError(error: unknown, room: string): void;
}

/**
 * A room that is open in this process. It follows the log once, for all who are here; keeps what is needed to decide who
 * may write what; and hands on what is written and cast.
 */
export class RoomHub {
  readonly #folded: Folded;
  readonly #queue: WriteQueue;
  readonly #presence: Presence;
  readonly #casting: Casting;
  /** Those that this process is writing. */
  readonly #own = new Set<string>();
  #ids: Promise<Map<string, { seq: number; by: string }>> | undefined;
  #stops: (() => void)[] = [];
  /** Those who wait for more of the log to be known here. */
  #behind: (() => void)[] = [];
  #closed = false;
  /** Hears once that nothing can be done here any more. */
  onclose: () => void = () => undefined;

  private constructor(
    readonly room: string,
    private readonly context: HubContext,
    folded: Folded,
  ) {
    this.#folded = folded;
    this.#presence = new Presence(room, context.engine, context.bufferBytes);
    this.#casting = new Casting(room, context.engine, this.#presence, () => this.deleted());
    this.#queue = new WriteQueue({
      state: () => folded.all,
      append: (drafts) => this.#append(drafts),
      appendNow: (drafts) => this.#appendNow(drafts),
      find: (id) => this.#find(id),
    });
  }

  static async open(room: string, context: HubContext): Promise<RoomHub> {
    const [all, open] = await Promise.all(views.map((view) => context.engine.loadSnapshot(room, view)));
    const folded = (all && open && Folded.from(all, open)) ?? new Folded();
    const hub = new RoomHub(room, context, folded);
    try {
      hub.#stops.push(await hub.#casting.start());
      hub.#stops.push(await context.engine.subscribe(room, folded.head.seq, (entries) => hub.#take(entries)));
    } catch (error) {
      hub.close();
      throw error;
    }
    hub.#keep();
    return hub;
  }

  /** What the room has come to, for interviewers and for the backend. */
  get state(): LogState {
    return this.#folded.all;
  }

  get head(): Head {
    return this.#folded.head;
  }

  /** How many tabs are here, in this process. */
  get peers(): number {
    return this.#presence.count;
  }

  /** Waits until all that any process wrote by now is known here. */
  async caughtUp(): Promise<void> {
    const { seq } = await this.context.engine.head(this.room);
    for (const end = Date.now() + BEHIND_MS; this.head.seq < seq;) {
      if (this.#closed || Date.now() > end)
        throw new Refusal('unavailable', 'The room is not up to date here. Try again in a moment.', true);
      await this.#more();
    }
  }

  /** Waits for something more of the log, or a moment. */
  #more(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, BEHIND_MS);
      this.#behind.push(() => (clearTimeout(timer), resolve()));
    });
  }

  /** Makes known who comes, if that is not known. */
  async welcome(member: Member): Promise<void> {
    const asked = (state: LogState) => joined(member, state, this.#folded.joins.get(member.id));
    if (asked(this.state).length === 0) return;
    for (const outcome of await this.#queue.add(theRoom, asked))
      if ('refusal' in outcome) throw outcome.refusal;
  }

  /** Sends a peer the log after a place, and from then on whatever comes. Returns the way to leave. */
  enter(peer: Peer, after: number): () => void {
    if (this.#closed) throw new Refusal('unavailable', 'The room is being closed here. Come again.', true);
    this.#presence
      .enter(peer, after, () => this.head.seq)
      .catch((error: unknown) => {
        this.context.onError(error, this.room);
        peer.end(new Refusal('unavailable', 'The log of this room cannot be read.', true));
      });
    return () => {
      if (this.#presence.leave(peer)) this.#casting.cast(peer.member, 'presence.gone', {});
    };
  }

  /** Asks for entries to be written; says of each what came of it. */
  append(writer: Writer, entries: readonly FrameDraft[]): Outcome[] | Promise<Outcome[]> {
    return this.#queue.add(writer, () => entries);
  }

  /** Tells something to all the others who are here now, or to one of them. */
  cast(from: Pick<Member, 'id' | 'client'>, kind: string, body: unknown, to?: string): void {
    this.#casting.cast(from, kind, body, to);
  }

  /** Tells every process that the room is no more. */
  announceDeleted(): void {
    this.#casting.announceDeleted();
    this.deleted();
  }

  deleted(): void {
    this.close(new Refusal('room-ended', 'This room was deleted.'));
  }

  /** Lets go of the room, and of those who are still here. */
  close(refusal = new Refusal('unavailable', 'The backend is being restarted. Come again.', true)): void {
    this.#closed = true;
    this.onclose();
    this.#wake();
    for (const stop of this.#stops.splice(0)) stop();
    this.#presence.end(refusal);
  }

  async #append(drafts: readonly Draft[]): Promise<readonly Sealed[]> {
    this.#expect(drafts);
    const began = performance.now();
    try {
      return this.#written(await this.context.engine.append(this.room, drafts), began);
    } catch (error) {
      for (const { id } of drafts) this.#own.delete(id);
      throw error;
    }
  }

  #appendNow(drafts: readonly Draft[]): readonly Sealed[] | undefined {
    const { engine } = this.context;
    if (!engine.appendNow) return;
    this.#expect(drafts);
    const began = performance.now();
    let written: readonly Sealed[] | undefined;
    try {
      written = engine.appendNow(this.room, drafts);
    } finally {
      if (!written) for (const { id } of drafts) this.#own.delete(id);
    }
    return written && this.#written(written, began);
  }

  /** What is about to be written is this process's own. Throws if nothing may be written any more. */
  #expect(drafts: readonly Draft[]): void {
    if (this.#closed) throw new Refusal('unavailable', 'The room is being closed here. Send it again.', true);
    if (this.head.seq >= this.context.roomEntries && drafts.some(({ by }) => by !== ROOM))
      throw new Refusal('too-large', 'The log of this room is full.');
    for (const { id } of drafts) this.#own.add(id);
  }

  #written(written: readonly Sealed[], began: number): readonly Sealed[] {
    this.context.onAppend((performance.now() - began) / 1000, written.length);
    this.#take(written);
    // What was there before is not told again. What lies beyond a gap comes by the subscription.
    for (const { entry } of written) if (entry.seq <= this.head.seq) this.#own.delete(entry.id);
    return written;
  }

  /** Takes what comes next in the log. What is known is passed over; before a gap it stops, for the rest is on its way. */
  #take(entries: readonly Sealed[]): void {
    if (this.#closed) return;
    const fresh: Sealed[] = [];
    for (const sealed of entries) {
      if (sealed.entry.seq !== this.head.seq + 1) continue;
      this.#folded.take(sealed.entry);
      fresh.push(sealed);
    }
    const [first, ...rest] = fresh;
    if (first) this.#wake();
    if (!first || this.#stops.length < 2) return;
    this.#presence.deliver(new Delivery([first, ...rest]));
    for (const { entry } of fresh) this.#tell(entry);
    this.#keep();
  }

  #wake(): void {
    for (const go of this.#behind.splice(0)) go();
  }

  #tell(entry: Entry): void {
    const own = this.#own.delete(entry.id);
    void this.#ids?.then(
      (ids) => ids.set(entry.id, entry),
      () => undefined,
    );
    try {
      this.context.onEntry({ room: this.room, entry, own });
    } catch (error) {
      this.context.onError(error, this.room);
    }
  }

  /** Makes the snapshots, once enough has come since the last. */
  #keep(): void {
    if (this.#folded.fresh < this.context.snapshotEvery) return;
    const snapshots = this.#folded.snapshots();
    void Promise.all(
      views.map((view) => this.context.engine.saveSnapshot(this.room, view, snapshots[view])),
    ).catch((error: unknown) => this.context.onError(error, this.room));
  }

  /** Looks into the whole log, the first time that someone asks; few rooms ever need to. */
  async #find(id: string): Promise<{ seq: number; by: string } | undefined> {
    this.#ids ??= this.#index().catch((error: unknown) => {
      this.#ids = undefined;
      throw error;
    });
    return (await this.#ids).get(id);
  }

  async #index(): Promise<Map<string, { seq: number; by: string }>> {
    const ids = new Map<string, { seq: number; by: string }>();
    for (let after = 0; ;) {
      const piece = await this.context.engine.read(this.room, after, 500);
      for (const { entry } of piece) ids.set(entry.id, { seq: entry.seq, by: entry.by });
      const last = piece.at(-1);
      if (!last) return ids;
      after = last.entry.seq;
    }
  }
}
