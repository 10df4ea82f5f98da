import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { fromBase64, toBase64 } from '../protocol/base64.js';
import { GENESIS } from '../protocol/chain.js';
import { isWithheld, type Delivered } from '../protocol/entry.js';
import type { WireSnapshot } from '../protocol/frames.js';
import { isKnown } from '../protocol/kinds.js';
import { fold, initialState, restored, STATE_VERSION } from '../state/fold.js';

/** So many entries after the base, and they are put into it. */
const TAIL = 500;

/** What does not fit about entries that came: some are missing before them, or they are of another log than those before. */
export type Misfit = { fault: 'gap' | 'link'; seq: number };

/** The log as the backend confirmed it: without what is still on its way there. */
export class Replica {
  #base: WireSnapshot | undefined;
  #tail: Delivered[] = [];

  get base(): WireSnapshot | undefined {
    return this.#base;
  }
  get tail(): readonly Delivered[] {
    return this.#tail;
  }
  get seq(): number {
    return this.#tail.at(-1)?.seq ?? this.#base?.seq ?? 0;
  }

  /** Goes on from a snapshot, or from nothing. */
  begin(base?: WireSnapshot): void {
    this.#base = base;
    this.#tail = [];
  }

  /** Takes those that are new, up to the first that does not fit, and gives them back. */
  take(entries: readonly Delivered[]): { fresh: Delivered[]; misfit?: Misfit } {
    const fresh: Delivered[] = [];
    for (const entry of entries) {
      if (entry.seq <= this.seq) continue;
      if (entry.seq !== this.seq + 1) return { fresh, misfit: { fault: 'gap', seq: entry.seq } };
      if (entry.prev !== this.#hash) return { fresh, misfit: { fault: 'link', seq: entry.seq } };
      this.#tail.push(entry);
      fresh.push(entry);
    }
    return { fresh };
  }

  /** The files as confirmed, as Yjs updates. */
  updates(): Uint8Array[] {
    const base = this.#base ? [fromBase64(this.#base.doc)] : [];
    return [...base, ...this.#tail.flatMap(updateOf)];
  }

  /** Puts a long tail into the base, and gives that back if it did. */
  shorten(): WireSnapshot | undefined {
    if (this.#tail.length < TAIL) return undefined;
    const at = Math.max(
      this.#base?.at ?? 0,
      ...this.#tail.map((entry) => (isWithheld(entry) ? 0 : entry.at)),
    );
    const [seq, hash] = [this.seq, this.#hash];
    this.begin({ seq, hash, at, doc: this.#doc(), version: STATE_VERSION, state: this.#state() });
    return this.#base;
  }

  get #hash(): string {
    return this.#tail.at(-1)?.hash ?? this.#base?.hash ?? GENESIS;
  }

  #doc(): string {
    const doc = new Doc();
    doc.transact(() => {
      for (const update of this.updates()) quietly(() => applyUpdate(doc, update));
    });
    return toBase64(encodeStateAsUpdate(doc));
  }

  #state() {
    const before = this.#base ? restored(this.#base) : initialState;
    return this.#tail.reduce((state, entry) => (isWithheld(entry) ? state : fold(state, entry)), before);
  }
}

const updateOf = (entry: Delivered): Uint8Array[] =>
  !isWithheld(entry) && isKnown(entry) && entry.kind === 'doc.update' ? [fromBase64(entry.body.update)] : [];

/** An update that cannot be read is passed over here as it is in the workspace. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing can be made of it.
  }
}
