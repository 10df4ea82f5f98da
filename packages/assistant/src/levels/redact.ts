import { LONGEST_END, opening, privateKey, wholeKey, wholeSecret } from './secrets.js';

/** What a secret is shown as. */
export const REDACTED = '[redacted]';

/** A text without what looks like a key, a token or a password. */
export const redact = (text: string): string =>
  text
    .split(wholeKey)
    .map((part, index) => (index === 0 ? hide(part) : hide(`]${part}`, 1)))
    .join(REDACTED);

/** A text from a place on, without secrets: of what stands before it only counts whether a word goes on. */
function hide(text: string, from = 0): string {
  let shown = '';
  let at = from;
  for (const found of secretsIn(text, from)) {
    shown += text.slice(at, found.index) + (found.slice(1).find(Boolean) ?? '') + REDACTED;
    at = found.index + found[0].length;
  }
  return shown + text.slice(at);
}

function secretsIn(text: string, from: number): IterableIterator<RegExpExecArray> {
  wholeSecret.lastIndex = from;
  return text.matchAll(wholeSecret);
}

/**
 * The same for a text that comes in pieces: whatever the pieces, what it gives is together what `redact` makes of the whole.
 * What may be the beginning of a secret is held back until it is known to be one or not.
 */
export class Redaction {
  #held = '';
  /** The last letter that was given: it says whether a word goes on. */
  #last = '';
  #inKey = false;

  /** Takes a piece; gives what can be shown by now. */
  take(piece: string): string {
    this.#held += piece;
    return this.#untilKey() + this.#give(this.#safe());
  }

  /** Gives the rest: nothing more comes. */
  end(): string {
    const rest = this.take('') + this.#give(this.#inKey ? 0 : this.#held.length);
    this.#held = '';
    this.#inKey = false;
    this.#last = '';
    return rest;
  }

  /** What stands before a private key and after it. The key itself may be long, and is not kept. */
  #untilKey(): string {
    let given = '';
    for (;;) {
      const found = (this.#inKey ? privateKey.ends : privateKey.begins).exec(this.#held);
      if (!found) break;
      const after = this.#held.slice(found.index + found[0].length);
      if (!this.#inKey) given += this.#give(found.index) + REDACTED;
      this.#inKey = !this.#inKey;
      this.#last = ']';
      this.#held = after;
    }
    if (this.#inKey) this.#held = this.#held.slice(-LONGEST_END);
    return given;
  }

  /** Gives so much of what is held. */
  #give(length: number): string {
    const text = this.#held.slice(0, length);
    const shown = hide(this.#last + text, this.#last.length);
    this.#held = this.#held.slice(length);
    this.#last = text.slice(-1) || this.#last;
    return shown;
  }

  /** How much of what is held is the same whatever follows it. */
  #safe(): number {
    if (this.#inKey) return 0;
    const { length: known } = this.#last;
    const text = this.#last + this.#held;
    const place = opening.exec(this.#held)?.index;
    if (place === undefined) return this.#held.length;
    // Not in the midst of a secret.
    for (const { index, 0: found } of secretsIn(text, known))
      if (index < place + known && place + known < index + found.length) return index - known;
    return place;
  }
}
