import { emptyHead, seal } from '../protocol/chain.js';
import type { Entry } from '../protocol/entry.js';
import type {
  ClientFrame,
  FrameDraft,
  HelloFrame,
  RefusalReason,
  ServerFrame,
  WireSnapshot,
} from '../protocol/frames.js';

type EntriesFrame = Extract<ServerFrame, { type: 'entries' }>;

/** The way to one who is connected. */
export interface Way {
  send(frame: ServerFrame): void;
  end(reason: RefusalReason): void;
  cut(): void;
}
/** One who is connected. */
export interface Peer extends Way {
  you: string;
  client: string;
}

/** A backend for one room without its sockets. It fails in the ways that are asked of it. A token is a name, or `name:more`. */
export class StandInRoom {
  entries: Entry[] = [];
  snapshot: WireSnapshot | undefined;
  now = () => Date.now();
  /** Answers nothing any more, though its sockets stay open. */
  deaf = false;
  /** Writes, and does not say so. */
  mute = false;
  /** Sends entries twice. */
  twice = false;
  limits: { frameBytes?: number; framesPerSecond?: number } | undefined;
  /** Why a draft, or whoever says hello, is not taken. */
  refuse: (draft: FrameDraft) => RefusalReason | undefined = () => undefined;
  admit: (hello: HelloFrame) => RefusalReason | undefined = () => undefined;
  /** What is sent of entries. */
  alter: (entries: Entry[]) => Entry[] = (entries) => entries;
  readonly hellos: HelloFrame[] = [];
  readonly appends: FrameDraft[][] = [];
  readonly #peers = new Set<Peer>();
  readonly #seqs = new Map<string, number>();

  get peers(): number {
    return this.#peers.size;
  }

  /** Ends all connections without a word. */
  cut(): void {
    for (const peer of this.#peers) peer.cut();
    this.#peers.clear();
  }

  end(reason: RefusalReason): void {
    for (const peer of this.#peers) peer.end(reason);
  }

  /** Adds entries as someone else. */
  write(by: string, drafts: readonly FrameDraft[]): Entry[] {
    const fresh = drafts.filter(({ id }) => !this.#seqs.has(id));
    const added = fresh.map((draft) => {
      const { entry } = seal({ ...draft, by }, this.entries.at(-1) ?? emptyHead, this.now());
      this.entries.push(entry);
      this.#seqs.set(entry.id, entry.seq);
      return entry;
    });
    if (added.length > 0 && !this.mute) for (const peer of this.#peers) this.#give(peer, added);
    return added;
  }

  #give(peer: Peer, entries: Entry[]): void {
    const altered = this.alter(entries);
    for (let left = this.twice ? 2 : 1; left > 0; left--)
      peer.send({ type: 'entries', entries: altered as EntriesFrame['entries'] });
  }

  hello(hello: HelloFrame, peer: Way): Peer | undefined {
    this.hellos.push(hello);
    const no = this.admit(hello);
    if (no) return void peer.end(no);
    const whole = { ...peer, you: hello.token?.split(':')[0] ?? 'someone', client: hello.client };
    const { seq, hash, at } = this.entries.at(-1) ?? emptyHead;
    const snapshot = hello.snapshot ? this.snapshot : undefined;
    const role = 'candidate' as const;
    const { you } = whole;
    whole.send({ type: 'welcome', protocol: 1, you, role, name: you, head: { seq, hash, at }, now: this.now(), limits: this.limits, snapshot }); // prettier-ignore
    const tail = this.entries.filter((entry) => entry.seq > (snapshot?.seq ?? hello.after));
    if (tail.length > 0) this.#give(whole, tail);
    this.#peers.add(whole);
    return whole;
  }

  /** Loses all entries after a place, as one does that is set up again from an old copy. */
  lose(after: number): void {
    for (const { id } of this.entries.splice(after)) this.#seqs.delete(id);
  }

  leave(peer: Peer | undefined): void {
    if (peer) this.#peers.delete(peer);
  }

  answer(peer: Pick<Peer, 'you' | 'client'>, frame: ClientFrame): ServerFrame[] {
    if (frame.type === 'ping') return [{ type: 'pong', t: frame.t, now: this.now() }];
    if (frame.type === 'append') return this.#append(peer.you, frame.entries);
    if (frame.type === 'cast') {
      const cast = {
        type: 'cast' as const,
        by: peer.you,
        client: peer.client,
        kind: frame.kind,
        body: frame.body,
      };
      for (const each of this.#peers) if (each.client !== peer.client) each.send(cast);
    }
    return [];
  }

  #append(by: string, drafts: FrameDraft[]): ServerFrame[] {
    this.appends.push(drafts);
    const refusals = drafts.flatMap((draft): ServerFrame[] => {
      const reason = this.refuse(draft);
      return reason ? [{ type: 'refused', reason, message: `No: ${reason}.`, ids: [draft.id], retry: reason === 'rate' }] : []; // prettier-ignore
    });
    const taken = drafts.filter((draft) => !this.refuse(draft));
    this.write(by, taken);
    const acks = taken.map(({ id }) => ({
      id,
      seq: this.#seqs.get(id) ?? 0,
    }));
    return this.mute ? [] : [...refusals, ...(acks.length > 0 ? [{ type: 'ack' as const, acks }] : [])];
  }
}
