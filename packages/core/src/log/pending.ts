import type { Refused } from '../backend.js';
import { EntryRefusedError } from '../errors.js';
import type { Entry } from '../protocol/entry.js';
import type { RefusedFrame } from '../protocol/frames.js';
import { isEdit, typedIn } from './edits.js';
import type { KeptDraft } from './keep.js';

interface Waiting {
  resolve(entry: Entry): void;
  reject(error: unknown): void;
}

/** Those who wait for what they wrote: it comes in the log, or is refused. */
export class Pending {
  readonly #all = new Map<string, Waiting>();

  /** Waits for an entry; `adding` rejects if it does not even get on its way. */
  wait(id: string, adding: () => Promise<void>): Promise<Entry> {
    return new Promise((resolve, reject) => {
      this.#all.set(id, { resolve, reject });
      adding().catch((error: unknown) => this.#take(id)?.reject(error));
    });
  }

  arrived(entry: Entry): void {
    this.#take(entry.id)?.resolve(entry);
  }

  /** Tells who waits, and gives what to tell the room. */
  refused(draft: KeptDraft, { reason, message }: Pick<RefusedFrame, 'reason' | 'message'>): Refused {
    const { id, kind, body } = draft;
    this.#take(id)?.reject(new EntryRefusedError(kind, message, reason));
    return { kind, body, reason, message, ...(isEdit(draft) && { text: typedIn(draft) }) };
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#all.get(id);
    this.#all.delete(id);
    return waiting;
  }
}
