import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from './canonical.js';
import { isWithheld, type Delivered, type Draft, type Entry } from './entry.js';

/*
 * hash = SHA-256("interview-room/entry/1" LF canonical JSON of the entry without `hash`), and that JSON holds `prev`,
 * the hash of the entry before: to change one entry is to change all that follow. The prefix keeps these hashes apart
 * from those of anything else. SHA-256 comes from a library, for `crypto.subtle` is missing in pages without https, and
 * it is asynchronous, which would end an IndexedDB transaction half-way.
 */

/** Where a log begins: the `prev` of its first entry. */
export const GENESIS = '0'.repeat(64);

/** The end of a log: the place and hash of its last entry. */
export type Head = Pick<Entry, 'seq' | 'hash'> & { at: number };

/** The end of a log that is empty. */
export const emptyHead: Head = { seq: 0, hash: GENESIS, at: 0 };

/** An entry as it is stored: the exact bytes that were hashed, as text, and the hash. */
export interface Sealed {
  text: string;
  entry: Entry;
}

/** Gives a draft its place after `head`. Time never runs backwards in a log, whatever the clock does. */
export function seal(draft: Draft, head: Head, now: number): Sealed {
  const { id, by, kind, body, audience } = draft;
  const content = {
    id,
    seq: head.seq + 1,
    at: Math.max(now, head.at),
    by,
    kind,
    body,
    audience,
    prev: head.hash,
  };
  const text = canonicalJson(content);
  return { text, entry: open(text, hashText(text)) };
}

/** An entry from its stored bytes and hash. */
export const open = (text: string, hash: string): Entry => ({
  ...(JSON.parse(text) as Omit<Entry, 'hash'>),
  hash,
});

/** The hash that an entry should have. */
export const hashEntry = (entry: Omit<Entry, 'hash'>): string =>
  hashText(canonicalJson({ ...entry, hash: undefined }));

const hashText = (text: string) => digest('entry/1', text);

/** SHA-256 of a text, kept apart from those of other uses by its domain. */
export const digest = (domain: string, text: string): string =>
  bytesToHex(sha256(utf8ToBytes(`interview-room/${domain}\n${text}`)));

/** The hash of a question, which a room's log names, so that it is known which wording was answered. */
export const hashQuestion = (question: unknown): string => digest('question/1', canonicalJson(question));

/** What is wrong with an entry: its hash does not fit it, it does not follow the one before, or its number does not. */
export type Fault = 'hash' | 'link' | 'order';

/** Whether a log is whole and unchanged, and where not. */
export type Verification =
  | { ok: true; from: number; to: number; head: string }
  | { ok: false; seq: number; index: number; fault: Fault };

/**
 * Checks a run of entries. It may begin anywhere (a compacted log does); from there on every hash must fit. Of an entry
 * that was withheld only its place in the chain can be checked.
 */
export function verify(entries: readonly Delivered[]): Verification {
  let before: Delivered | undefined;
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry, before);
    if (fault) return { ok: false, seq: entry.seq, index, fault };
    before = entry;
  }
  return { ok: true, from: entries[0]?.seq ?? 0, to: before?.seq ?? 0, head: before?.hash ?? GENESIS };
}

function faultOf(entry: Delivered, before: Delivered | undefined): Fault | undefined {
  if (entry.seq === 1 && entry.prev !== GENESIS) return 'link';
  if (before && entry.seq !== before.seq + 1) return 'order';
  if (before && entry.prev !== before.hash) return 'link';
  return isWithheld(entry) || hashEntry(entry) === entry.hash ? undefined : 'hash';
}
