import type { BackendSession } from './backend.js';
import { toBase64 } from './protocol/base64.js';
import type { Entry } from './protocol/entry.js';
import { newId } from './protocol/id.js';
import { STATE_VERSION, type LogState } from './state/fold.js';

/** A log is cut when it has this many entries … */
const ENTRIES = 500;
/** … or about this many characters. */
const CHARACTERS = 1_000_000;

/** What a log amounts to as of an entry. */
export interface Snapshot {
  through: number;
  doc: Uint8Array;
  state: LogState;
}

/**
 * Keeps a local log short: months of practice must neither fill the disk nor make a reload slow. Once the log is long, all
 * of it is put into one entry, from which the files and the state go on. A backend that keeps its logs whole offers no way
 * to do so, and nothing happens.
 */
export class Compactor {
  #entries = 0;
  #characters = 0;
  #running = false;

  /** Counts an entry that the log holds. */
  count({ kind, body }: Entry): void {
    const cut = kind === 'log.compacted';
    this.#entries = cut ? 0 : this.#entries + 1;
    this.#characters = cut ? 0 : this.#characters + JSON.stringify(body ?? null).length;
  }

  /** Cuts the log if it has grown long. `now` gives what it amounts to, and as of which entry. */
  run(session: BackendSession, now: () => Snapshot): void {
    const long = this.#entries >= ENTRIES || this.#characters >= CHARACTERS;
    if (long && !this.#running && session.compact) void this.#cut(session, now);
  }

  async #cut(session: BackendSession, now: () => Snapshot): Promise<void> {
    this.#running = true;
    const { through, doc, state } = now();
    const body = { through, doc: toBase64(doc), version: STATE_VERSION, state };
    // A disk that is full or gone shows at the next append, which says so.
    const done = await session
      .compact?.({ id: newId(), kind: 'log.compacted', body }, through)
      .catch(() => true);
    this.#running = false;
    // The log moved on under our hands; if what moved it has arrived, try again.
    if (!done && now().through !== through) this.run(session, now);
  }
}
