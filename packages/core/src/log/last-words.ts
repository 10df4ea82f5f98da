import * as v from 'valibot';
import type { Draft } from '../protocol/entry.js';

/*
 * A transaction that is under way when the page goes dies with it. What was typed in those last milliseconds is put into
 * localStorage, which is written at once, and appended when the room is joined again. Entries are idempotent by id, so
 * that one which arrived after all does no harm.
 */

const draftsSchema = v.array(
  v.object({ id: v.string(), by: v.string(), kind: v.string(), body: v.unknown() }),
);

/** The drafts that a page could not append before it went. A key for each tab, for several go at once. */
export class LastWords {
  readonly #prefix: string;
  readonly #key: string;
  #kept = false;

  constructor(log: string, tab: string) {
    this.#prefix = `interview-room/unsent/${log}/`;
    this.#key = this.#prefix + tab;
  }

  /** Keeps these for the next time; nothing to keep forgets what this tab kept before. */
  keep(drafts: readonly Draft[]): void {
    if (drafts.length === 0 && !this.#kept) return;
    this.#kept = drafts.length > 0;
    quietly(() => {
      if (this.#kept) localStorage.setItem(this.#key, JSON.stringify(drafts));
      else localStorage.removeItem(this.#key);
    });
  }

  /** What tabs kept, and how to forget it once it is appended. */
  read(): { drafts: Draft[]; forget: () => void } {
    const keys = quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix))) ?? [];
    const drafts = keys.flatMap((key) => quietly(() => parse(localStorage.getItem(key))) ?? []);
    return { drafts, forget: () => keys.forEach((key) => quietly(() => localStorage.removeItem(key))) };
  }
}

const parse = (text: string | null): Draft[] => v.parse(draftsSchema, JSON.parse(text ?? '[]'));

/** Storage may be refused, full or written by someone else: none of it may stop the room. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
