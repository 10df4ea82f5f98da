import type { Delivered } from '../protocol/entry.js';
import type { HelloFrame, WelcomeFrame, WireSnapshot } from '../protocol/frames.js';
import { STATE_VERSION } from '../state/fold.js';
import type { Refusal } from '../transport/refusal.js';
import type { Kept } from './keep.js';
import { Replica, type Misfit } from './replica.js';

/** How often a log that does not fit may be read anew. */
const REREADS = 3;

export interface FollowerEvents {
  snapshot(snapshot: WireSnapshot): void;
  /** Entries that follow on those before. */
  entries(fresh: Delivered[]): void;
  /** All up to here is in one place now. */
  base(base: WireSnapshot): void;
  /** What was given is not what the log says: it is given anew. */
  restart(): void;
  /** All that there was at the welcome has come; `anew` if that is another log than before. */
  caughtUp(anew: boolean): void;
  /** Hello is to be said again, from what is known. */
  again(): void;
  /** The log cannot be followed. */
  lost(why: Refusal): void;
}

/** Follows a backend's log from one link to the next: what comes twice is passed over, what does not fit is asked for again. */
export class Follower {
  readonly #on: FollowerEvents;
  readonly #replica = new Replica();
  #head = 0;
  #caughtUp = false;
  #snapshots = true;
  #misfits = 0;
  #anew = false;

  constructor(on: FollowerEvents) {
    this.#on = on;
  }

  get seq(): number {
    return this.#replica.seq;
  }
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  /** What to say hello with. */
  known(): Pick<HelloFrame, 'after' | 'snapshot'> {
    return { after: this.seq, snapshot: this.#snapshots && this.seq === 0 };
  }

  /** The files as confirmed, as Yjs updates. */
  updates(): Uint8Array[] {
    return this.#replica.updates();
  }

  /** Goes on from what was kept, if this version can read it; gives back what that is. */
  restore({ base, entries }: Kept): { base?: WireSnapshot | undefined; entries: Delivered[] } {
    if (base && base.version !== STATE_VERSION) return { entries: [] };
    this.#replica.begin(base);
    return { base, entries: this.#replica.take(entries).fresh };
  }

  welcome({ head, snapshot }: WelcomeFrame): void {
    this.#head = head.seq;
    if (snapshot && snapshot.version !== STATE_VERSION) {
      this.#snapshots = false;
      return this.#on.again();
    }
    if (snapshot && this.seq === 0) this.#begin(snapshot);
    if (head.seq < this.seq) this.#reread({ fault: 'link', seq: head.seq });
    else this.#look();
  }

  take(entries: readonly Delivered[]): void {
    const { fresh, misfit } = this.#replica.take(entries);
    if (fresh.length > 0) this.#on.entries(fresh);
    const base = this.#replica.shorten();
    if (base) this.#on.base(base);
    if (misfit) this.#reread(misfit);
    else this.#look();
  }

  interrupted(): void {
    this.#caughtUp = false;
  }

  /** A hello was called malformed, as a backend does that has less than is known here. Whether it is said anew. */
  denied(): boolean {
    const hopeful = this.seq > 0 && this.#misfits < REREADS;
    if (hopeful) this.#reread({ fault: 'link', seq: this.seq });
    return hopeful;
  }

  /** Someone asks to try again. */
  hope(): void {
    this.#misfits = 0;
  }

  #begin(snapshot: WireSnapshot): void {
    this.#replica.begin(snapshot);
    this.#on.snapshot(snapshot);
    this.#on.base(snapshot);
  }

  /** What came does not follow on what is known: some is missing, or the backend's log is another than it was. */
  #reread({ fault, seq }: Misfit): void {
    if (++this.#misfits > REREADS) return this.#giveUp({ fault, seq });
    if (fault === 'link') {
      this.#anew = true;
      this.#replica.begin();
      this.#on.restart();
    }
    this.#on.again();
  }

  /** Entries that are missing may be there later; a log that is another each time will not. */
  #giveUp({ fault, seq }: Misfit): void {
    const passes = fault === 'gap';
    if (passes) this.#misfits = 0;
    const message = `The backend's log does not hold together: entry ${seq} does not follow on the one before.`;
    this.#on.lost({ reason: passes ? 'unavailable' : 'malformed', message, retry: passes });
  }

  #look(): void {
    if (this.#caughtUp || this.seq < this.#head) return;
    const anew = this.#anew;
    this.#caughtUp = true;
    this.#anew = false;
    this.#misfits = 0;
    this.#on.caughtUp(anew);
  }
}
