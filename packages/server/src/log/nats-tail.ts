import type { Head, Sealed } from '@interview-room/core/protocol';
import { ChainCheck } from './check.js';
import { Joiner, type Stored } from './nats-records.js';

const RECENT = 100;
const RECENT_LENGTH = 1_000_000;

/** What a process knows of a room's log: how far it has read it, which ids are in it, and where each entry lies. */
export class NatsTail {
  /** The place in the stream of the last message that was read. */
  last = 0;
  readonly ids = new Map<string, number>();
  #check: ChainCheck;
  #joiner = new Joiner();
  #places: { first: number; from: number }[] = [];
  #recent: Sealed[] = [];
  #recentLength = 0;

  constructor(room: string) {
    this.#check = new ChainCheck(room);
  }

  get head(): Head {
    return this.#check.head;
  }

  /** Takes the next message, and gives the entries that are whole with it; throws where the chain breaks. */
  take(message: Stored): Sealed[] {
    const record = this.#joiner.add(message);
    this.last = message.seq;
    if (!record) return [];
    this.#places.push({ first: this.head.seq + 1, from: record.from });
    return record.lines.map(({ hash, text }) => this.#keep(this.#check.next(text, hash)));
  }

  /** The place in the stream of the record that holds an entry. */
  placeOf(seq: number): number {
    let [low, high] = [0, this.#places.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#places[middle]?.first ?? 0) <= seq) low = middle;
      else high = middle - 1;
    }
    return this.#places[low]?.from ?? 1;
  }

  /** The entries after a place, if they are still at hand. */
  recent(after: number, limit: number): Sealed[] | undefined {
    const skipped = after - this.head.seq + this.#recent.length;
    return skipped < 0 ? undefined : this.#recent.slice(skipped, skipped + limit);
  }

  #keep(sealed: Sealed): Sealed {
    this.ids.set(sealed.entry.id, sealed.entry.seq);
    this.#recent.push(sealed);
    this.#recentLength += sealed.text.length;
    while (this.#recent.length > RECENT || this.#recentLength > RECENT_LENGTH) {
      this.#recentLength -= this.#recent.shift()?.text.length ?? 0;
    }
    return sealed;
  }
}
