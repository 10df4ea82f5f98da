import type { Sealed } from '@interview-room/core/protocol';

/*
 * A record is the entries of one or more calls: a line each, hash, space, text. It is one message, so that it is written
 * whole or not at all; one larger than a message may be is several, numbered, which count only when all have come
 * without another in between.
 */

/** The number of a part and of how many, `2/3`. */
export const PART = 'IR-Part';
/** The header by which JetStream is told which message must be the last of the subject; it is stored too. */
export const EXPECTED = 'Nats-Expected-Last-Subject-Sequence';

/** A message of a room's log. */
export interface Stored {
  /** Its place in the stream. */
  seq: number;
  /** The place of the room's message before it; 0 begins a log, NaN is a message that no engine wrote. */
  expected: number;
  part: string;
  data: Uint8Array;
}

/** A record, and where it begins in the stream. */
export interface NatsRecord {
  from: number;
  lines: { hash: string; text: string }[];
}

/** The payloads of a record, each small enough for a message. */
export function encode(sealed: readonly Sealed[], size: number): Uint8Array[] {
  const bytes = Buffer.from(sealed.map(({ text, entry }) => `${entry.hash} ${text}`).join('\n'), 'utf8');
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

/** Puts records together from messages, in order. */
export class Joiner {
  #parts: Uint8Array[] = [];
  #from = 0;

  /** The record that ends with this message, if one does. */
  add({ seq, part, data }: Stored): NatsRecord | undefined {
    const [index = 1, count = 1] = part ? part.split('/').map(Number) : [];
    if (index === 1) this.#begin(seq);
    if (this.#parts.length !== index - 1) {
      this.#parts = [];
      return undefined;
    }
    this.#parts.push(data);
    return index === count ? this.#end() : undefined;
  }

  #begin(seq: number): void {
    this.#from = seq;
    this.#parts = [];
  }

  #end(): NatsRecord {
    const lines = Buffer.concat(this.#parts).toString('utf8').split('\n').map(toLine);
    this.#parts = [];
    return { from: this.#from, lines };
  }
}

const toLine = (line: string) => ({ hash: line.slice(0, 64), text: line.slice(65) });
