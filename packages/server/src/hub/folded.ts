import {
  emptyHead,
  fromBase64,
  isKnown,
  toBase64,
  type Entry,
  type Head,
} from '@interview-room/core/protocol';
import { fold, initialState, STATE_VERSION, type LogState } from '@interview-room/core/replay';
import * as Y from 'yjs';
import type { Snapshot } from '../log/engine.js';

/** The two accounts of a room: for interviewers, and for everyone. Neither is made from the other. */
export const views = ['all', 'public'] as const;
export type ViewName = (typeof views)[number];

/** A snapshot as the wire has it, and what the hub needs beside it. */
interface Kept {
  seq: number;
  hash: string;
  at: number;
  doc: string;
  version: number;
  state: LogState;
  joins?: Record<string, number>;
}

/** What a log amounts to: the state in either view, the files, and where each one joined last. */
export class Folded {
  head: Head = emptyHead;
  all: LogState = initialState;
  public: LogState = initialState;
  readonly joins = new Map<string, number>();
  /** How many entries came since the last snapshot. */
  fresh = 0;
  #doc: Uint8Array | undefined;
  #updates: string[] = [];

  /** Takes up where snapshots were made; nothing if they do not fit one another or this version. */
  static from(all: Snapshot, open: Snapshot): Folded | undefined {
    const [whole, others] = [JSON.parse(all.data) as Kept, JSON.parse(open.data) as Kept];
    if (whole.seq !== others.seq || whole.version !== STATE_VERSION || others.version !== STATE_VERSION)
      return;
    const folded = new Folded();
    folded.head = { seq: whole.seq, hash: whole.hash, at: whole.at };
    folded.all = { ...initialState, ...whole.state };
    folded.public = { ...initialState, ...others.state };
    for (const [id, seq] of Object.entries(whole.joins ?? {})) folded.joins.set(id, seq);
    folded.#doc = fromBase64(whole.doc);
    return folded;
  }

  take(entry: Entry): void {
    const { seq, hash, at, kind, audience } = entry;
    this.head = { seq, hash, at };
    this.fresh++;
    if (kind === 'doc.update') return this.#edit(entry);
    this.all = fold(this.all, entry);
    if (!audience) this.public = fold(this.public, entry);
    if (isKnown(entry) && entry.kind === 'participant.joined') this.joins.set(entry.body.id, seq);
  }

  /** What everything so far amounts to, by view. */
  snapshots(): Record<ViewName, Snapshot> {
    const doc = toBase64(this.#merged());
    this.fresh = 0;
    return {
      all: this.#snapshot({ doc, state: this.all, joins: Object.fromEntries(this.joins) }),
      public: this.#snapshot({ doc, state: this.public }),
    };
  }

  /** The files, and who wrote them, are for everyone: an update that is not is none. */
  #edit(entry: Entry): void {
    if (entry.audience || !isKnown(entry) || entry.kind !== 'doc.update') return;
    this.#updates.push(entry.body.update);
    const before = this.all;
    this.all = fold(before, entry);
    if (this.all !== before) this.public = { ...this.public, authors: this.all.authors };
  }

  #snapshot(kept: Pick<Kept, 'doc' | 'state' | 'joins'>): Snapshot {
    const { seq, hash, at } = this.head;
    return { seq, hash, data: JSON.stringify({ seq, hash, at, version: STATE_VERSION, ...kept }) };
  }

  #merged(): Uint8Array {
    const doc = new Y.Doc();
    if (this.#doc) Y.applyUpdate(doc, this.#doc);
    // In one transaction: what comes after each would come after all of them only.
    doc.transact(() => this.#updates.forEach((update) => applyIfWhole(doc, update)));
    this.#updates = [];
    return (this.#doc = Y.encodeStateAsUpdate(doc));
  }
}

/** What is no update was refused at the door; a log that was written elsewhere may hold one all the same. */
function applyIfWhole(doc: Y.Doc, update: string): void {
  try {
    Y.applyUpdate(doc, fromBase64(update));
  } catch {
    // It changes nothing, as it does for those who read it.
  }
}
