import * as crypto from 'node:crypto';
import {
  canonicalJson,
  emptyHead,
  open,
  type Draft,
  type Entry,
  type Head,
  type Sealed,
} from '@interview-room/core/protocol';
import { LogCorruptError, type LogFault } from './engine.js';

type Placed = Omit<Entry, 'hash' | 'audience'> & { readonly audience: Entry['audience'] | undefined };

/** What core puts before the text that it hashes; a test holds the two together. */
const DOMAIN = 'interview-room/entry/1\n';

/** SHA-256 over the stored bytes as they are: the same as core's, some ten times as fast. */
export const hashOf = (text: string): string => sha256(DOMAIN + text);

const slowly = (text: string): string => crypto.createHash('sha256').update(text).digest('hex');

// Before 20.12 Node has no hash in one call, which takes half as long.
const sha256: typeof slowly = 'hash' in crypto ? (text) => crypto.hash('sha256', text, 'hex') : slowly;

/** Gives a draft its place after `head`: byte for byte what core's `seal` gives, with the faster hash. */
export function seal({ id, by, kind, body, audience }: Draft, head: Head): Sealed {
  const at = Math.max(Date.now(), head.at);
  // Written out: to spread the draft takes longer than to hash it.
  const placed: Placed = { at, audience, body, by, id, kind, prev: head.hash, seq: head.seq + 1 };
  const text = textOf(placed);
  const hash = hashOf(text);
  return { text, entry: hasOneText(body) ? copied(placed, hash) : open(text, hash) };
}

/** What `canonicalJson` gives for an entry without its hash, whose fields are known beforehand, and so is their order. */
function textOf({ at, audience, body, by, id, kind, prev, seq }: Placed): string {
  const reader = audience === undefined ? '' : `"audience":${JSON.stringify(audience)},`;
  const content = body === undefined ? '' : `"body":${canonicalJson(body)},`;
  const who = `"by":${JSON.stringify(by)},"id":${JSON.stringify(id)},"kind":${JSON.stringify(kind)}`;
  return `{"at":${JSON.stringify(at)},${reader}${content}${who},"prev":"${prev}","seq":${seq}}`;
}

/** A body that JSON gives back as it is, as that of an edit or a message: there is no need to read it again. */
function hasOneText(body: unknown): body is Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const fields = Object.values(body);
  return fields.length === 1 && typeof fields[0] === 'string';
}

/** As `open` would make it, of a text with these fields: the entry shares nothing with the draft that could change. */
function copied({ at, audience, body, by, id, kind, prev, seq }: Placed, hash: string): Entry {
  const copy: unknown = { ...(body as object) };
  if (audience === undefined) return { at, body: copy, by, id, kind, prev, seq, hash };
  return { at, audience, body: copy, by, id, kind, prev, seq, hash };
}

/** Goes along a log from its start, or from a place known to be good, and throws at the first entry that is wrong. */
export class ChainCheck {
  #head: Head;

  constructor(
    readonly room: string,
    head: Head = emptyHead,
  ) {
    this.#head = head;
  }

  /** The last entry that was good. */
  get head(): Head {
    return this.#head;
  }

  /** Takes the next entry. */
  next(text: string, hash: string): Sealed {
    if (hashOf(text) !== hash) throw this.fault('hash');
    const entry = open(text, hash);
    if (entry.seq !== this.#head.seq + 1) throw this.fault('order');
    if (entry.prev !== this.#head.hash) throw this.fault('link');
    this.#head = { seq: entry.seq, hash, at: entry.at };
    return { text, entry };
  }

  /** Goes past an entry that was made here, right after the last. */
  pass({ seq, hash, at }: Head): void {
    this.#head = { seq, hash, at };
  }

  /** The error for the entry that should come next. */
  fault(fault: LogFault, cause?: unknown): LogCorruptError {
    return new LogCorruptError(this.room, this.#head.seq + 1, fault, cause === undefined ? {} : { cause });
  }
}
