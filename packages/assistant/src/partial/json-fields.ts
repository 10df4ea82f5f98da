/** A value of a growing JSON object. */
export interface Field {
  readonly value: unknown;
  /** Whether it has come to its end. */
  readonly whole: boolean;
}

type State = 'start' | 'key' | 'colon' | 'value' | 'text' | 'other' | 'next' | 'end' | 'broken';

/*
 * start ─{─▶ key ─"…"─▶ colon ─:─▶ value ─"─▶ text ─"─▶ next ─,─▶ key …
 *                                        └──▶ other (number, true, list, object) ──▶ next ─}─▶ end
 * Texts are given as far as they have come. Each character is looked at once, however the pieces are cut.
 */

/** Reads a JSON object as it grows: its own fields, those that are texts while they come. */
export class JsonFields {
  readonly #fields = new Map<string, Field>();
  #state: State = 'start';
  #key = '';
  /** The text that is being read, without what is escaped and not whole. */
  #text = '';
  #escape = '';
  #isKey = false;
  /** What is being read that is no text, and how deep one is in it. */
  #other = '';
  #depth = 0;
  #quoted = false;
  #skips = false;

  /** Whether the object has come to its end. */
  get whole(): boolean {
    return this.#state === 'end';
  }

  /** Whether it is no JSON object. What was read until then stays. */
  get broken(): boolean {
    return this.#state === 'broken';
  }

  /** A field as far as it has come. */
  field(name: string): Field | undefined {
    const field = this.#fields.get(name);
    // Made here and not with each piece: to look at the end of a text that grows costs all of its length.
    return field && !field.whole ? { value: wellFormed(this.#text), whole: false } : field;
  }

  names(): IterableIterator<string> {
    return this.#fields.keys();
  }

  push(piece: string): void {
    for (let at = 0; at < piece.length && this.#state !== 'broken';) {
      at = this.#state === 'text' || this.#isKey ? this.#readText(piece, at) : this.#read(piece, at);
    }
  }

  /** Takes one character that is not in a text, and says where to go on. */
  #read(piece: string, at: number): number {
    const char = piece[at] ?? '';
    if (this.#state === 'other') return this.#readOther(char, at);
    if (/\s/.test(char)) return at + 1;
    if (this.#state === 'value') return this.#begin(char, at);
    if (this.#state === 'key' && char === '"') this.#isKey = true;
    else this.#state = this.#after(char);
    this.#text = '';
    return at + 1;
  }

  #after(char: string): State {
    if (this.#state === 'start' && char === '{') return 'key';
    if (this.#state === 'colon' && char === ':') return 'value';
    if (this.#state === 'next' && char === ',') return 'key';
    const closes = this.#state === 'next' || (this.#state === 'key' && this.#fields.size === 0);
    return closes && char === '}' ? 'end' : 'broken';
  }

  #begin(char: string, at: number): number {
    this.#text = '';
    this.#other = '';
    this.#state = char === '"' ? 'text' : 'other';
    if (char === '"') this.#fields.set(this.#key, { value: '', whole: false });
    return char === '"' ? at + 1 : at;
  }

  /** Takes as much of a text as there is, in stretches between what is escaped. */
  #readText(piece: string, from: number): number {
    let at = from;
    while (at < piece.length) {
      if (this.#escape !== '') {
        this.#unescape(piece[at++] ?? '');
        continue;
      }
      const until = endOf(piece, at);
      this.#text += piece.slice(at, until);
      at = until + 1;
      if (piece[until] === '\\') this.#escape = '\\';
      else if (piece[until] === '"') {
        this.#endText();
        return at;
      }
    }
    return piece.length;
  }

  #unescape(char: string): void {
    this.#escape += char;
    if (this.#escape.startsWith('\\u') && this.#escape.length < 6) return;
    try {
      this.#text += JSON.parse(`"${this.#escape}"`) as string;
    } catch {
      this.#state = 'broken';
    }
    this.#escape = '';
  }

  #endText(): void {
    if (this.#isKey) {
      this.#isKey = false;
      this.#key = this.#text;
      this.#state = 'colon';
      return;
    }
    this.#fields.set(this.#key, { value: this.#text, whole: true });
    this.#state = 'next';
  }

  #readOther(char: string, at: number): number {
    if (this.#depth === 0 && !this.#quoted && /[,}\s]/.test(char)) {
      this.#endOther();
      return at;
    }
    if (char === '"' && !this.#skips) this.#quoted = !this.#quoted;
    this.#skips = char === '\\' && !this.#skips;
    if (!this.#quoted) this.#depth += '[{'.includes(char) ? 1 : ']}'.includes(char) ? -1 : 0;
    this.#other += char;
    return at + 1;
  }

  #endOther(): void {
    try {
      this.#fields.set(this.#key, { value: JSON.parse(this.#other) as unknown, whole: true });
      this.#state = 'next';
    } catch {
      this.#state = 'broken';
    }
  }
}

/** The place of the next quote or backslash. */
function endOf(piece: string, from: number): number {
  for (let at = from; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    if (code === 0x22 || code === 0x5c) return at;
  }
  return piece.length;
}

/** Half a character at the end waits for its other half. */
const wellFormed = (text: string): string =>
  (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800 ? text.slice(0, -1) : text;
