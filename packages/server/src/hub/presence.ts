import type { LogEngine } from '../log/engine.js';
import { entriesFrames, type Delivery } from './delivery.js';
import type { FrameText } from './frame-text.js';
import type { Peer } from './peer.js';
import { Refusal } from './refusal.js';

/** How far someone has the log, and whether what comes is sent to them as it comes. */
interface Place {
  cursor: number;
  live: boolean;
}

/** Whose cast it is, from which tab, and whether for one person alone. */
export interface Address {
  readonly by: string;
  readonly client: string;
  readonly to?: string | undefined;
}

/** How many entries are read at once for who comes late. */
const PIECE = 500;

/** Those who are in a room, in this process, and how far each has its log. */
export class Presence {
  #places = new Map<Peer, Place>();

  constructor(
    private readonly room: string,
    private readonly engine: LogEngine,
    private readonly bufferBytes: number,
  ) {}

  get count(): number {
    return this.#places.size;
  }

  /** Sends what was written before, at the pace of who reads it; then they are among those to whom all is sent. */
  async enter(peer: Peer, after: number, head: () => number): Promise<void> {
    const place = { cursor: after, live: false };
    this.#places.set(peer, place);
    // No turn is left to others between the last look and `live`, so that nothing is written unseen between.
    while (place.cursor < head() && this.#places.has(peer)) await this.#readOn(peer, place);
    place.live = true;
  }

  /** Says whether they are gone: a tab that came again before its old connection was known to be broken is not. */
  leave(peer: Peer): boolean {
    if (!this.#places.delete(peer)) return false;
    const { id, client } = peer.member;
    return ![...this.#places.keys()].some(({ member }) => member.id === id && member.client === client);
  }

  /** To the others first, and now: who wrote it sees it already, and gets it with the word that it is written. */
  deliver(delivery: Delivery): void {
    const authors: [Peer, Place][] = [];
    for (const each of this.#places) {
      if (delivery.authors.has(each[0].member.id)) authors.push(each);
      else this.#deliver(delivery, each, true);
    }
    for (const each of authors) this.#deliver(delivery, each, false);
  }

  #deliver(delivery: Delivery, [peer, place]: [Peer, Place], now: boolean): void {
    if (!place.live) return;
    const frames = delivery.frames(peer.member.role, place.cursor);
    place.cursor = Math.max(place.cursor, delivery.last);
    for (const frame of frames) this.#send(peer, frame, now);
  }

  /** To all but the tab that it comes from, or to one person. */
  cast(frame: FrameText, { by, client, to }: Address): void {
    for (const peer of this.#places.keys()) {
      const { member } = peer;
      const own = member.client === client && member.id === by;
      if (!own && (to === undefined || to === member.id)) this.#send(peer, frame);
    }
  }

  end(refusal: Refusal): void {
    const peers = [...this.#places.keys()];
    this.#places.clear();
    for (const peer of peers) peer.end(refusal);
  }

  async #readOn(peer: Peer, place: Place): Promise<void> {
    const piece = await this.engine.read(this.room, place.cursor, PIECE);
    const last = piece.at(-1);
    if (!last) throw new Error(`The log of ${this.room} ends before entry ${place.cursor + 1}.`);
    for (const frame of entriesFrames(piece, peer.member.role)) {
      if (!this.#places.has(peer)) return;
      peer.send(frame);
      await peer.flushed();
    }
    place.cursor = last.entry.seq;
  }

  /** Who cannot keep up is let go, rather than kept waiting with all that they miss in our memory. */
  #send(peer: Peer, frame: FrameText, now = false): void {
    if (peer.buffered <= this.bufferBytes) return peer.send(frame, now);
    const place = this.#places.get(peer);
    if (place) place.live = false;
    peer.end(new Refusal('unavailable', 'The connection is too slow. Come again for the rest.', true));
  }
}
